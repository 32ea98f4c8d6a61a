import type { ToolContext } from "@holdfast/core";

/** The context of a call's first try in the given workspace, by a worker that holds its lease. */
export function toolContext(workspace: string, overrides: Partial<ToolContext> = {}): ToolContext {
  return {
    key: "execution:1:call",
    attempt: 1,
    signal: new AbortController().signal,
    leaseMs: 90_000,
    workspace,
    evidence: undefined,
    guard: () => undefined,
    ...overrides,
  };
}
