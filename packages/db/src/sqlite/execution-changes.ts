import {
  type Agent,
  agentOfAnotherProject,
  type AgentId,
  assertChangeOptions,
  changeEntries,
  changeEvents,
  changeExecution,
  type ChangeOptions,
  changeRefused,
  changeTask,
  endsForGood,
  type Execution,
  type ExecutionChange,
  type ExecutionId,
  isRefused,
  leaseLost,
  newExecution,
  notFound,
  timestampOf,
} from "@holdfast/core";
import { and, eq } from "drizzle-orm";
import { toAgent } from "../rows/agent-row.js";
import { type ExecutionRow, statusColumns, toExecution } from "../rows/execution-row.js";
import { executions } from "../schema/index.js";
import type { EventWriter } from "./event-writer.js";
import type { SqliteRows } from "./sqlite-rows.js";
import type { StoreDatabase } from "./store-database.js";

/** Moves executions from one status to another, and their tasks with them. */
export class ExecutionChanges {
  constructor(
    private readonly database: StoreDatabase,
    private readonly rows: SqliteRows,
    private readonly events: EventWriter,
  ) {}

  change(id: ExecutionId, change: ExecutionChange, options: ChangeOptions): Execution {
    assertChangeOptions(id, change, options);
    const row = this.rows.executions.byId(id);
    if (!row) throw notFound("execution", id);
    const { lease, events = [], discard, reassignTo } = options;
    if (lease && (row.fence !== lease.fence || row.status !== "running")) throw leaseLost(lease);
    const before = toExecution(row);
    const after = changeExecution(before, change, this.database.clock.now());
    if (isRefused(after)) throw changeRefused(id, before.status, after.message);

    const { number, projectNumber } = row;
    this.#write(row, after, options);
    this.rows.journal.append(number, row.turn + 1, changeEntries(before, change));
    if (endsForGood(change)) this.rows.journal.removeAfter(number, 0);
    const successor = this.#changeTask(row, before, change, reassignTo);
    if (discard) this.#discard(row, discard);
    this.events.append(projectNumber, number, events);
    if (successor !== undefined) {
      this.events.append(projectNumber, successor, [{ type: "execution.queued", reason: "new" }]);
    }
    return toExecution(this.rows.executions.referred(number));
  }

  /** A change by the worker carries its fence; any other raises it, and so stops the worker. */
  #write(row: ExecutionRow, after: Execution, { lease, activeMs = row.activeMs }: ChangeOptions): void {
    const { orm, clock } = this.database;
    const { number, fence, status, workerNumber } = row;
    const revoked = !lease && workerNumber !== null;
    const columns = {
      ...statusColumns(after, clock.now()),
      activeMs,
      workerNumber: null,
      fence: revoked ? fence + 1 : fence,
    };
    const unchanged = and(eq(executions.number, number), eq(executions.fence, fence), eq(executions.status, status));
    orm.update(executions).set(columns).where(unchanged).run();
    if (revoked) this.rows.workers.revoke(workerNumber);
  }

  /** Writes the task and both moves' events; answers the number of the execution that takes the task over, if any. */
  #changeTask(row: ExecutionRow, before: Execution, change: ExecutionChange, reassignTo: AgentId | undefined) {
    const { taskNumber, projectNumber, number } = row;
    const task = this.rows.tasks.referred(taskNumber);
    const agentRow = reassignTo && this.#agentOf(before, reassignTo);
    const agentNumber = agentRow ? agentRow.number : row.agentNumber;
    const next = agentRow && this.#successor(before, toAgent(agentRow));
    const changed = changeTask(task, before.id, change, next && { agentId: next.agentId, executionId: next.id });
    if (changed !== task) this.rows.tasks.update(taskNumber, changed, agentNumber);
    this.events.append(projectNumber, number, changeEvents(before, change, changed));
    return next && this.rows.executions.insert(next, { projectNumber, agentNumber, taskNumber });
  }

  #agentOf({ projectId }: Execution, id: AgentId) {
    const agentRow = this.rows.agents.byId(id);
    if (!agentRow) throw notFound("agent", id);
    if (agentRow.projectId !== projectId) throw agentOfAnotherProject(id, projectId);
    return agentRow;
  }

  #successor(before: Execution, agent: Agent) {
    const { ids, clock } = this.database;
    const task = { id: before.taskId, projectId: before.projectId };
    return newExecution(ids.next() as ExecutionId, task, agent, before.settings, timestampOf(clock.now()));
  }

  #discard({ number, projectNumber, turn }: ExecutionRow, reason: NonNullable<ChangeOptions["discard"]>): void {
    this.rows.turns.removeAfter(number, 0);
    this.rows.journal.removeAfter(number, 0);
    const count = this.rows.checkpoints.removeAfter(number, 0);
    const { orm } = this.database;
    orm
      .update(executions)
      .set({ oldestTurn: turn + 1 })
      .where(eq(executions.number, number))
      .run();
    if (count > 0) this.events.append(projectNumber, number, [{ type: "checkpoint.deleted", count, reason }]);
  }
}
