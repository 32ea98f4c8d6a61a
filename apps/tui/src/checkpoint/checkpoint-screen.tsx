import { Box } from "ink";
import { useEffect } from "react";
import type { Frame } from "../app/frame.js";
import { shortId } from "../execution/status-lines.js";
import { scrolledTop } from "../list/scroll.js";
import { LinesPane } from "../panes/lines-pane.js";
import { paneTitle } from "../panes/pane-title.js";
import { Line } from "../screen/line.js";
import { plural } from "../text/amounts.js";
import { age } from "../text/durations.js";
import type { Span } from "../theme/tone.js";
import { checkpointLayout, type CheckpointLayout } from "./checkpoint-layout.js";
import type { CheckpointState } from "./checkpoint-state.js";

export interface CheckpointScreenProps {
  readonly screen: CheckpointState;
  readonly frame: Frame;
}

/** What the agent knew at a checkpoint: its messages, and the keys of its state. */
export function CheckpointScreen({ screen, frame }: CheckpointScreenProps) {
  const { checkpoint, pane } = screen;
  const { loads } = frame;
  useEffect(() => loads.contexts.want(checkpoint.id), [checkpoint.id, loads]);
  const layout = checkpointLayout(screen, frame);
  const { columns, main, side } = layout;
  return (
    <Box flexDirection="column">
      <Line spans={headline(screen, frame)} width={columns} />
      <Box>
        {side > 0 || pane === "messages" ? textPane("messages", screen, frame, layout, main, false) : null}
        {side > 0 || pane === "state" ? textPane("state", screen, frame, layout, side || main, side > 0) : null}
      </Box>
    </Box>
  );
}

function headline({ checkpoint }: CheckpointState, { loads, moment }: Frame): readonly Span[] {
  const load = loads.contexts.get(checkpoint.id);
  const count = load?.status === "ready" ? ` · ${plural(load.value.context.messages.length, "message")}` : "";
  return [
    { text: " ◆ ", tone: "accent" },
    { text: `Turn ${checkpoint.turn}`, tone: "strong" },
    {
      text: ` · ${age(moment.nowMs - Date.parse(checkpoint.createdAt))} ago · ${shortId(checkpoint.id)}${count}`,
      tone: "dim",
    },
    { text: ` · state ${checkpoint.stateHash.slice(0, 12)}`, tone: "faint" },
  ];
}

const titles = { messages: "Messages", state: "State" } as const;

function textPane(
  pane: CheckpointState["pane"],
  screen: CheckpointState,
  frame: Frame,
  { context, rows }: CheckpointLayout,
  width: number,
  divided: boolean,
) {
  const lines = context?.[pane] ?? [waiting(screen, frame)];
  const top = scrolledTop(screen.tops[pane], { count: lines.length, height: rows });
  const place = lines.length > rows ? `${Math.round(((top + rows) / lines.length) * 100)} %` : undefined;
  const title = paneTitle(
    { title: titles[pane], focused: screen.pane === pane, ...(place === undefined ? {} : { place }) },
    width,
  );
  const shown = lines.slice(top, top + rows).map((line) => (divided ? line : [{ text: " " }, ...line]));
  return <LinesPane lines={[title, ...shown]} width={width} height={rows + 1} divided={divided} />;
}

function waiting({ checkpoint }: CheckpointState, { loads }: Frame): readonly Span[] {
  const load = loads.contexts.get(checkpoint.id);
  return load?.status === "failed" ? [{ text: load.message, tone: "bad" }] : [{ text: "Loading …", tone: "dim" }];
}
