import type { Agent, AgentId, ProjectId } from "@holdfast/core";
import { and, asc, eq, getTableColumns } from "drizzle-orm";
import type { AgentRow } from "../rows/agent-row.js";
import { agents, projects } from "../schema/index.js";
import type { StoreDatabase } from "./store-database.js";

export class AgentRows {
  constructor(private readonly database: StoreDatabase) {}

  byId(id: AgentId): AgentRow | undefined {
    return this.#select().where(eq(agents.id, id)).get();
  }

  byName(projectNumber: number, name: string): AgentRow | undefined {
    return this.#select()
      .where(and(eq(agents.projectNumber, projectNumber), eq(agents.name, name)))
      .get();
  }

  /** Oldest first. */
  of(projectId: ProjectId): readonly AgentRow[] {
    return this.#select().where(eq(projects.id, projectId)).orderBy(asc(agents.number)).all();
  }

  insert({ id, name }: Agent, projectNumber: number, createdAtMs: number): void {
    this.database.orm.insert(agents).values({ id, projectNumber, name, createdAtMs }).run();
  }

  #select() {
    return this.database.orm
      .select({ ...getTableColumns(agents), projectId: projects.id })
      .from(agents)
      .innerJoin(projects, eq(projects.number, agents.projectNumber));
  }
}
