// Runs the commands of one worker, and ends them when the worker dies or falls silent. A process of its own, because
// a worker that was killed or frozen cannot end anything. Plain JavaScript, so that Node.js can start it from the
// sources as well as from the bundle.
import { spawn } from "node:child_process";
import { StringDecoder } from "node:string_decoder";
import { commandVariable, killCommand } from "./kill-command.js";
import { OutputWindow } from "./output-window.js";

/**
 * @typedef {import("./command-protocol.js").CommandOrder} CommandOrder
 * @typedef {import("./command-protocol.js").CommandEnd} CommandEnd
 * @typedef {import("./command-protocol.js").FromHost} FromHost
 * @typedef {import("./command-protocol.js").ToHost} ToHost
 * @typedef {(reason: CommandEnd["reason"]) => void} End kills what is left of a command and reports how it ended
 */

/** How long the pipes of a command that is dead may stay open. */
const drainMs = 1000;

/** @type {Map<string, End>} */
const running = new Map();
let heardAt = performance.now();

process.on("message", (/** @type {ToHost} */ message) => {
  heardAt = performance.now();
  if (message.type === "start") start(message.command);
  else if (message.type === "stop") running.get(message.id)?.("stopped");
});

// The worker is gone: nobody is left to report to.
process.on("disconnect", () => {
  for (const end of running.values()) end("stopped");
  process.exit(0);
});

send({ type: "ready" });

/** @param {CommandOrder} order */
function start(order) {
  const { id, argv, cwd, env, timeoutMs, silenceMs, maxOutputBytes } = order;
  const [file = "", ...args] = argv;
  if (Number(process.hrtime.bigint() / 1_000_000n) - order.orderedAt > silenceMs) {
    send({ type: "ended", id, end: { reason: "late", exitCode: null, signal: null, output: "", error: "" } });
    return;
  }
  const output = new OutputWindow(maxOutputBytes);
  const child = spawn(file, args, {
    cwd,
    env: { ...env, [commandVariable]: id },
    // A process group of its own, so that one signal reaches all of it.
    detached: true,
    stdio: ["ignore", "pipe", "pipe"],
  });
  const timer = setTimeout(() => end("timeout"), timeoutMs);
  const listening = setInterval(() => {
    // After the messages that came while this process itself could not run have been read.
    setImmediate(() => {
      if (running.has(id) && performance.now() - heardAt > silenceMs) end("silence");
    });
  }, silenceMs / 8);
  /** @type {CommandEnd["reason"]} */
  let reason = "exited";

  /** @type {End} */
  function end(why) {
    if (reason === "exited") reason = why;
    killCommand(id, child.pid);
  }

  /** @param {Partial<CommandEnd>} how */
  function report(how) {
    if (!running.delete(id)) return;
    clearTimeout(timer);
    clearInterval(listening);
    send({
      type: "ended",
      id,
      end: { reason, exitCode: null, signal: null, output: output.text(), error: "", ...how },
    });
  }

  running.set(id, end);
  collect(child.stdout, output);
  collect(child.stderr, output);
  child.once("spawn", () => send({ type: "started", id, pid: /** @type {number} */ (child.pid) }));
  child.once("error", (error) => report({ reason: "failed", error: error.message }));
  child.once("exit", (exitCode, signal) => {
    // What it left in the background ends with it: a command that is over must not write any more.
    killCommand(id, child.pid);
    const drained = setTimeout(() => report({ exitCode, signal }), drainMs);
    child.once("close", () => {
      clearTimeout(drained);
      report({ exitCode, signal });
    });
  });
}

/**
 * @param {import("node:stream").Readable} stream
 * @param {OutputWindow} output
 */
function collect(stream, output) {
  // Chunks of the two streams alternate; decoding each stream by itself keeps its characters whole.
  const decoder = new StringDecoder("utf8");
  stream.on("data", (/** @type {Buffer} */ chunk) => output.push(Buffer.from(decoder.write(chunk))));
  stream.on("end", () => output.push(Buffer.from(decoder.end())));
}

/** @param {FromHost} message */
function send(message) {
  // A worker that is gone shows by the disconnect.
  process.send?.(message, () => undefined);
}
