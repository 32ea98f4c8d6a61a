import { resolve } from "node:path";
import { Command } from "commander";
import { contextOf, withControl } from "../command-context.js";
import { shorten, table } from "../output/table.js";
import { examples } from "./examples.js";
import { type IdempotencyKeyOption, idempotencyKeyOption } from "./idempotency-key.js";

export function projectCommand(signal: AbortSignal): Command {
  const list = new Command("list")
    .description("list the projects")
    .addHelpText("after", examples("project list", "project list --json"))
    .action(async (_options: unknown, command: Command) => {
      const context = contextOf(command, signal);
      await withControl(context, async (_control, store) => {
        const projects = await store.projects.projects();
        context.terminal.data({ projects });
        if (projects.length === 0) context.terminal.line("There are no projects. Make one with `holdfast init`.");
        else
          context.terminal.line(
            table(
              ["ID", "NAME", "STATUS", "ROOT"],
              projects.map(({ id, name, status, root }) => [id, name, status, root]),
            ),
          );
      });
    });

  const create = new Command("create")
    .description("create a project in this store")
    .argument("<name>", "its name, unique in the store")
    .option("--root <folder>", "the folder its agents work in", ".")
    .addOption(idempotencyKeyOption())
    .addHelpText("after", examples("project create shop --root ./shop"))
    .action(async (name: string, options: { root: string } & IdempotencyKeyOption, command: Command) => {
      const context = contextOf(command, signal);
      await withControl(context, async (control) => {
        const { idempotencyKey } = options;
        const root = resolve(context.cwd, options.root);
        const project = await control.createProject({ name, root, idempotencyKey });
        context.terminal.data({ project });
        context.terminal.line(`Created project ${project.name} (${project.id})`);
      });
    });

  const show = new Command("show")
    .description("show a project, its agents and its tasks")
    .argument("<project>", "its name or id")
    .addHelpText("after", examples("project show shop"))
    .action(async (reference: string, _options: unknown, command: Command) => {
      const context = contextOf(command, signal);
      await withControl(context, async (control, store) => {
        const { terminal } = context;
        const project = await control.project(reference);
        const [agents, tasks] = await Promise.all([
          store.projects.agents(project.id),
          store.projects.tasks(project.id),
        ]);
        terminal.data({ project, agents, tasks });
        terminal.line(`${project.name}  ${project.status}  ${project.root}\n${project.id}\n`);
        terminal.line(
          table(
            ["AGENT", "ID"],
            agents.map(({ name, id }) => [name, id]),
          ),
        );
        terminal.line();
        terminal.line(
          table(
            ["TASK", "STATUS", "PROMPT"],
            tasks.map(({ id, status, prompt }) => [id, status, shorten(prompt, 60)]),
          ),
        );
      });
    });

  return new Command("project")
    .description("list, create and show projects")
    .addCommand(list)
    .addCommand(create)
    .addCommand(show);
}
