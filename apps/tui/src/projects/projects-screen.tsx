import { Box } from "ink";
import { useMemo } from "react";
import type { Frame } from "../app/frame.js";
import { ListPane } from "../list/list-pane.js";
import { selectedRow } from "../list/list-state.js";
import { listNotes, placeInList } from "../panes/list-notes.js";
import { paneTitle } from "../panes/pane-title.js";
import { age } from "../text/durations.js";
import type { Span } from "../theme/tone.js";
import { ProjectPreview } from "./project-preview.js";
import { ProjectRow, type ProjectColumns } from "./project-row.js";
import type { ProjectSummary } from "./project-summary.js";
import { projectsLayout } from "./projects-layout.js";
import { listedProjects, type ProjectsState } from "./projects-state.js";

export interface ProjectsScreenProps {
  readonly screen: ProjectsState;
  readonly frame: Frame;
}

/** All projects, and beside them the selected one. */
export function ProjectsScreen({ screen, frame }: ProjectsScreenProps) {
  const { view, nowMs } = frame.moment;
  const { main, side, height, rows } = projectsLayout(frame);
  const listed = listedProjects(view, screen);
  const columns = useMemo(() => ({ name: Math.max(10, Math.min(30, Math.floor(main * 0.35))), age: 5 }), [main]);
  const selected = selectedRow(screen.list, listed, idOf);
  const title = paneTitle(
    { title: "Projects", notes: listNotes(listed.length, screen), place: placeInList(listed, selected) },
    main,
  );

  const row = (summary: ProjectSummary, isSelected: boolean) => (
    <ProjectRow
      key={summary.project.id}
      summary={summary}
      age={age(nowMs - summary.activeMs)}
      columns={columns}
      width={main}
      selected={isSelected}
    />
  );
  return (
    <Box>
      <ListPane
        heads={[title, columnTitles(columns)]}
        rows={listed}
        idOf={idOf}
        state={screen.list}
        width={main}
        height={rows}
        renderRow={row}
        empty={[{ text: "  Nothing matches the filter.", tone: "dim" }]}
      />
      {side > 0 ? <ProjectPreview summary={selected} frame={frame} width={side} height={height} /> : null}
    </Box>
  );
}

function idOf({ project }: ProjectSummary): string {
  return project.id;
}

function columnTitles({ name, age: ageWidth }: ProjectColumns): readonly Span[] {
  return [
    { text: "   " },
    { text: "project", width: name, tone: "dim" },
    { text: "last", width: ageWidth, align: "right", tone: "dim" },
    { text: "   executions", tone: "dim" },
  ];
}
