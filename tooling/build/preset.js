import { defineConfig } from "tsup";

const shared = {
  format: "esm",
  target: "node20",
  platform: "node",
  sourcemap: true,
  clean: true,
  splitting: true,
};

// tsup sets baseUrl for its declaration build, which TypeScript 6 calls deprecated.
const compilerOptions = { ignoreDeprecations: "6.0" };

/** A package that others import: ESM and declarations for each entry; `types` names entries that have no code. */
export function library(entry, { types = {} } = {}) {
  const entries = typeof entry === "string" ? { index: entry } : entry;
  return defineConfig({ ...shared, entry: entries, dts: { entry: { ...entries, ...types }, compilerOptions } });
}

/** A package that is run, not imported: no declarations. */
export function program(entry) {
  return defineConfig({ ...shared, entry: [entry] });
}
