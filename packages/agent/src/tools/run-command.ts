import { stat } from "node:fs/promises";
import { join } from "node:path";
import { HoldfastError, type Json, type ToolRecovery } from "@holdfast/core";
import { z } from "zod";
import { assertAllowed } from "../commands/command-allow-list.js";
import { commandEnvironment, type CommandEnvironmentOptions } from "../commands/command-environment.js";
import { type CommandHost, createCommandHost } from "../commands/command-host.js";
import type { CommandEnd } from "../commands/command-protocol.js";
import { type AgentTool, tool } from "../tool.js";
import { resolveWorkspacePath } from "../workspace/workspace-path.js";

export interface RunCommandOptions extends CommandEnvironmentOptions {
  /** Default: `runCommand`. Give another name to have several, such as one that is safe to repeat. */
  readonly name?: string;
  /** How an interrupted command is settled. Default: `ask`: it is not repeated, and the agent is told. */
  readonly recovery?: Exclude<ToolRecovery, "reconcile">;
  /** Commands that may be run, by their first words, such as `npm test`; with it, no shell. Default: all. */
  readonly allow?: readonly string[];
  /** The longest a command may run, in milliseconds. Default: 10 minutes. */
  readonly timeoutMs?: number;
  /** Output beyond this is cut in the middle. Default: 32 KiB. */
  readonly maxOutputBytes?: number;
  /** Default: a host of its own, started with the first command. */
  readonly host?: CommandHost;
}

const input = z.object({
  command: z
    .union([z.string().min(1), z.array(z.string()).min(1)])
    .describe("A command line for the shell, or a list of words that is run without one"),
  cwd: z.string().default(".").describe("The folder to run it in, relative to the workspace"),
  timeoutMs: z.int().positive().optional().describe("Kill it after this many milliseconds"),
});

/**
 * Runs a command in the workspace. It and everything it starts end with it, at its time-out, when the execution has to
 * stop, and when the worker dies or freezes. It sees none of the worker's environment but PATH, HOME, LANG, TMPDIR and
 * what is configured, and its idempotency key as HOLDFAST_IDEMPOTENCY_KEY.
 *
 * The confinement is of place and time, not a sandbox: a command can do whatever the worker's user can.
 */
export function runCommand(options: RunCommandOptions = {}): AgentTool {
  const { name = "runCommand", recovery = "ask", timeoutMs = 600_000, maxOutputBytes = 32 * 1024, allow } = options;
  const host = options.host ?? createCommandHost();
  return tool({
    name,
    description: descriptionOf(allow),
    input,
    effects: "workspace",
    recovery,
    prepare: ({ command }) => {
      assertAllowed(command, allow);
      return null;
    },
    run: async (args, context) => {
      assertAllowed(args.command, allow);
      const limitMs = Math.min(args.timeoutMs ?? timeoutMs, timeoutMs);
      const command = {
        argv: typeof args.command === "string" ? ["/bin/sh", "-c", args.command] : args.command,
        cwd: await folderOf(context.workspace, args.cwd),
        env: { ...commandEnvironment(process.env, options), HOLDFAST_IDEMPOTENCY_KEY: context.key },
        timeoutMs: limitMs,
        maxOutputBytes,
      };
      return resultOf(await host.run(command, context), limitMs);
    },
  });
}

function descriptionOf(allow: readonly string[] | undefined): string {
  const what =
    "Runs a command in the workspace and answers with its exit code and output. What it leaves running in the background is ended with it.";
  return allow === undefined ? what : `${what} Allowed are only, as lists of words: ${allow.join(", ")}.`;
}

async function folderOf(workspace: string, path: string): Promise<string> {
  const place = await resolveWorkspacePath(workspace, path, "read");
  const folder = join(place.root, ...place.names);
  const found = await stat(folder).catch(() => undefined);
  if (found?.isDirectory()) return folder;
  throw new HoldfastError("not_found", `cwd: there is no folder ${place.shown}.`, { details: { path } });
}

function resultOf(end: CommandEnd, timeoutMs: number): Json {
  const { exitCode, output } = end;
  switch (end.reason) {
    case "exited":
      return { exitCode, ...(end.signal !== null && { signal: end.signal }), output };
    case "timeout":
      return { exitCode, output: `${output}\n[Killed: it ran longer than ${timeoutMs} ms.]` };
    case "failed":
      throw new HoldfastError("tool_failed", `The command could not be started: ${end.error}`);
    case "silence":
    case "stopped":
    case "late":
      throw new HoldfastError("tool_failed", `The command was killed before it ended. Its output so far:\n${output}`);
  }
}
