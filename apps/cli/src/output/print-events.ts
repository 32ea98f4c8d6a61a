import { tailEvents, wait, type HoldfastEvent, type Log, type TailOptions } from "@holdfast/core";

/** How long it leaves a log alone that could not be read. */
const pauseMs = 1_000;

/**
 * Prints every event after a cursor until the signal, as long as the work goes on that they are about: a log that cannot
 * be read is warned of and read again from the same place.
 */
export async function printEvents(
  options: TailOptions,
  diagnostics: Log,
  print: (event: HoldfastEvent) => void,
): Promise<void> {
  const { clock, signal } = options;
  let { after } = options;
  for (;;) {
    try {
      for await (const event of tailEvents({ ...options, after })) {
        after = event.seq;
        print(event);
      }
      return;
    } catch (error) {
      diagnostics.warn({ err: error, after }, "could not print events; the work goes on");
      if (signal.aborted) return;
      await wait(clock, pauseMs, signal).catch(() => {});
    }
  }
}
