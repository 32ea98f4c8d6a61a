import { commandTable } from "../commands/command.js";
import { heartbeatLegend } from "../executions/heartbeat-look.js";
import { statusesByUrgency, statusLooks } from "../executions/status-look.js";
import { keyLabel } from "../keys/key-label.js";
import { keymap, type Binding } from "../keys/keymap.js";
import type { TextSight } from "../list/scroll.js";
import type { TerminalSize } from "../terminal/terminal-size.js";
import { displayWidth } from "../text/display-width.js";
import type { Span } from "../theme/tone.js";

const twoColumnsFrom = 110;

type Lines = readonly (readonly Span[])[];

/** Everything a person can do, from the same tables that do it; in two columns where there is room. */
export function helpLines(columns: number): Lines {
  const sections = helpSections();
  if (columns < twoColumnsFrom) return sections.flat();
  const half = sections.flat().length / 2;
  const left: Lines[] = [];
  while (left.flat().length < half) left.push(sections.shift() ?? []);
  return sideBySide(left.flat(), sections.flat(), Math.floor(columns / 2));
}

/** What of the help can be seen. */
export function helpSight({ columns, rows }: TerminalSize): TextSight {
  return { count: helpLines(columns).length, height: Math.max(0, rows - 4) };
}

function helpSections(): Lines[] {
  const groups = [...new Set(keymap.map(({ group }) => group))];
  return [
    ...groups.map((group) => section(group, bindingLines(keymap.filter((binding) => binding.group === group)))),
    section(
      "Commands",
      commandTable.map(({ name, argument, help }) =>
        entry(argument === null ? `:${name}` : `:${name} ${argument}`, help),
      ),
    ),
    section("Heartbeats", [
      [{ text: "  " }, ...heartbeatLegend],
      entry("activity", "turns in each three seconds; · no beat"),
    ]),
    section("Executions by status", statusLegend()),
  ];
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

function statusLegend(): Lines {
  return statusesByUrgency.map((status) => [
    { text: "  " },
    { text: `${statusLooks[status].glyph} ${status}`, tone: statusLooks[status].tone },
  ]);
}

function sideBySide(left: Lines, right: Lines, width: number): Lines {
  return Array.from({ length: Math.max(left.length, right.length) }, (_, row) => {
    const spans = left[row] ?? [];
    const used = spans.reduce((sum, span) => sum + (span.width ?? displayWidth(span.text)), 0);
    return [...spans, { text: " ".repeat(Math.max(1, width - used)) }, ...(right[row] ?? [])];
  });
}
