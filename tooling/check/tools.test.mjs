import { describe, expect, test } from "vitest";
import { inFixture } from "./fixture.mjs";

describe("format", () => {
  const copies = [".oxfmtrc.json"];

  test("code that is not formatted is refused", () => {
    const { code, output } = inFixture({ copies, files: { "src/a.ts": "export const a={b :1}\n" } }, (run) =>
      run("oxfmt", "--check", "src"),
    );
    expect(code).not.toBe(0);
    expect(output).toContain("src/a.ts");
  });

  test("formatted code passes", () => {
    const { code } = inFixture({ copies, files: { "src/a.ts": "export const a = { b: 1 };\n" } }, (run) =>
      run("oxfmt", "--check", "src"),
    );
    expect(code).toBe(0);
  });
});

describe("types", () => {
  /** [what is wrong, code, the compiler's error] */
  test.each([
    ["an index that may miss", "export const first = (list: string[]): string => list[0];", "TS2322"],
    ["undefined for an optional property", "export const x: { a?: number } = { a: undefined };", "TS2375"],
    ["a type imported as a value", 'import { B } from "./b.js"; export type C = B;', "TS1484"],
    ["an import without its ending", 'import type { B } from "./b"; export type C = B;', "TS2835"],
    ["an implicit any", "export const f = (x) => x;", "TS7006"],
  ])("%s is refused", (_what, text, error) => {
    const files = {
      "packages/db/tsconfig.json":
        '{ "extends": "../../tsconfig.base.json", "compilerOptions": { "types": [] }, "include": ["src"] }',
      "packages/db/src/a.ts": `${text}\n`,
      "packages/db/src/b.ts": "export type B = 1;\n",
    };
    const { output } = inFixture({ copies: ["tsconfig.base.json", "tooling/typescript"], files }, (run) =>
      run("tsc", "--project", "packages/db"),
    );
    expect(output).toMatch(new RegExp(`a\\.ts.*${error}`));
  });
});

describe("dead code", () => {
  const manifest = (more) =>
    JSON.stringify({ name: "@holdfast/db", type: "module", exports: "./src/index.ts", ...more });
  const files = {
    "package.json": '{ "name": "fixture", "private": true, "workspaces": ["packages/*"] }',
    "packages/db/package.json": manifest({ dependencies: { "left-pad": "1" } }),
    "packages/db/src/index.ts": 'import { used } from "./used.js";\nexport const answer = used;\n',
    "packages/db/src/used.ts": "export const used = 1;\nexport const unused = 2;\n",
    "packages/db/src/orphan.ts": "export const orphan = 1;\n",
  };

  test("unused files, exports and dependencies are found", () => {
    const { code, output } = inFixture({ copies: ["tooling/check/knip.json"], files, stubs: ["left-pad"] }, (run) =>
      run("knip", "--config", "tooling/check/knip.json", "--reporter", "compact"),
    );
    expect(code).not.toBe(0);
    expect(output).toMatch(/packages\/db\/src\/orphan\.ts/);
    expect(output).toMatch(/packages\/db\/src\/used\.ts: unused/);
    expect(output).toMatch(/packages\/db\/package\.json: left-pad/);
  });
});

describe("workspace hygiene", () => {
  test("two versions of one dependency are refused", () => {
    const manifest = (name, version) => JSON.stringify({ name, dependencies: { "left-pad": version } });
    const files = {
      "package.json": '{ "name": "fixture", "private": true, "packageManager": "pnpm@12.0.0" }',
      "pnpm-workspace.yaml": "packages:\n  - packages/*\n",
      "packages/core/package.json": manifest("@holdfast/core", "1.0.0"),
      "packages/db/package.json": manifest("@holdfast/db", "2.0.0"),
    };
    const { code, output } = inFixture({ files }, (run) => run("sherif"));
    expect(code).not.toBe(0);
    expect(output).toContain("left-pad");
  });
});
