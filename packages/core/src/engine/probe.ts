/** The moments of a turn at which a process can be stopped by a test, a demo or a debugger. */
export type ProbePoint =
  | "reply.requested"
  | "reply.recorded"
  | "call.intended"
  | "call.ran"
  | "call.recorded"
  | "turn.committing"
  | "turn.committed"
  | "execution.finishing";

/** Called at every probe point. What it throws stops the run as a failure of the agent would. */
export type Probe = (
  point: ProbePoint,
  at: { readonly turn: number; readonly subject: string },
) => void | Promise<void>;
