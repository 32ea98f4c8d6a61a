import { readdirSync, readFileSync } from "node:fs";

/** The variable that every process of a command inherits. */
export const commandVariable = "HOLDFAST_COMMAND";

/** Killing finds what was born meanwhile only on the next look; more rounds than this no sane command survives. */
const maxRounds = 20;

/**
 * Kills every process of a command: its process group, and, where /proc tells, what left the group but still carries
 * the command's id in its environment.
 *
 * @param {string} id
 * @param {number | undefined} pid of the group's leader, when it is known
 */
export function killCommand(id, pid) {
  if (pid !== undefined) kill(-pid);
  for (let round = 0; round < maxRounds; round += 1) {
    const strays = processesOf(id);
    if (strays.length === 0) return;
    for (const stray of strays) kill(stray);
  }
}

/** @param {string} id */
function processesOf(id) {
  return processes().filter((pid) => environmentOf(pid).includes(`${commandVariable}=${id}\0`));
}

function processes() {
  try {
    return readdirSync("/proc").map(Number).filter(Number.isInteger);
  } catch {
    return [];
  }
}

/**
 * Empty for a process that is gone, already dead, or somebody else's.
 * @param {number} pid
 */
function environmentOf(pid) {
  try {
    return readFileSync(`/proc/${pid}/environ`, "latin1");
  } catch {
    return "";
  }
}

/** @param {number} pid */
function kill(pid) {
  try {
    process.kill(pid, "SIGKILL");
  } catch {
    // It is gone already.
  }
}
