/** Who may import whom: the rules of dependency-cruiser, run by `pnpm check:boundaries`. */

import { readdirSync, readFileSync } from "node:fs";

/** The workspace packages that a package's own code may import. `type:` allows `import type` only. */
const mayImport = {
  "packages/core": [],
  "packages/db": ["packages/core"],
  "packages/workspace": ["packages/core"],
  "packages/agent": ["packages/core"],
  "packages/langgraph": ["packages/core"],
  "packages/client": ["packages/core", "type:apps/server"],
  "apps/server": ["packages/core", "packages/db", "packages/workspace", "packages/agent"],
  "apps/tui": ["packages/core", "packages/client", "type:apps/server"],
  "apps/cli": ["packages/*", "apps/*"],
};

/** Folders of core, in order: each may import those before it, never one after. */
const coreOrder = [
  ["models", "errors"],
  ["ports"],
  ["journal"],
  ["checkpoints"],
  ["leases"],
  ["recovery"],
  ["engine"],
  ["projects"],
];

/** All that core may import from outside itself. */
const coreMayUse = ["node_modules/(zod|ulid)/", "^(node:)?crypto$"];
const testsMayUse = ["node_modules/(vitest|fast-check)/"];

const core = "^packages/core/src/";
const tests = "[.]test(-d)?[.]tsx?$";

/** The files that a package's `exports` let others see. */
const publicEntries = ["packages", "apps"].flatMap((group) =>
  readdirSync(group).flatMap((name) => {
    const { exports = {} } = JSON.parse(readFileSync(`${group}/${name}/package.json`, "utf8"));
    return Object.values(exports).map((entry) => `^${group}/${name}/${entry["@holdfast/source"].slice(2)}$`);
  }),
);

const packageRules = Object.entries(mayImport).flatMap(([from, allowed]) => {
  const others = `^(packages|apps)/(?!${from.split("/")[1]}/)`;
  const folders = (list) => list.map((folder) => `^${folder.replace("*", "[^/]+")}/`);
  const typeOnly = allowed.filter((folder) => folder.startsWith("type:")).map((folder) => folder.slice(5));
  const plain = allowed.filter((folder) => !folder.startsWith("type:"));
  return [
    {
      name: `${from} imports ${allowed.join(", ") || "no other package of ours"}`,
      // Tests may use other packages as real parts; those of core may not.
      from: { path: `^${from}/src/`, ...(from === "packages/core" ? {} : { pathNot: tests }) },
      to: { path: others, pathNot: folders([...plain, ...typeOnly]) },
    },
    ...typeOnly.map((to) => ({
      name: `${from} knows ${to} by type only`,
      from: { path: `^${from}/src/`, pathNot: tests },
      to: { path: `^${to}/`, dependencyTypesNot: ["type-only"] },
    })),
  ];
});

const coreOrderRules = coreOrder.slice(0, -1).map((folders, index) => ({
  name: `core/${folders.join(" and ")} come${folders.length > 1 ? "" : "s"} before core/${coreOrder[index + 1].join(", ")}`,
  from: { path: `${core}(${folders.join("|")})/`, pathNot: tests },
  to: {
    path: `${core}(${coreOrder
      .slice(index + 1)
      .flat()
      .join("|")}|testing)/`,
  },
}));

const forbidden = [
  ...packageRules,
  ...coreOrderRules,
  {
    name: "core/projects comes before core/testing",
    from: { path: `${core}projects/`, pathNot: tests },
    to: { path: `${core}testing/` },
  },
  {
    name: "core has no folder outside its order",
    from: {},
    to: { path: `${core}[^/]+/`, pathNot: `${core}(${coreOrder.flat().join("|")}|testing)/` },
  },
  {
    name: "core does no I/O and uses no framework",
    from: { path: core, pathNot: [tests, `${core}testing/`] },
    to: { pathNot: [core, ...coreMayUse, "^(packages|apps)/"] },
  },
  {
    name: "core's tests and contracts do no I/O either",
    from: { path: [`${core}testing/`, `${core}.*${tests}`] },
    to: { pathNot: [core, ...coreMayUse, ...testsMayUse, "^(packages|apps)/"] },
  },
  {
    name: "packages are imported by their public entries",
    from: { path: "^(packages|apps)/([^/]+)/" },
    to: { path: "^(packages|apps)/", pathNot: ["^(packages|apps)/$2/", ...publicEntries] },
  },
  {
    name: "only tests and their support import the testing entries",
    from: { path: "^(packages|apps)/", pathNot: [tests, "/src/testing/"] },
    to: { path: `${core}testing/` },
  },
  { name: "no import goes in a circle", from: {}, to: { circular: true } },
  { name: "every import leads somewhere", from: {}, to: { couldNotResolve: true } },
  {
    name: "shipped code imports no development dependency",
    from: { path: "^(packages|apps)/[^/]+/src/", pathNot: tests },
    to: { dependencyTypes: ["npm-dev", "npm-no-pkg", "npm-unknown"], dependencyTypesNot: ["type-only", "npm-peer"] },
  },
];

export default {
  forbidden: forbidden.map((rule) => ({ severity: "error", ...rule })),
  options: {
    exclude: { path: "/(dist|[.]turbo|[.]reports)/" },
    doNotFollow: { path: "node_modules" },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.base.json" },
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["@holdfast/source", "types", "import", "node", "default"],
      extensions: [".ts", ".tsx", ".js", ".mjs", ".json", ".d.ts"],
    },
  },
};
