import type { Probe } from "@holdfast/core";
import { InvalidArgumentError } from "commander";

/**
 * A probe that stops the process at a point of a turn and says so, so that whoever watches can kill it exactly there.
 * @param where `point:turn`, such as `reply.recorded:3`
 */
export function holdAt(where: string, say: (held: unknown) => void): Probe {
  const match = /^([a-z.]+):(\d+)$/.exec(where);
  if (!match) throw new InvalidArgumentError(`"${where}" is not of the form point:turn, such as reply.recorded:3.`);
  const [, point, turn] = match;
  return (reached, at) => {
    if (reached !== point || at.turn !== Number(turn)) return;
    say({ type: "worker.held", point: reached, ...at });
    return new Promise(() => {});
  };
}
