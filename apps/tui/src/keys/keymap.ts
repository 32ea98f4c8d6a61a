/** Where a key means something. Several apply at once: the screen's own, and those of what is on it. */
export type Scope =
  | "browse"
  | "list"
  | "projects"
  | "executions"
  | "execution"
  | "checkpoint"
  | "welcome"
  | "prompt"
  | "confirm"
  | "help";

export interface Binding {
  readonly action: string;
  /** As `keyName` names them; the first one is the one to show. */
  readonly keys: readonly string[];
  readonly where: readonly Scope[];
  readonly group: "Move" | "Lists" | "Executions" | "General" | "Prompt" | "Question";
  /** For the help screen. */
  readonly help: string;
  /** A word for the line of hints; without one the key is only in the help. */
  readonly hint?: string;
}

/** Every key there is. It is what the keys do and what the help says, so the two cannot differ. */
export const keymap = [
  { action: "down", keys: ["j", "down"], where: ["list", "help"], group: "Move", help: "down" },
  { action: "up", keys: ["k", "up"], where: ["list", "help"], group: "Move", help: "up" },
  { action: "pageDown", keys: ["pgdn", "ctrl+d", " "], where: ["list", "help"], group: "Move", help: "a page down" },
  { action: "pageUp", keys: ["pgup", "ctrl+u"], where: ["list", "help"], group: "Move", help: "a page up" },
  { action: "first", keys: ["g", "home"], where: ["list", "help"], group: "Move", help: "to the first" },
  { action: "last", keys: ["G", "end"], where: ["list", "help"], group: "Move", help: "to the last" },
  { action: "open", keys: ["enter", "right", "l"], where: ["list"], group: "Move", help: "open", hint: "open" },
  {
    action: "back",
    keys: ["esc", "backspace", "left", "h"],
    where: ["browse"],
    group: "Move",
    help: "back; first clears a filter",
    hint: "back",
  },
  {
    action: "otherPane",
    keys: ["tab", "shift+tab"],
    where: ["execution", "checkpoint"],
    group: "Move",
    help: "to the other pane",
    hint: "pane",
  },

  {
    action: "filter",
    keys: ["/"],
    where: ["projects", "executions"],
    group: "Lists",
    help: "filter by words",
    hint: "filter",
  },
  { action: "sort", keys: ["s"], where: ["projects", "executions"], group: "Lists", help: "next order", hint: "sort" },

  {
    action: "affirm",
    keys: ["y"],
    where: ["executions", "execution"],
    group: "Executions",
    help: "answer a waiting execution: yes",
    hint: "answer yes",
  },
  {
    action: "negate",
    keys: ["n"],
    where: ["executions", "execution"],
    group: "Executions",
    help: "answer a waiting execution: no",
    hint: "answer no",
  },
  {
    action: "resume",
    keys: ["r"],
    where: ["executions", "execution"],
    group: "Executions",
    help: "resume a failed or halted execution",
    hint: "resume",
  },
  {
    action: "cancel",
    keys: ["c"],
    where: ["executions", "execution"],
    group: "Executions",
    help: "cancel an execution",
    hint: "cancel",
  },

  {
    action: "demo",
    keys: ["d"],
    where: ["welcome"],
    group: "General",
    help: "run the demo (in an empty store)",
    hint: "run the demo",
  },
  { action: "command", keys: [":"], where: ["browse"], group: "General", help: "type a command", hint: "command" },
  { action: "help", keys: ["?"], where: ["browse"], group: "General", help: "this help", hint: "help" },
  {
    action: "redraw",
    keys: ["ctrl+l"],
    where: ["browse", "help", "prompt", "confirm"],
    group: "General",
    help: "draw the screen again",
  },
  {
    action: "closeHelp",
    keys: ["esc", "?", "enter", "backspace"],
    where: ["help"],
    group: "General",
    help: "close the help",
    hint: "close",
  },
  { action: "quit", keys: ["q"], where: ["browse", "help"], group: "General", help: "quit", hint: "quit" },
  {
    action: "quit",
    keys: ["ctrl+c"],
    where: ["browse", "help", "prompt", "confirm"],
    group: "General",
    help: "quit, from anywhere",
  },

  { action: "submit", keys: ["enter"], where: ["prompt"], group: "Prompt", help: "accept", hint: "accept" },
  {
    action: "complete",
    keys: ["tab"],
    where: ["prompt"],
    group: "Prompt",
    help: "complete a command",
    hint: "complete",
  },
  { action: "erase", keys: ["backspace"], where: ["prompt"], group: "Prompt", help: "erase a character" },
  { action: "eraseAll", keys: ["ctrl+u"], where: ["prompt"], group: "Prompt", help: "erase everything" },
  { action: "dismiss", keys: ["esc"], where: ["prompt"], group: "Prompt", help: "leave the prompt", hint: "dismiss" },

  { action: "confirm", keys: ["enter", "y"], where: ["confirm"], group: "Question", help: "do it", hint: "do it" },
  {
    action: "decline",
    keys: ["esc", "n", "q"],
    where: ["confirm"],
    group: "Question",
    help: "change nothing",
    hint: "change nothing",
  },
] as const satisfies readonly Binding[];

export type ActionName = (typeof keymap)[number]["action"];

/** What a key does in the scopes that apply. */
export function actionOf(key: string, scopes: ReadonlySet<Scope>): ActionName | undefined {
  return bindingsIn(scopes).find(({ keys }) => keys.includes(key))?.action;
}

/** The bindings of some scopes, in the keymap's order. */
export function bindingsIn(scopes: ReadonlySet<Scope>): readonly (Binding & { readonly action: ActionName })[] {
  return keymap.filter(({ where }) => where.some((scope) => scopes.has(scope)));
}
