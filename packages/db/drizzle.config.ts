import { defineConfig } from "drizzle-kit";

/** `pnpm migration <name>` writes the next migration from what changed in the schema. */
export default defineConfig({ dialect: "sqlite", schema: "./src/schema/index.ts", out: "./migrations" });
