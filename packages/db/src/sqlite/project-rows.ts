import type { Project, ProjectId } from "@holdfast/core";
import { asc, eq, sql } from "drizzle-orm";
import { type ProjectRow, toProject } from "../rows/project-row.js";
import { projects } from "../schema/index.js";
import { referredRow } from "../rows/stored-value.js";
import type { StoreDatabase } from "./store-database.js";

export class ProjectRows {
  readonly #byNumber;

  constructor(private readonly database: StoreDatabase) {
    this.#byNumber = database.orm
      .select()
      .from(projects)
      .where(eq(projects.number, sql.placeholder("number")))
      .prepare();
  }

  byId(id: ProjectId): ProjectRow | undefined {
    return this.database.orm.select().from(projects).where(eq(projects.id, id)).get();
  }

  byName(name: string): ProjectRow | undefined {
    return this.database.orm.select().from(projects).where(eq(projects.name, name)).get();
  }

  /** A project that other rows refer to: it is there. */
  referred(number: number): Project {
    return toProject(referredRow(this.#byNumber.get({ number }), "projects", number));
  }

  /** Oldest first. */
  all(): readonly ProjectRow[] {
    return this.database.orm.select().from(projects).orderBy(asc(projects.number)).all();
  }

  insert(project: Project, createdAtMs: number): number {
    const { id, name, root, status } = project;
    const row = { id, name, root, status, createdAtMs };
    return Number(this.database.orm.insert(projects).values(row).run().lastInsertRowid);
  }
}
