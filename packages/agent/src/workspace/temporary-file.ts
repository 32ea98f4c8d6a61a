import { randomUUID } from "node:crypto";
import { unlink } from "node:fs/promises";
import type { WorkspaceFolder } from "./workspace-folder.js";

// A process id alone is not enough: in a container the next worker often has the same one.
const incarnation = randomUUID().slice(0, 8);
const pattern = /^\.holdfast-tmp-(\d+)-([0-9a-f]{8})-/;

/** A name that no other write uses, and that tells whether its writer still lives. */
export function temporaryName(): string {
  return `.holdfast-tmp-${process.pid}-${incarnation}-${randomUUID()}`;
}

export function isTemporaryName(name: string): boolean {
  return pattern.test(name);
}

/** Removes what writers that were killed in the middle of a write left in the folder. */
export async function removeLeftovers(folder: WorkspaceFolder): Promise<void> {
  for (const { name } of await folder.entries()) {
    const writer = pattern.exec(name);
    if (writer !== null && !isWriting(Number(writer[1]), writer[2])) await unlink(folder.at(name)).catch(ignoreAbsent);
  }
}

function isWriting(pid: number, writer: string | undefined): boolean {
  if (pid === process.pid) return writer === incarnation;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

function ignoreAbsent(error: NodeJS.ErrnoException): void {
  if (error.code !== "ENOENT") throw error;
}
