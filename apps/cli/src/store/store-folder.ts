import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { randomBytes } from "node:crypto";
import { dirname, join, resolve } from "node:path";

const folderName = ".holdfast";

/** The folder that holds a store: its database, its token and the address of its server. */
export interface StoreFolder {
  readonly path: string;
  readonly database: string;
  /** The folder the store belongs to: where holdfast.config.ts stands and commands work. */
  readonly home: string;
}

/**
 * Finds the store: the one named, else the nearest `.holdfast` upwards of the working folder, else the one that will
 * be made in it.
 */
export function findStore(cwd: string, named: string | undefined): StoreFolder {
  if (named !== undefined) return storeAt(resolve(cwd, named));
  for (let folder = resolve(cwd); ; folder = dirname(folder)) {
    if (existsSync(join(folder, folderName, "holdfast.db"))) return storeAt(join(folder, folderName));
    if (folder === dirname(folder)) return storeAt(join(resolve(cwd), folderName));
  }
}

function storeAt(path: string): StoreFolder {
  return { path, database: join(path, "holdfast.db"), home: dirname(path) };
}

/** Makes the folder, private and ignored by git. */
export function ensureStoreFolder({ path }: StoreFolder): void {
  mkdirSync(path, { recursive: true, mode: 0o700 });
  const ignore = join(path, ".gitignore");
  if (!existsSync(ignore)) writeFileSync(ignore, "*\n");
}

/** The bearer token of the store's server, made on first use; only its owner can read it. */
export function serverToken(folder: StoreFolder): string {
  const path = join(folder.path, "token");
  try {
    writeFileSync(path, `${randomBytes(32).toString("base64url")}\n`, { mode: 0o600, flag: "wx" });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
  }
  return readFileSync(path, "utf8").trim();
}
