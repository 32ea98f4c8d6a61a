const width = 30;

/** Progress to standard error: a bar with an ETA on a terminal, NDJSON events for programs, nothing otherwise. */
export function showProgress({ json, kills }) {
  const started = performance.now();
  return (done) => {
    const elapsedMs = performance.now() - started;
    const etaSeconds = done === 0 ? undefined : Math.round(((elapsedMs / done) * (kills - done)) / 1_000);
    if (json) console.error(JSON.stringify({ type: "progress", done, of: kills, etaSeconds }));
    else if (process.stderr.isTTY) {
      const full = Math.round((width * Math.min(done, kills)) / kills);
      const bar = "█".repeat(full) + "░".repeat(width - full);
      process.stderr.write(
        `\r${bar} ${done}/${kills} kills, ${etaSeconds ?? "?"} s left  ${done >= kills ? "\n" : ""}`,
      );
    }
  };
}
