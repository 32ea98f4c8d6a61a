import { beforeAll, describe, expect, test } from "vitest";
import { inFixture } from "./fixture.mjs";

const copies = ["tsconfig.base.json", "tooling/typescript", "tooling/check/boundaries.mjs"];
const stubs = ["zod", "ulid", "vitest", "drizzle-orm", "react", "@trpc/server", "left-pad"];

/** [file, its text, the rule it breaks] */
const violations = [
  ["packages/core/src/models/a.ts", 'import "drizzle-orm";', "core does no I/O and uses no framework"],
  ["packages/core/src/models/b.ts", 'import "node:fs";', "core does no I/O and uses no framework"],
  [
    "packages/core/src/engine/c.ts",
    'import { spawn } from "child_process"; spawn;',
    "core does no I/O and uses no framework",
  ],
  [
    "packages/core/src/engine/d.ts",
    'import type { R } from "react"; export type X = R;',
    "core does no I/O and uses no framework",
  ],
  [
    "packages/core/src/engine/e.ts",
    'export const f = () => import("@trpc/server");',
    "core does no I/O and uses no framework",
  ],
  ["packages/core/src/leases/e.test.ts", 'import "node:net";', "core's tests and contracts do no I/O either"],
  ["packages/core/src/testing/f.ts", 'import "node:fs/promises";', "core's tests and contracts do no I/O either"],
  [
    "packages/core/src/ports/g.ts",
    'import type { A } from "@holdfast/db"; export type B = A;',
    "packages/core imports no other package of ours",
  ],
  ["packages/core/src/ports/h.test.ts", 'import "@holdfast/agent";', "packages/core imports no other package of ours"],
  ["packages/core/src/models/i.ts", 'import "../ports/empty.js";', "core/models and errors come before core/ports"],
  ["packages/core/src/errors/i.ts", 'import "../engine/empty.js";', "core/models and errors come before core/ports"],
  ["packages/core/src/ports/j.ts", 'import "../journal/empty.js";', "core/ports comes before core/journal"],
  ["packages/core/src/journal/k.ts", 'import "../checkpoints/empty.js";', "core/journal comes before core/checkpoints"],
  [
    "packages/core/src/checkpoints/l.ts",
    'import type { E } from "../leases/empty.js"; export type F = E;',
    "core/checkpoints comes before core/leases",
  ],
  ["packages/core/src/leases/m.ts", 'import "../recovery/empty.js";', "core/leases comes before core/recovery"],
  ["packages/core/src/recovery/n.ts", 'import "../engine/empty.js";', "core/recovery comes before core/engine"],
  ["packages/core/src/engine/o.ts", 'import "../projects/empty.js";', "core/engine comes before core/projects"],
  ["packages/core/src/projects/p.ts", 'import "../testing/index.js";', "core/projects comes before core/testing"],
  ["packages/core/src/models/q.ts", 'import "../utils/empty.js";', "core has no folder outside its order"],
  ["packages/db/src/a.ts", 'import "@holdfast/agent";', "packages/db imports packages/core"],
  ["packages/agent/src/a.ts", 'import "@holdfast/db";', "packages/agent imports packages/core"],
  ["packages/client/src/a.ts", 'import "@holdfast/db";', "packages/client imports packages/core, type:apps/server"],
  ["packages/client/src/b.ts", 'import "@holdfast/server";', "packages/client knows apps/server by type only"],
  ["apps/tui/src/a.tsx", 'import { x } from "@holdfast/server"; x;', "apps/tui knows apps/server by type only"],
  ["apps/tui/src/b.tsx", 'import "@holdfast/db";', "apps/tui imports packages/core, packages/client, type:apps/server"],
  [
    "apps/server/src/a.ts",
    'import "@holdfast/client";',
    "apps/server imports packages/core, packages/db, packages/workspace, packages/agent",
  ],
  ["packages/db/src/b.ts", 'import "../../core/src/engine/empty.js";', "packages are imported by their public entries"],
  [
    "packages/agent/src/b.ts",
    'import "@holdfast/core/testing";',
    "only tests and their support import the testing entries",
  ],
  ["packages/db/src/c.ts", 'import "./d.js";', "no import goes in a circle"],
  ["packages/db/src/e.ts", 'import "./nowhere.js";', "every import leads somewhere"],
  ["packages/db/src/f.ts", 'import { x } from "left-pad"; x;', "shipped code imports no development dependency"],
];

const innocent = {
  ...Object.fromEntries(
    ["ports", "journal", "checkpoints", "leases", "recovery", "engine", "projects", "utils"].map((folder) => [
      `packages/core/src/${folder}/empty.ts`,
      "export type E = 1;\n",
    ]),
  ),
  "packages/core/src/projects/fine.ts": 'import "zod"; import "ulid"; import "node:crypto"; import "../models/m.js";\n',
  "packages/core/src/models/m.ts": "export {};\n",
  "packages/core/src/testing/fine.ts": 'import "vitest"; import "../projects/empty.js";\n',
  "packages/db/src/d.ts": 'import "@holdfast/core";\n',
  "packages/db/src/d.test.ts": 'import "@holdfast/core/testing"; import "node:fs"; import "@holdfast/agent";\n',
  "packages/client/src/fine.ts": 'import type { R } from "@holdfast/server/router"; export type S = R;\n',
};

describe("boundaries", () => {
  let clean;
  let found;

  beforeAll(() => {
    const { "packages/core/src/utils/empty.ts": _, ...files } = innocent;
    clean = cruise(files);
    const planted = Object.fromEntries(violations.map(([file, text]) => [file, `${text}\n`]));
    found = cruise({ ...innocent, ...planted, "packages/db/src/d.ts": 'import "./c.js";\n' }).violations;
  });

  test("innocent code passes, and all of it was read", () => {
    expect(clean.violations).toEqual([]);
    expect(clean.dependencies).toContain("packages/db/src/d.ts -> packages/core/src/index.ts");
    expect(clean.dependencies).toContain("packages/client/src/fine.ts -> apps/server/src/router.ts");
    expect(clean.dependencies).toContain("packages/core/src/projects/fine.ts -> packages/core/src/models/m.ts");
  });

  test.each(violations)("%s: %s", (file, _text, rule) => {
    expect(found).toContain(`${file}: ${rule}`);
  });
});

function cruise(files) {
  const { stdout, output } = inFixture({ files, copies, stubs }, (run) =>
    run("depcruise", "--config", "tooling/check/boundaries.mjs", "-T", "json", "packages", "apps"),
  );
  if (!stdout.startsWith("{")) throw new Error(output);
  const { modules, summary } = JSON.parse(stdout);
  return {
    violations: summary.violations.map(({ from, rule }) => `${from}: ${rule.name}`),
    dependencies: modules.flatMap(({ source, dependencies }) =>
      dependencies.map(({ resolved }) => `${source} -> ${resolved}`),
    ),
  };
}
