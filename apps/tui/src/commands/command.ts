import { isThemeName, themeNames, type ThemeName } from "../theme/theme.js";

/** What can be typed after a colon; it is what the prompt accepts, completes and the help says. */
export const commandTable = [
  { name: "project", argument: "NAME", help: "open a project" },
  { name: "projects", argument: null, help: "back to all projects" },
  { name: "filter", argument: "WORDS", help: "filter the list; without words, show everything" },
  { name: "sort", argument: "ORDER", help: "order the list" },
  { name: "theme", argument: "THEME", help: themeNames.join(", ") },
  { name: "demo", argument: null, help: "run the demo" },
  { name: "help", argument: null, help: "show the help" },
  { name: "quit", argument: null, help: "quit; :q does too" },
] as const;

export type CommandName = (typeof commandTable)[number]["name"];

export type Command =
  | { readonly name: "projects" | "demo" | "help" | "quit" }
  | { readonly name: "project" | "filter" | "sort"; readonly argument: string }
  | { readonly name: "theme"; readonly theme: ThemeName };

export type ParsedCommand = { readonly command: Command } | { readonly problem: string };

/** Reads what was typed after the colon. A name may be shortened as long as it is clear. */
export function parseCommand(text: string): ParsedCommand {
  const [typed = "", ...rest] = text.trim().split(/\s+/);
  const argument = rest.join(" ");
  const found = commandsStartingWith(typed);
  const name = found.find((candidate) => candidate === typed) ?? (found.length === 1 ? found[0] : undefined);
  if (name === undefined)
    return {
      problem:
        found.length === 0
          ? `There is no command :${typed}. ? shows those there are.`
          : `:${typed} could be ${list(found)}.`,
    };
  switch (name) {
    case "project":
    case "sort":
      return argument === "" ? { problem: `:${name} wants to know which one.` } : { command: { name, argument } };
    case "filter":
      return { command: { name, argument } };
    case "theme":
      return isThemeName(argument)
        ? { command: { name, theme: argument } }
        : { problem: `There is no theme ${argument || "without a name"}: ${themeNames.join(", ")}.` };
    case "projects":
    case "demo":
    case "help":
    case "quit":
      return { command: { name } };
  }
}

export function commandsStartingWith(typed: string): readonly CommandName[] {
  return commandTable.map(({ name }) => name).filter((name) => name.startsWith(typed));
}

function list(names: readonly string[]): string {
  return names.map((name) => `:${name}`).join(" or ");
}
