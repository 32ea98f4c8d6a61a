import type { LiveRows } from "@holdfast/client";
import { inOrder, tokensOf } from "../executions/execution-order.js";
import { statusesByUrgency } from "../executions/status-look.js";
import { compact, plural } from "../text/amounts.js";
import { pad } from "../text/display-width.js";
import { age } from "../text/durations.js";
import { printable } from "../text/printable.js";
import { summariseProjects } from "../projects/project-summary.js";

const promptColumns = 60;

/** What the screen would show, as lines of text for where there is no screen: projects, and below each its executions. */
export function plainLines(view: LiveRows, nowMs: number): readonly string[] {
  const projects = summariseProjects(view);
  if (projects.length === 0) return ["No projects yet."];
  const executions = inOrder([...view.executions.values()], "urgency");
  return projects.flatMap(({ project, counts, executions: count }) => {
    const statuses = statusesByUrgency
      .filter((status) => (counts[status] ?? 0) > 0)
      .map((status) => `${counts[status]} ${status}`);
    const own = executions.filter(({ projectId }) => projectId === project.id);
    return [
      `${printable(project.name)}  ${project.status}  ${[plural(count, "execution"), ...statuses].join(", ")}`,
      ...own.map((execution) => {
        const heartbeat = view.heartbeats.get(execution.id);
        const beat = heartbeat ? `beat ${age(nowMs - Date.parse(heartbeat.lastHeartbeatAt))} ago` : "";
        const prompt = printable(view.tasks.get(execution.taskId)?.prompt.slice(0, promptColumns * 2) ?? "");
        return `  ${execution.id}  ${pad(execution.status, 10)} ${pad(printable(execution.agentName), 14)} ${pad(`turn ${execution.turn}`, 9)} ${pad(`${compact(tokensOf(execution))} tokens`, 11)} ${pad(beat, 13)} ${pad(prompt, promptColumns)}`.trimEnd();
      }),
    ];
  });
}
