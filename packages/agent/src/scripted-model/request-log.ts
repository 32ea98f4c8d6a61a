import { appendFileSync } from "node:fs";
import type { ScriptedReply } from "./scripted-reply.js";

/** One request that reached the model. */
export interface RequestRecord {
  /** Counts from 1 in the order of arrival. */
  readonly sequence: number;
  /** ISO-8601, UTC. */
  readonly at: string;
  /** SHA-256 of the body's bytes, hexadecimal. */
  readonly bodySha256: string;
  /** The parsed body; the text itself when it is not JSON. */
  readonly body: unknown;
  /** What the script answered; null while it is thinking, and for requests that were refused. */
  readonly reply: ScriptedReply | null;
  /** Why the request was refused without asking the script. */
  readonly refusal: string | null;
  /** `delivered`: all bytes of the answer were handed to the client's connection. `cut`: the connection ended before. */
  readonly delivery: "pending" | "delivered" | "cut";
}

type Settlement = Pick<RequestRecord, "reply" | "refusal" | "delivery">;

export interface RequestLog {
  readonly records: readonly RequestRecord[];
  /** Adds a pending record; the function returned completes it, once. */
  arrived(request: Pick<RequestRecord, "at" | "bodySha256" | "body">): (settlement: Settlement) => void;
}

/** @param path an NDJSON file that each record is appended to as soon as it is settled. */
export function createRequestLog(path?: string): RequestLog {
  const records: RequestRecord[] = [];
  return {
    records,
    arrived(request) {
      const sequence = records.length + 1;
      records.push({ sequence, ...request, reply: null, refusal: null, delivery: "pending" });
      return (settlement) => {
        const record: RequestRecord = { sequence, ...request, ...settlement };
        records[sequence - 1] = record;
        if (path !== undefined) appendFileSync(path, `${JSON.stringify(record)}\n`);
      };
    },
  };
}
