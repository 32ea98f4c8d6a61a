import { AgentRows } from "./agent-rows.js";
import { CheckpointRows } from "./checkpoint-rows.js";
import { ExecutionRows } from "./execution-rows.js";
import { FencedWrites } from "./fenced-writes.js";
import { JournalRows } from "./journal-rows.js";
import { ProjectRows } from "./project-rows.js";
import type { StoreDatabase } from "./store-database.js";
import { TaskRows } from "./task-rows.js";
import { TurnRows } from "./turn-rows.js";
import { WorkerRows } from "./worker-rows.js";

/** Every table's queries, prepared once for a connection. All are to be used within a transaction. */
export interface SqliteRows {
  readonly projects: ProjectRows;
  readonly agents: AgentRows;
  readonly tasks: TaskRows;
  readonly executions: ExecutionRows;
  readonly fenced: FencedWrites;
  readonly turns: TurnRows;
  readonly journal: JournalRows;
  readonly checkpoints: CheckpointRows;
  readonly workers: WorkerRows;
}

export function sqliteRows(database: StoreDatabase): SqliteRows {
  return {
    projects: new ProjectRows(database),
    agents: new AgentRows(database),
    tasks: new TaskRows(database),
    executions: new ExecutionRows(database),
    fenced: new FencedWrites(database),
    turns: new TurnRows(database),
    journal: new JournalRows(database),
    checkpoints: new CheckpointRows(database),
    workers: new WorkerRows(database),
  };
}
