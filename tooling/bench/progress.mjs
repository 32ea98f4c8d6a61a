const width = 30;

/**
 * Progress to standard error: a bar with an ETA on a terminal, NDJSON events for programs, nothing otherwise.
 *
 * @param {{ json: boolean }} options
 * @returns {import("./benches.mjs").Report}
 */
export function showProgress({ json }) {
  const started = performance.now();
  return (done, of, doing) => {
    const elapsedMs = performance.now() - started;
    const etaSeconds = done === 0 ? null : Math.round(((elapsedMs / done) * (of - done)) / 1_000);
    if (json) {
      process.stderr.write(`${JSON.stringify({ type: "progress", done, of, doing, etaSeconds })}\n`);
    } else if (process.stderr.isTTY) {
      const full = Math.round((width * done) / of);
      const bar = "█".repeat(full) + "░".repeat(width - full);
      process.stderr.write(
        `\r\u001B[K${bar} ${done}/${of}  ${doing}, ${etaSeconds ?? "?"} s left${done >= of ? "\n" : ""}`,
      );
    }
  };
}
