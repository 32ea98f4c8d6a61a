import { turnMessages } from "../turn.mjs";

/** Turns that the doomed worker commits before the reply that it never gets. */
export const committedTurns = 10;

/**
 * An agent of one model call a turn.
 *
 * @param {(turn: number) => unknown} callModel
 */
export function measuredAgent(callModel) {
  return {
    name: "coder",
    async run(run) {
      for (;;) {
        const { turn } = run;
        const last = await run.step("reply", () => callModel(turn));
        await run.checkpoint({ messages: turnMessages(turn) });
        if (last) return null;
      }
    },
  };
}
