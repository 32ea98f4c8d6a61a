import { defineConfig } from "tsup";

const base = {
  format: "esm",
  target: "node20",
  platform: "node",
  silent: true,
  sourcemap: true,
  // The two halves of a build, `bundle` and `declarations`, share dist and may run at the same time.
  clean: ["!**/*.d.ts"],
};

/** A package that others import: `{ name: file }` for each of its entries. */
export function library(entry = { index: "src/index.ts" }) {
  return defineConfig((cli) => (cli.dts ? { ...base, entry, clean: false } : { ...base, entry }));
}

/** A package that is run: `{ name: file }` for each of its entries. */
export function program(entry) {
  return defineConfig({ ...base, entry });
}
