import type { Frame } from "../app/frame.js";
import { executionsStart, type ExecutionsState } from "../executions/executions-state.js";
import { isStoreEmpty } from "./empty-store.js";

/** The executions of the demo's project, when it has just come into an empty store: that is what the person wants to see. */
export function demoProject(before: Frame, after: Frame): ExecutionsState | undefined {
  const appeared = isStoreEmpty(before.moment.view) && !isStoreEmpty(after.moment.view);
  const [project] = after.moment.view.projects.values();
  return appeared && project && after.state.demo.status === "running" ? executionsStart(project.id) : undefined;
}
