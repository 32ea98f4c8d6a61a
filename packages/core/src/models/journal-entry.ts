import { z } from "zod";
import { encodeJson, Json, JsonObject } from "./json.js";
import { addUsage, noUsage, Usage } from "./usage.js";

/** How an uncertain call was settled. `repeat` lets it run again under its key; `unknown` never does. */
export const Settlement = z.enum(["repeat", "applied", "unknown", "answered", "approved", "denied"]);
export type Settlement = z.infer<typeof Settlement>;

/** What became of a call: its value, or the failure the agent is shown. */
export const CallOutcome = z.discriminatedUnion("ok", [
  z.object({ ok: z.literal(true), value: Json }).readonly(),
  z.object({ ok: z.literal(false), error: z.string() }).readonly(),
]);
export type CallOutcome = z.infer<typeof CallOutcome>;

/**
 * What has happened inside a turn that is not committed yet, in the order it became durable.
 * - `step`: a finished, named piece of work with its value (a model's reply is the step `reply`)
 * - `intent`: a side-effecting call is about to run
 * - `result`: a call has finished
 * - `settled`: an uncertain call was decided on when the execution resumed
 * - `notice`: a message for the agent from the runtime, such as the reconciliation message
 */
export const JournalEntry = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("step"), name: z.string().min(1), value: Json, usage: Usage.nullable() }).readonly(),
  z
    .object({
      kind: z.literal("intent"),
      key: z.string(),
      tool: z.string(),
      args: JsonObject,
      attempt: z.int().positive(),
      evidence: Json.optional(),
    })
    .readonly(),
  z.object({ kind: z.literal("result"), key: z.string(), tool: z.string(), outcome: CallOutcome }).readonly(),
  z
    .object({
      kind: z.literal("settled"),
      key: z.string(),
      tool: z.string(),
      settlement: Settlement,
      by: z.string(),
      outcome: CallOutcome.nullable(),
    })
    .readonly(),
  z.object({ kind: z.literal("notice"), text: z.string() }).readonly(),
]);
export type JournalEntry = z.infer<typeof JournalEntry>;

/** @param index its place among the entries of one write, for the error. @throws `invalid_input` naming what is not JSON. */
export function encodeJournalEntry(entry: JournalEntry, index: number): string {
  const { evidence, ...rest } = { evidence: undefined, ...entry };
  return encodeJson(evidence === undefined ? rest : entry, `entries[${index}]`);
}

/** What the finished steps among the entries consumed. */
export function usageOf(entries: readonly JournalEntry[]): Usage {
  return entries.reduce(
    (sum, entry) => (entry.kind === "step" && entry.usage ? addUsage(sum, entry.usage) : sum),
    noUsage,
  );
}
