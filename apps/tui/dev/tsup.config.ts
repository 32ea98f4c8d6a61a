import { defineConfig } from "tsup";
import { bundle } from "../tsup.config.js";

/** The programs of this folder, bundled as the package itself is: `tsup --config dev/tsup.config.ts`. */
export default defineConfig({
  ...bundle,
  entry: { main: "dev/main.ts", measure: "dev/measure.ts", screenshot: "dev/screenshot.ts" },
  outDir: "node_modules/.cache/tui-dev",
  clean: true,
});
