import type { Execution } from "@holdfast/core";
import { Box } from "ink";
import { useMemo } from "react";
import type { Frame } from "../app/frame.js";
import { ExecutionPreview } from "../execution/execution-preview.js";
import { placeColumns } from "../list/columns.js";
import { ListPane } from "../list/list-pane.js";
import { selectedRow } from "../list/list-state.js";
import { columnTitles, widthForColumns } from "../list/row-cells.js";
import { listNotes, placeInList } from "../panes/list-notes.js";
import { paneTitle } from "../panes/pane-title.js";
import { executionColumns } from "./execution-columns.js";
import { ExecutionRow } from "./execution-row.js";
import { executionsLayout } from "./executions-layout.js";
import { listedExecutions, type ExecutionsState } from "./executions-state.js";
import { rowAge } from "./row-age.js";

export interface ExecutionsScreenProps {
  readonly screen: ExecutionsState;
  readonly frame: Frame;
}

/** The executions of a project, and beside them the selected one. */
export function ExecutionsScreen({ screen, frame }: ExecutionsScreenProps) {
  const { moment } = frame;
  const { view } = moment;
  const { main, side, height, rows } = executionsLayout(frame);
  const listed = listedExecutions(view, screen);
  const columns = useMemo(() => placeColumns(executionColumns, widthForColumns(main)), [main]);
  const selected = selectedRow(screen.list, listed, ({ id }) => id);
  const notes = listNotes(listed.length, screen);
  const place = placeInList(listed, selected);

  const row = (execution: Execution, isSelected: boolean) => {
    const { label, tone } = rowAge(execution, moment);
    return (
      <ExecutionRow
        key={execution.id}
        execution={execution}
        prompt={view.tasks.get(execution.taskId)?.prompt ?? ""}
        age={label}
        ageTone={tone}
        sparkline={moment.activity.sparkline(execution.id, executionColumns.activity.width, moment.nowMs)}
        columns={columns}
        width={main}
        selected={isSelected}
      />
    );
  };
  return (
    <Box>
      <ListPane
        heads={[paneTitle({ title: "Executions", notes, place }, main), columnTitles(columns)]}
        rows={listed}
        idOf={({ id }) => id}
        state={screen.list}
        width={main}
        height={rows}
        renderRow={row}
        empty={[{ text: screen.filter === "" ? "  No executions yet." : "  Nothing matches the filter.", tone: "dim" }]}
      />
      {side > 0 ? <ExecutionPreview execution={selected} frame={frame} width={side} height={height} /> : null}
    </Box>
  );
}
