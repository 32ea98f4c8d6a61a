import { createRequire } from "node:module";

/** The very build of better-sqlite3 that the store runs on: the floor differs from it in nothing but what it does. */
export const Sqlite = createRequire(new URL("../../packages/db/package.json", import.meta.url))("better-sqlite3");
