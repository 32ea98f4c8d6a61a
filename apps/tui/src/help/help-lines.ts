import { commandTable } from "../commands/command.js";
import { heartbeatLegend } from "../executions/heartbeat-look.js";
import { statusesByUrgency, statusLooks } from "../executions/status-look.js";
import { keyLabel } from "../keys/key-label.js";
import { keymap, type Binding } from "../keys/keymap.js";
import type { TextSight } from "../list/scroll.js";
import type { TerminalSize } from "../terminal/terminal-size.js";
import type { Span } from "../theme/tone.js";

type Lines = readonly (readonly Span[])[];

/** Everything a person can do, from the same tables that do it. */
export function helpLines(): Lines {
  const groups = [...new Set(keymap.map(({ group }) => group))];
  return [
    ...groups.flatMap((group) => section(group, bindingLines(keymap.filter((binding) => binding.group === group)))),
    ...section(
      "Commands",
      commandTable.map(({ name, argument, help }) =>
        entry(argument === null ? `:${name}` : `:${name} ${argument}`, help),
      ),
    ),
    ...section("Heartbeats", [
      [{ text: "  " }, ...heartbeatLegend],
      entry("activity", "turns in each three seconds; · no heartbeat was seen"),
    ]),
    ...section("Executions by status", [statusLegend()]),
  ];
}

/** What of the help can be seen. */
export function helpSight({ rows }: TerminalSize): TextSight {
  return { count: helpLines().length, height: Math.max(0, rows - 4) };
}

function section(title: string, lines: Lines): Lines {
  return [[{ text: ` ${title}`, tone: "accent" }], ...lines, []];
}

function bindingLines(bindings: readonly Binding[]): Lines {
  return bindings.map(({ keys, help }) => entry(keys.map(keyLabel).join("  "), help));
}

function entry(name: string, help: string): readonly Span[] {
  return [{ text: "  " }, { text: name, width: 20, tone: "key" }, { text: " " }, { text: help }];
}

function statusLegend(): readonly Span[] {
  return [
    { text: "  " },
    ...statusesByUrgency.map((status): Span => ({
      text: `${statusLooks[status].glyph} ${status}   `,
      tone: statusLooks[status].tone,
    })),
  ];
}
