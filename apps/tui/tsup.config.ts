import { defineConfig, type Options } from "tsup";

/**
 * Ink, React and what they stand on are bundled: as the 400 modules that they are, Node needs 300 ms to find and load
 * them; in one file, 80 ms. Bundled, React also is its production build, whatever NODE_ENV says.
 */
export const bundle: Options = {
  format: "esm",
  target: "node20",
  platform: "node",
  silent: true,
  sourcemap: true,
  noExternal: [/.*/],
  define: { "process.env.NODE_ENV": '"production"' },
  // Some of what is bundled is CommonJS and requires Node's own modules.
  banner: {
    js: 'import { createRequire as __createRequire } from "node:module"; const require = __createRequire(import.meta.url);',
  },
  esbuildOptions(options) {
    options.conditions = ["@holdfast/source", ...(options.conditions ?? [])];
    // Ink imports it under DEV=true only, and it is not installed.
    options.alias = { ...options.alias, "react-devtools-core": "node:module" };
    // Drops the development halves of what is bundled.
    options.minifySyntax = true;
  },
};

export default defineConfig((cli) => ({
  ...bundle,
  entry: { index: "src/index.ts" },
  // The two halves of a build, `bundle` and `declarations`, share dist and may run at the same time.
  clean: cli.dts ? false : ["dist/**/*.js", "dist/**/*.map"],
}));
