import type { Context } from "../models/context.js";
import { emptyContext } from "../models/context.js";
import type { EventBody } from "../models/event.js";
import type { Json, JsonObject } from "../models/json.js";
import type { TurnAdditions } from "./run.js";
import type { TurnNotices } from "./turn-notices.js";

/** A completed turn that is not in the store yet. */
export interface PendingTurn {
  readonly turn: number;
  readonly messages: readonly JsonObject[];
  readonly state: Readonly<Record<string, Json>>;
  readonly removed: readonly string[];
  readonly reset: boolean;
  /** Told with the commit. */
  readonly events: readonly EventBody[];
}

export function pendingTurn(turn: number, additions: TurnAdditions, notices: TurnNotices): PendingTurn {
  const entries = Object.entries(additions.state ?? {});
  return {
    turn,
    messages: [...notices.opening, ...(additions.messages ?? []), ...notices.closing],
    state: Object.fromEntries(entries.filter((entry): entry is [string, Json] => entry[1] !== undefined)),
    removed: entries.filter(([, value]) => value === undefined).map(([key]) => key),
    reset: additions.reset ?? false,
    events: notices.events,
  };
}

/** The context with one more turn. Shares the old messages; copies no message. */
export function applyTurn(context: Context, turn: PendingTurn): Context {
  const base = turn.reset ? emptyContext : context;
  const state = { ...base.state, ...turn.state };
  for (const key of turn.removed) delete state[key];
  return { messages: [...base.messages, ...turn.messages], state };
}
