import { defineConfig } from "vitest/config";

const conditions = ["@holdfast/source", "node", "import", "default"];

/** Workspace packages resolve to their sources, so that only end-to-end tests need a build. */
export function preset(test = {}) {
  return defineConfig({
    resolve: { conditions },
    ssr: { resolve: { conditions, externalConditions: conditions } },
    test: {
      include: ["**/*.test.{ts,tsx,mjs}"],
      exclude: ["**/node_modules/**", "**/dist/**"],
      passWithNoTests: true,
      // Two packages are tested at a time, on machines of two cores; many tests start processes of their own.
      maxWorkers: "50%",
      testTimeout: 30_000,
      hookTimeout: 30_000,
      reporters: ["default", "json"],
      outputFile: { json: ".reports/vitest.json" },
      ...test,
    },
  });
}
