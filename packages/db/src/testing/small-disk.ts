import { execFileSync } from "node:child_process";
import { temporaryFolder } from "./temporary-store.js";

/** A file system of its own, of a few megabytes in memory. */
export interface SmallDisk {
  readonly path: string;
  makeReadOnly(): void;
  remove(): void;
}

/** Undefined where this process may not mount file systems. */
export function mountSmallDisk(megabytes: number): SmallDisk | undefined {
  const { path, remove } = temporaryFolder();
  const mount = (...options: string[]) => execFileSync("mount", [...options, path], { stdio: "ignore" });
  try {
    mount("-t", "tmpfs", "-o", `size=${megabytes}m`, "tmpfs");
  } catch {
    remove();
    return undefined;
  }
  return {
    path,
    makeReadOnly: () => mount("-o", "remount,ro"),
    remove: () => {
      execFileSync("umount", ["--lazy", path]);
      remove();
    },
  };
}
