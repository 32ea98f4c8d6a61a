import type { ProjectId, Task, TaskId } from "@holdfast/core";
import { desc, eq, getTableColumns, sql } from "drizzle-orm";
import { taskColumns, toTask, type TaskRow } from "../rows/task-row.js";
import { agents, projects, tasks } from "../schema/index.js";
import { referredRow } from "../rows/stored-value.js";
import type { StoreDatabase } from "./store-database.js";

export class TaskRows {
  readonly #byNumber;

  constructor(private readonly database: StoreDatabase) {
    this.#byNumber = this.#select()
      .where(eq(tasks.number, sql.placeholder("number")))
      .prepare();
  }

  byId(id: TaskId): TaskRow | undefined {
    return this.#select().where(eq(tasks.id, id)).get();
  }

  /** A task that other rows refer to: it is there. */
  referred(number: number): Task {
    return toTask(referredRow(this.#byNumber.get({ number }), "tasks", number));
  }

  /** Newest first. */
  of(projectId: ProjectId): readonly TaskRow[] {
    return this.#select().where(eq(projects.id, projectId)).orderBy(desc(tasks.number)).all();
  }

  insert(task: Task, projectNumber: number, agentNumber: number, createdAtMs: number): number {
    const { id, prompt } = task;
    const row = { id, projectNumber, agentNumber, prompt, createdAtMs, ...taskColumns(task) };
    return Number(this.database.orm.insert(tasks).values(row).run().lastInsertRowid);
  }

  /** @param agentNumber the agent it is assigned to from now on */
  update(number: number, task: Task, agentNumber: number): void {
    const columns = { ...taskColumns(task), agentNumber };
    this.database.orm.update(tasks).set(columns).where(eq(tasks.number, number)).run();
  }

  #select() {
    return this.database.orm
      .select({ ...getTableColumns(tasks), projectId: projects.id, agentId: agents.id })
      .from(tasks)
      .innerJoin(projects, eq(projects.number, tasks.projectNumber))
      .innerJoin(agents, eq(agents.number, tasks.agentNumber));
  }
}
