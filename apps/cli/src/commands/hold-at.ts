import { HoldfastError, type Probe } from "@holdfast/core";

/**
 * A probe that stops the process at a point of a turn and says so, so that whoever watches can kill it exactly there.
 * @param where `point:turn`, such as `reply.recorded:3`
 */
export function holdAt(where: string, say: (held: unknown) => void): Probe {
  const match = /^([a-z.]+):(\d+)$/.exec(where);
  if (!match) {
    const message = `--hold-at is "${where}": it takes point:turn, such as reply.recorded:3.`;
    throw new HoldfastError("invalid_input", message, { details: { field: "hold-at", found: where } });
  }
  const [, point, turn] = match;
  return (reached, at) => {
    if (reached !== point || at.turn !== Number(turn)) return;
    say({ type: "worker.held", point: reached, ...at });
    return new Promise(() => {});
  };
}
