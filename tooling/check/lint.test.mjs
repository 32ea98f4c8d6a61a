import { beforeAll, describe, expect, test } from "vitest";
import { inFixture } from "./fixture.mjs";

const copies = [".oxlintrc.json", "tsconfig.base.json", "tooling/typescript", "tooling/check/lint-rules.mjs"];
const tsconfig = '{ "extends": "../../tsconfig.base.json", "compilerOptions": { "types": [] }, "include": ["src"] }';

/** [file, its text, the rule it breaks] */
const violations = [
  ["packages/core/src/a.ts", "export const now = Date.now();", "eslint(no-restricted-properties)"],
  ["packages/core/src/b.ts", "export const now = new Date();", "holdfast(no-wall-clock)"],
  ["packages/core/src/c.ts", "export const home = process.env.HOME;", "eslint(no-restricted-globals)"],
  ["packages/core/src/d.ts", "setTimeout(() => {}, 1);", "eslint(no-restricted-globals)"],
  ["packages/core/src/e.ts", "export const die = () => Math.random();", "eslint(no-restricted-properties)"],
  ["packages/core/src/f.ts", "export const id = crypto.randomUUID();", "eslint(no-restricted-properties)"],
  ["packages/db/src/a.ts", "async function f() {}\nf();", "typescript(no-floating-promises)"],
  ["packages/db/src/b.ts", "[1].forEach(async () => {});", "typescript(no-misused-promises)"],
  ["packages/db/src/c.ts", "export const x: any = 1;", "typescript(no-explicit-any)"],
  ["packages/db/src/d.ts", "export function f() { throw 'no'; }", "typescript(only-throw-error)"],
  ["packages/db/src/e.ts", "console.log(1);", "eslint(no-console)"],
  [
    "packages/db/src/f.ts",
    "export function f(x: 'a' | 'b') { switch (x) { case 'a': return 1; } return 2; }",
    "typescript(switch-exhaustiveness-check)",
  ],
  [
    "packages/db/src/g.test.ts",
    'import { test } from "vitest"; test.only("one", () => {});',
    "vitest(no-focused-tests)",
  ],
];

const innocent = {
  "packages/core/src/fine.ts": "export const at = (ms: number) => new Date(ms);\n",
  "packages/core/src/fine.test.ts": "export const later = setTimeout;\n",
};

describe("lint", () => {
  let found;

  beforeAll(() => {
    const planted = Object.fromEntries(violations.map(([file, text]) => [file, `${text}\n`]));
    const configs = Object.fromEntries(["core", "db"].map((name) => [`packages/${name}/tsconfig.json`, tsconfig]));
    found = lint({ ...innocent, ...planted, ...configs });
  });

  test("innocent code passes", () => {
    expect(found.filter((entry) => entry.includes("fine"))).toEqual([]);
  });

  test.each(violations)("%s: %s", (file, _text, rule) => {
    expect(found).toContain(`${file}: ${rule}`);
  });
});

function lint(files) {
  const { stdout, output } = inFixture({ files, copies }, (run) => run("oxlint", "--format", "json", "packages"));
  if (!stdout.startsWith("{")) throw new Error(output);
  return JSON.parse(stdout).diagnostics.map(({ filename, code }) => `${filename}: ${code}`);
}
