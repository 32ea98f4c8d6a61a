/**
 * Measures the screen in a real terminal: `node …/measure.js [--executions 1000] [--updates 10] [--columns 120] [--rows 40]
 * [--seconds 20]`. Prints JSON: the milliseconds from the start of the process to the first whole frame, and the share
 * of one core that the process took afterwards.
 */
import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

const { values } = parseArgs({
  options: {
    executions: { type: "string", default: "1000" },
    updates: { type: "string", default: "10" },
    columns: { type: "string", default: "120" },
    rows: { type: "string", default: "40" },
    seconds: { type: "string", default: "20" },
    keys: { type: "string", default: "\r" },
  },
});

/** Linux counts processor time in these. */
const ticksPerSecond = 100;

/** Time for the code to become warm; it is not part of the measurement. */
const settleMs = 3_000;

const main = fileURLToPath(new URL("main.js", import.meta.url));
const program = `exec ${process.execPath} ${main} --executions ${values.executions} --updates ${values.updates}`;
const command = `stty rows ${values.rows} cols ${values.columns}; echo started $$; ${program}`;
// `script` gives the program a terminal of its own.
const terminal = spawn("script", ["-qfec", command, "/dev/null"], {
  stdio: ["pipe", "pipe", "inherit"],
  env: { ...process.env, TERM: "xterm-256color" },
});

let output = "";
let bytes = 0;
terminal.stdout.on("data", (chunk: Buffer) => {
  bytes += chunk.length;
  if (output.length < 100_000) output += chunk.toString();
});

async function shows(pattern: RegExp): Promise<RegExpExecArray> {
  for (;;) {
    const match = pattern.exec(output);
    if (match) return match;
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
}

function processorSeconds(pid: string): number {
  const fields = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1]?.split(" ") ?? [];
  return (Number(fields[11]) + Number(fields[12])) / ticksPerSecond;
}

const [, pid = ""] = await shows(/started (\d+)/);
const startMs = performance.now();
await shows(/quit/);
const firstFrameMs = performance.now() - startMs;
terminal.stdin.write(values.keys);
await new Promise((resolve) => setTimeout(resolve, settleMs));
const before = { processor: processorSeconds(pid), ms: performance.now(), bytes };
await new Promise((resolve) => setTimeout(resolve, Number(values.seconds) * 1_000));
const seconds = (performance.now() - before.ms) / 1_000;
const cpu = (processorSeconds(pid) - before.processor) / seconds;
const memoryMb = Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1]) / 1_024;
console.log(
  JSON.stringify({
    firstFrameMs: Math.round(firstFrameMs),
    cpu: Number(cpu.toFixed(3)),
    memoryMb: Math.round(memoryMb),
    kbPerSecond: Math.round((bytes - before.bytes) / seconds / 1_024),
  }),
);
process.kill(Number(pid), "SIGTERM");
