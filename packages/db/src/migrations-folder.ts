import { fileURLToPath } from "node:url";

/** Beside `src` and `dist` alike, and part of the published package. This file stays at the top of `src` for that. */
export const migrationsFolder = fileURLToPath(new URL("../migrations", import.meta.url));
