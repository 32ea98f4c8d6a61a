import { Command } from "commander";
import { contextOf, withControl } from "../command-context.js";
import { table } from "../output/table.js";
import { examples } from "./examples.js";
import { type IdempotencyKeyOption, idempotencyKeyOption } from "./idempotency-key.js";

export function agentCommand(signal: AbortSignal): Command {
  const list = new Command("list")
    .description("list a project's agents")
    .argument("<project>", "its name or id")
    .addHelpText("after", examples("agent list shop"))
    .action(async (reference: string, _options: unknown, command: Command) => {
      const context = contextOf(command, signal);
      await withControl(context, async (control, store) => {
        const project = await control.project(reference);
        const agents = await store.projects.agents(project.id);
        context.terminal.data({ agents });
        context.terminal.line(
          table(
            ["ID", "NAME", "CREATED"],
            agents.map(({ id, name, createdAt }) => [id, name, createdAt]),
          ),
        );
      });
    });

  const create = new Command("create")
    .description("add an agent to a project; what it does is defined in holdfast.config.ts under the same name")
    .argument("<project>", "its name or id")
    .argument("<name>", "the agent's name")
    .addOption(idempotencyKeyOption())
    .addHelpText("after", examples("agent create shop reviewer"))
    .action(async (reference: string, name: string, options: IdempotencyKeyOption, command: Command) => {
      const context = contextOf(command, signal);
      await withControl(context, async (control) => {
        const project = await control.project(reference);
        const { idempotencyKey } = options;
        const agent = await control.createAgent({ projectId: project.id, name, idempotencyKey });
        context.terminal.data({ agent });
        context.terminal.line(`Created agent ${agent.name} (${agent.id}) in ${project.name}`);
      });
    });

  return new Command("agent").description("list and create a project's agents").addCommand(list).addCommand(create);
}
