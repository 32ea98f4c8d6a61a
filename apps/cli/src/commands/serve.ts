import { Command } from "commander";
import { contextOf } from "../command-context.js";
import { loadConfig } from "../config/load-config.js";
import { aborted } from "../process/aborted.js";
import { startControlPlane } from "../server/control-plane.js";
import { openStore } from "../store/open-store.js";
import { port } from "./argument.js";
import { examples } from "./examples.js";

export function serveCommand(signal: AbortSignal): Command {
  return new Command("serve")
    .description("serve the API to the TUI and to other services, on loopback unless told otherwise")
    .option("--host <host>", "the address to bind", "127.0.0.1")
    .option("--port <port>", "the port; a free one when not given", port)
    .option("--no-worker", "do not run executions in this process")
    .addHelpText("after", examples("serve", "serve --port 4410 --json"))
    .action(async (options: { host: string; port?: number; worker: boolean }, command: Command) => {
      const context = contextOf(command, signal);
      const { terminal, folder, machine } = context;
      const config = options.worker ? await loadConfig(folder.home, context.options.config, process.env) : undefined;
      await using store = await openStore(folder, machine);
      await using plane = await startControlPlane({
        folder,
        store,
        machine,
        config,
        host: options.host,
        port: options.port ?? 0,
      });
      terminal.event({ type: "server.started", url: plane.url, tokenFile: plane.tokenFile, pid: process.pid });
      terminal.line(`Serving ${folder.path} on ${plane.url}`);
      terminal.line(`The bearer token is in ${plane.tokenFile}`);
      await aborted(signal);
      terminal.note("stopping: runs finish their turn, leases are released");
    });
}
