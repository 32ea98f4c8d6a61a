import { once } from "node:events";
import { createServer, type AddressInfo } from "node:net";
import { checkpointConfig, defineAgent, HoldfastError } from "@holdfast/core";
import { expect, it } from "vitest";
import { thisMachine } from "../process/machine.js";
import { openStore } from "../store/open-store.js";
import { findStore } from "../store/store-folder.js";
import { temporaryFolder } from "../testing/command-line.js";
import { startControlPlane } from "./control-plane.js";

it("leaves no server behind when its worker cannot start", async () => {
  const machine = thisMachine();
  const folder = findStore(temporaryFolder(), undefined);
  await using store = await openStore(folder, machine);
  const beat = () => Promise.reject(new HoldfastError("storage_read_only", "The store cannot be written to."));
  const executions = new Proxy(store.executions, {
    get: (target, name) => (name === "beat" ? beat : (Reflect.get(target, name) as () => void).bind(target)),
  });
  const config = {
    agents: [defineAgent({ name: "writer", run: async () => "done" })],
    checkpoint: checkpointConfig(),
  } as unknown as Parameters<typeof startControlPlane>[0]["config"];
  const port = await freePort();
  const broken = { ...store, executions };
  await expect(startControlPlane({ folder, store: broken, machine, config, port })).rejects.toMatchObject({
    code: "storage_read_only",
  });
  expect(await freePort(port)).toBe(port);
});

/** @throws when the port is taken */
async function freePort(port = 0): Promise<number> {
  const server = createServer().listen(port, "127.0.0.1");
  await once(server, "listening");
  const found = (server.address() as AddressInfo).port;
  server.close();
  await once(server, "close");
  return found;
}
