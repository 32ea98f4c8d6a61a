import { defineConfig } from "vitest/config";

const conditions = ["@holdfast/source", "node", "import", "default"];

/** Workspace packages resolve to their source, so unit tests need no build. */
export function preset(overrides = {}) {
  return defineConfig({
    resolve: { conditions },
    ssr: { resolve: { conditions, externalConditions: conditions } },
    test: { include: ["src/**/*.test.{ts,tsx}"], passWithNoTests: true, ...overrides },
  });
}
