import { Option } from "commander";

/** What the commands that change something take. */
export interface IdempotencyKeyOption {
  readonly idempotencyKey?: string;
}

export function idempotencyKeyOption(): Option {
  return new Option("--idempotency-key <key>", "makes a repeat answer what the first call answered");
}
