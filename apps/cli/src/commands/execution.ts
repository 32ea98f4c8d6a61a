import { Answer, executionStatuses, parse, type Execution } from "@holdfast/core";
import { Command, Option } from "commander";
import { contextOf, withControl } from "../command-context.js";
import { age } from "../output/age.js";
import { eventLine } from "../output/event-line.js";
import { table } from "../output/table.js";
import { executionByReference, positiveInteger } from "./argument.js";
import { examples } from "./examples.js";
import { type IdempotencyKeyOption, idempotencyKeyOption } from "./idempotency-key.js";

interface AnswerCommandOptions extends IdempotencyKeyOption {
  readonly question?: string;
  readonly note?: string;
}

export function executionCommand(signal: AbortSignal): Command {
  const list = new Command("list")
    .description("list executions, newest first")
    .option("--project <project>", "only this project's")
    .addOption(new Option("--status <status>", "only those in this status").choices(executionStatuses))
    .option("--limit <n>", "at most this many", positiveInteger, 50)
    .addHelpText("after", examples("execution list", "execution list --status running --json"))
    .action(async (options: { project?: string; status?: Execution["status"]; limit: number }, command: Command) => {
      const context = contextOf(command, signal);
      await withControl(context, async (control, store) => {
        const projectId = options.project === undefined ? undefined : (await control.project(options.project)).id;
        const executions = await store.executions.executions({
          projectId,
          status: options.status,
          limit: options.limit,
        });
        const beats = new Map(
          (await store.executions.heartbeats(projectId)).map((beat) => [beat.executionId, beat.lastHeartbeatAt]),
        );
        context.terminal.data({ executions });
        if (executions.length === 0)
          return context.terminal.line('There are no executions. Start one with `holdfast run "…"`.');
        const now = context.machine.clock.now();
        const row = (execution: Execution) => {
          const beat = beats.get(execution.id);
          const tokens = execution.usage.inputTokens + execution.usage.outputTokens;
          return [
            execution.id,
            execution.agentName,
            execution.status,
            String(execution.turn),
            beat ? `${age(beat, now)} ago` : "-",
            String(tokens),
          ];
        };
        context.terminal.line(table(["ID", "AGENT", "STATUS", "TURN", "HEARTBEAT", "TOKENS"], executions.map(row)));
      });
    });

  const show = new Command("show")
    .description("show an execution and its newest events")
    .argument("<execution>", "its id, or the end of it")
    .option("--events <n>", "how many events", positiveInteger, 20)
    .addHelpText("after", examples("execution show 4XQ2ZK", "execution show 4XQ2ZK --json"))
    .action(async (reference: string, options: { events: number }, command: Command) => {
      const context = contextOf(command, signal);
      await withControl(context, async (_control, store) => {
        const { terminal } = context;
        const execution = await executionByReference(store, reference);
        const holder = await store.executions.holder(execution.id);
        const events = await store.events.read({
          after: 0,
          limit: options.events,
          newest: true,
          executionId: execution.id,
        });
        terminal.data({ execution, holder: holder ?? null, events });
        terminal.line(`${execution.id}  ${execution.agentName}  ${execution.status}  turn ${execution.turn}`);
        if (holder)
          terminal.line(
            `held by process ${holder.pid} on ${holder.host}, last heartbeat ${age(holder.lastHeartbeatAt, context.machine.clock.now())} ago`,
          );
        if (execution.status === "waiting")
          terminal.line(
            `asks: ${execution.question.text} (holdfast execution answer ${execution.id} … --question ${execution.question.key})`,
          );
        if (execution.status === "failed" || execution.status === "abandoned")
          terminal.line(`failed: ${execution.failure.message}`);
        if (execution.status === "halted")
          terminal.line(`halted: ${execution.halt}; go on with holdfast execution resume ${execution.id}`);
        for (const event of events) terminal.line(eventLine(event));
      });
    });

  const cancel = new Command("cancel")
    .description("stop an execution for good")
    .argument("<execution>", "its id, or the end of it")
    .addOption(idempotencyKeyOption())
    .addHelpText("after", examples("execution cancel 4XQ2ZK"))
    .action(async (reference: string, { idempotencyKey }: IdempotencyKeyOption, command: Command) => {
      const context = contextOf(command, signal);
      await withControl(context, async (control, store) => {
        const { id: executionId } = await executionByReference(store, reference);
        const execution = await control.cancel({ executionId, idempotencyKey });
        context.terminal.data({ execution });
        context.terminal.line(`Cancelled ${execution.id} at turn ${execution.turn}`);
      });
    });

  const resume = new Command("resume")
    .description("queue a failed or halted execution again, from where it was")
    .argument("<execution>", "its id, or the end of it")
    .option("--max-turns <n>", "the new bound", positiveInteger)
    .option("--max-tokens <n>", "the new bound", positiveInteger)
    .option("--timeout-ms <n>", "the new bound", positiveInteger)
    .addOption(idempotencyKeyOption())
    .addHelpText("after", examples("execution resume 4XQ2ZK", "execution resume 4XQ2ZK --max-turns 100"))
    .action(
      async (
        reference: string,
        options: { maxTurns?: number; maxTokens?: number; timeoutMs?: number } & IdempotencyKeyOption,
        command: Command,
      ) => {
        const context = contextOf(command, signal);
        await withControl(context, async (control, store) => {
          const { maxTurns, maxTokens, timeoutMs, idempotencyKey } = options;
          const settings = {
            ...(maxTurns && { maxTurns }),
            ...(maxTokens && { maxTokens }),
            ...(timeoutMs && { timeoutMs }),
          };
          const { id: executionId } = await executionByReference(store, reference);
          const execution = await control.resume({ executionId, settings, idempotencyKey });
          context.terminal.data({ execution });
          context.terminal.line(
            `Queued ${execution.id} from turn ${execution.turn}; a worker takes it up (holdfast worker).`,
          );
        });
      },
    );

  const answer = new Command("answer")
    .description("answer the question an execution waits for")
    .argument("<execution>", "its id, or the end of it")
    .argument(
      "<answer>",
      `${Answer.options.slice(0, 2).join(" or ")} for an uncertain call, ${Answer.options.slice(2).join(" or ")} for an approval`,
    )
    .option("--note <text>", "told to the agent with the answer")
    .option(
      "--question <key>",
      "the question that is meant, as `execution show` tells; refused if another is asked by now",
    )
    .addOption(idempotencyKeyOption())
    .addHelpText(
      "after",
      examples("execution answer 4XQ2ZK happened", 'execution answer 4XQ2ZK deny --note "not on a Friday"'),
    )
    .action(async (reference: string, given: string, options: AnswerCommandOptions, command: Command) => {
      const context = contextOf(command, signal);
      await withControl(context, async (control, store) => {
        const { id: executionId } = await executionByReference(store, reference);
        const { question: questionKey, note, idempotencyKey } = options;
        const answer = parse(Answer, given, "answer");
        const execution = await control.answer({ executionId, answer, questionKey, note, idempotencyKey });
        context.terminal.data({ execution });
        context.terminal.line(`Answered; ${execution.id} is queued again.`);
      });
    });

  return new Command("execution")
    .description("list, show, cancel, resume and answer executions")
    .addCommand(list)
    .addCommand(show)
    .addCommand(cancel)
    .addCommand(resume)
    .addCommand(answer);
}
