import type { App } from "../app/app.js";
import { shownScreen } from "../app/app-state.js";
import { executionOrders } from "../executions/execution-order.js";
import { executionsStart } from "../executions/executions-state.js";
import { projectOrders } from "../projects/projects-state.js";
import { setFilter } from "../prompt/prompt.js";
import type { Command } from "./command.js";

/** Does what was typed after a colon. */
export function runCommand(command: Command, app: App): void {
  switch (command.name) {
    case "quit":
      return app.quit();
    case "help":
      return app.dispatch({ type: "mode", mode: { type: "help", top: 0 } });
    case "demo":
      return app.startDemo();
    case "theme":
      return app.dispatch({ type: "theme", theme: command.theme });
    case "projects":
      return app.dispatch({ type: "goTo", screens: [] });
    case "project":
      return openProject(command.argument, app);
    case "filter":
      return filter(command.argument, app);
    case "sort":
      return sort(command.argument, app);
  }
}

function openProject(name: string, app: App): void {
  const projects = [...app.getSnapshot().moment.view.projects.values()];
  const project = projects.find((candidate) => candidate.name === name || candidate.id === name);
  if (project) app.dispatch({ type: "goTo", screens: [executionsStart(project.id)] });
  else app.tell(`There is no project ${name}.`, "bad");
}

function filter(words: string, app: App): void {
  const actions = setFilter(words, app.getSnapshot());
  if (actions.length === 0) app.tell("There is nothing to filter on this screen.", "warn");
  else app.dispatch(...actions);
}

function sort(order: string, app: App): void {
  const { screen } = shownScreen(app.getSnapshot().state);
  if (screen !== "projects" && screen !== "executions")
    return app.tell("There is nothing to sort on this screen.", "warn");
  const orders: readonly string[] = screen === "projects" ? projectOrders : executionOrders;
  if (orders.includes(order)) app.dispatch({ type: "screen", for: screen, action: { type: "order", order } });
  else app.tell(`There is no order ${order}: ${orders.join(", ")}.`, "bad");
}
