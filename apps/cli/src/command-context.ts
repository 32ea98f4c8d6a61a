import type { Command } from "commander";
import { Control } from "@holdfast/core";
import type { SqliteStore } from "@holdfast/db";
import { thisMachine, type Machine } from "./process/machine.js";
import { openTerminal, type Terminal } from "./output/terminal.js";
import { openExistingStore } from "./store/open-store.js";
import { findStore, type StoreFolder } from "./store/store-folder.js";

/** The options that every command takes. */
interface GlobalOptions {
  readonly json?: boolean;
  readonly store?: string;
  readonly config?: string;
}

export interface CommandContext {
  readonly terminal: Terminal;
  readonly machine: Machine;
  readonly cwd: string;
  readonly folder: StoreFolder;
  readonly options: GlobalOptions;
  /** Aborted by SIGINT, SIGTERM and SIGHUP. */
  readonly signal: AbortSignal;
}

/** Where this invocation works, from the command's own options and those of the program. */
export function contextOf(command: Command, signal: AbortSignal): CommandContext {
  const options = command.optsWithGlobals<GlobalOptions>();
  const cwd = process.cwd();
  return {
    options,
    cwd,
    signal,
    machine: thisMachine(),
    terminal: openTerminal(options.json ?? false),
    folder: findStore(cwd, options.store ?? process.env.HOLDFAST_STORE),
  };
}

/** Runs work on the store of the invocation, and closes it whatever happens. */
export async function withControl<T>(
  context: CommandContext,
  work: (control: Control, store: SqliteStore) => Promise<T>,
): Promise<T> {
  await using store = await openExistingStore(context.folder, context.machine);
  return await work(new Control(store), store);
}
