import { mkdirSync, mkdtempSync, rmSync, statfsSync } from "node:fs";

const root = new URL("../../", import.meta.url).pathname;
const names = {
  0xef53: "ext4",
  0x58465342: "xfs",
  0x9123683e: "btrfs",
  0x2fc12fc1: "zfs",
  0x794c7630: "overlayfs",
  0x6969: "nfs",
  0x01021994: "tmpfs",
  0x858458f6: "ramfs",
};

/** Where the benches write: on the repository's disk, since a temporary folder may be in memory. */
function scratchRoot() {
  const folder = `${root}node_modules/.cache/holdfast/bench`;
  mkdirSync(folder, { recursive: true });
  return folder;
}

/** @template T @param {(folder: string) => Promise<T>} work */
export async function inScratchFolder(work) {
  const folder = mkdtempSync(`${scratchRoot()}/`);
  try {
    return await work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The file system that the benches write to. */
export function diskName() {
  if (process.platform !== "linux") return process.platform;
  const { type } = statfsSync(scratchRoot());
  return names[type] ?? `file system 0x${type.toString(16)}`;
}

/** Why commits cannot be timed here; undefined where they can. */
export function diskProblem() {
  const disk = diskName();
  return disk === "tmpfs" || disk === "ramfs"
    ? `The repository is on ${disk}, which is memory: nothing waits for a disk there.`
    : undefined;
}
