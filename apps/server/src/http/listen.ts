import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { HoldfastError } from "@holdfast/core";

/** Resolves with the port that was bound. @param port 0 for any free one. @throws `conflict` for a port in use, `config_invalid` */
export function listen(server: Server, host: string, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const refuse = (error: NodeJS.ErrnoException) => reject(bindError(error, host, port));
    server.once("error", refuse);
    server.listen({ host, port, exclusive: true }, () => {
      server.off("error", refuse);
      resolve((server.address() as AddressInfo).port);
    });
  });
}

function bindError(error: NodeJS.ErrnoException, host: string, port: number): HoldfastError {
  const details = { host, port };
  if (error.code === "EADDRINUSE") {
    return new HoldfastError(
      "conflict",
      `Port ${port} on ${host} is in use. Choose another one, or 0 for any free one.`,
      { cause: error, details },
    );
  }
  return new HoldfastError(
    "config_invalid",
    `The server cannot listen on ${host}:${port}: ${error.code ?? error.message}.`,
    { cause: error, details },
  );
}
