const leastMs = 1_000;
const mostMs = 30_000;

/**
 * How long to wait before the next try: twice as long each time, between 1 s and 30 s, and a random part of it, so
 * that clients of a server that was restarted do not all come back at once ("equal jitter",
 * https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/).
 *
 * @param attempt 0 for the first try after a connection was lost
 * @param random from 0 up to, not including, 1
 */
export function backOffMs(attempt: number, random: () => number = Math.random): number {
  const ceiling = Math.min(mostMs, 2 * leastMs * 2 ** Math.min(attempt, 16));
  return Math.round(ceiling / 2 + (ceiling / 2) * random());
}
