import { HoldfastError, type Store } from "@holdfast/core";
import type { Database } from "better-sqlite3";
import { fileURLToPath } from "node:url";

/** Databases as each release wrote them: `<version>.sql`, and in `<version>.json` what its store answered about it. */
export const fixturesFolder = fileURLToPath(new URL("../../fixtures", import.meta.url));

/** All that a store's ports tell, for comparing what one release wrote with what a later one reads. */
export async function everythingIn({ projects, executions, checkpoints, events }: Store) {
  const allProjects = await projects.projects();
  const allExecutions = await executions.executions();
  const perProject = allProjects.map(async ({ id }) => ({
    agents: await projects.agents(id),
    tasks: await projects.tasks(id),
  }));
  const perExecution = allExecutions.map(async ({ id, turn }) => ({
    id,
    context: await checkpoints.load(id, turn).catch(codeOf),
    checkpoints: await checkpoints.checkpoints(id),
    journal: await executions.journal(id),
  }));
  return {
    epoch: events.epoch,
    projects: allProjects,
    perProject: await Promise.all(perProject),
    executions: allExecutions,
    perExecution: await Promise.all(perExecution),
    heartbeats: await executions.heartbeats(),
    events: await events.read({ after: 0, limit: 10_000 }),
  };
}

/** Of a context that was discarded, by design or not, the refusal is what is compared. */
function codeOf(error: unknown): string {
  if (HoldfastError.is(error)) return error.code;
  throw error;
}

/** A database as SQL text, which can be read in a review. */
export function dumpSql(sqlite: Database): string {
  const objects = sqlite
    .prepare<[], { type: string; name: string; sql: string }>(
      "SELECT type, name, sql FROM sqlite_schema WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'",
    )
    .all();
  const tables = objects.filter(({ type }) => type === "table").map(({ name }) => name);
  const rows = [...tables, "sqlite_sequence"].flatMap((name) => insertsOf(sqlite, name));
  const statements = [...objects.map(({ sql }) => sql), "DELETE FROM sqlite_sequence", ...rows];
  return `PRAGMA foreign_keys = OFF;\n${statements.map((statement) => `${statement};\n`).join("")}`;
}

function insertsOf(sqlite: Database, table: string): readonly string[] {
  const columns = (sqlite.pragma(`table_info(${table})`) as { name: string }[]).map(({ name }) => name);
  const quoted = columns.map((column) => `quote("${column}")`).join(" || ', ' || ");
  const values = sqlite.prepare<[], string>(`SELECT ${quoted} FROM "${table}" ORDER BY rowid`).pluck().all();
  return values.map((row) => `INSERT INTO "${table}" (${columns.join(", ")}) VALUES (${row})`);
}
