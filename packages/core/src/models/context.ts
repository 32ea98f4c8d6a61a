import { z } from "zod";
import { Json, JsonObject } from "./json.js";

/**
 * What an agent knows at the end of a turn: its conversation and whatever else it keeps.
 * Messages only ever grow within one stretch of turns; a reset turn replaces them (compaction).
 */
export const Context = z
  .object({ messages: z.array(JsonObject).readonly(), state: z.record(z.string(), Json) })
  .readonly();
export type Context = z.infer<typeof Context>;

export const emptyContext: Context = { messages: [], state: {} };
