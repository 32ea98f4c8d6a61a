import { themeNames } from "../theme/theme.js";
import { commandsStartingWith, type CommandName } from "./command.js";

/** What the arguments of commands can be right now. */
export interface Candidates {
  readonly projects: readonly string[];
  readonly orders: readonly string[];
}

/** The typed text with as much added as is clear: the command's name, or its argument. */
export function completeCommand(text: string, candidates: Candidates): string {
  const space = text.indexOf(" ");
  if (space === -1) {
    const names = commandsStartingWith(text);
    return names.length === 1 ? `${names[0] ?? text} ` : sharedStart(names, text);
  }
  const typed = text.slice(space + 1);
  const arguments_ = argumentsOf(text.slice(0, space), candidates).filter((argument) =>
    argument.toLowerCase().startsWith(typed.toLowerCase()),
  );
  return text.slice(0, space + 1) + sharedStart(arguments_, typed);
}

function argumentsOf(typedName: string, { projects, orders }: Candidates): readonly string[] {
  const completions: Partial<Record<CommandName, readonly string[]>> = {
    project: projects,
    sort: orders,
    theme: themeNames,
  };
  const name = commandsStartingWith(typedName).find((candidate) => candidate in completions);
  return (name && completions[name]) ?? [];
}

/** The longest text that all begin with; `typed` when there is nothing to add. */
function sharedStart(all: readonly string[], typed: string): string {
  const [first, ...others] = all;
  if (first === undefined) return typed;
  let length = first.length;
  for (const other of others) while (!other.startsWith(first.slice(0, length))) length -= 1;
  return length >= typed.length ? first.slice(0, length) : typed;
}
