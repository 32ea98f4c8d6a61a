import { existsSync } from "node:fs";
import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { HoldfastError } from "@holdfast/core";
import { Command } from "commander";
import { contextOf, type CommandContext } from "../command-context.js";
import { loadConfig } from "../config/load-config.js";
import { readServerAddress } from "../server/server-address.js";
import { openExistingStore } from "../store/open-store.js";
import { examples } from "./examples.js";

interface Check {
  readonly name: string;
  /** `absent`: not there, and nothing wrong with that. */
  readonly status: "ok" | "absent" | "failed";
  readonly message: string;
}

export function doctorCommand(signal: AbortSignal): Command {
  return new Command("doctor")
    .description("check this machine, the store, the config and the server, and say what to do about what is wrong")
    .addHelpText("after", examples("doctor", "doctor --json"))
    .action(async (_options: unknown, command: Command) => {
      const context = contextOf(command, signal);
      const { terminal } = context;
      const checks = await Promise.all([
        check("node", () => Promise.resolve(`${process.version} on ${process.platform}`)),
        check("git", async () => (await promisify(execFile)("git", ["--version"])).stdout.trim()),
        check("store", () => checkStore(context)),
        check("config", () => checkConfig(context)),
        check("server", () => Promise.resolve(readServerAddress(context.folder)?.url)),
      ]);
      terminal.data({ ok: checks.every(({ status }) => status !== "failed"), checks });
      for (const { name, status, message } of checks) terminal.line(`${marks[status]} ${name.padEnd(7)} ${message}`);
      if (checks.some(({ status }) => status === "failed")) process.exitCode = 1;
    });
}

const marks = { ok: "✓", absent: "·", failed: "✗" } as const;

/** @param look says what is there; undefined when it is absent; throws when it is wrong */
async function check(name: string, look: () => Promise<string | undefined>): Promise<Check> {
  try {
    const message = await look();
    return message === undefined ? { name, status: "absent", message: "none" } : { name, status: "ok", message };
  } catch (error) {
    return { name, status: "failed", message: error instanceof Error ? error.message : String(error) };
  }
}

async function checkStore(context: CommandContext): Promise<string | undefined> {
  if (!existsSync(context.folder.database)) return undefined;
  await using store = await openExistingStore(context.folder, context.machine);
  const problems = await store.verify();
  if (problems.length > 0)
    throw new HoldfastError("storage_corrupt", `${context.folder.database}: ${problems.join("; ")}`);
  const [projects, last] = await Promise.all([store.projects.projects(), store.events.last()]);
  return `${context.folder.database}: ${projects.length} project(s), ${last} event(s), integrity verified`;
}

async function checkConfig({ folder, options }: CommandContext): Promise<string | undefined> {
  const { path, agents } = await loadConfig(folder.home, options.config, process.env);
  if (path === null && agents.length === 0) return undefined;
  return `${path ?? "built in"}: ${agents.map(({ name }) => name).join(", ") || "no agents"}`;
}
