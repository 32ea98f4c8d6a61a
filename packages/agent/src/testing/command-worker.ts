import { createCommandHost } from "../commands/command-host.js";

// A worker process for tests: runs one shell command on a command host and prints how it ended.
const [silenceMs, workspace = ".", script = ""] = process.argv.slice(2);

const host = createCommandHost({ silenceMs: Number(silenceMs) });
const command = {
  argv: ["/bin/sh", "-c", script],
  cwd: workspace,
  env: { PATH: process.env.PATH ?? "" },
  timeoutMs: 60_000,
  maxOutputBytes: 1000,
};
const permit = { guard: () => undefined, leaseMs: 90_000, signal: new AbortController().signal };
const line = await host.run(command, permit).then(JSON.stringify, String);
process.stdout.write(`${line}\n`);
