import { HoldfastError, type Clock, type IdSource, type Log } from "@holdfast/core";
import type { WebSocket } from "ws";
import type { ServerLimits } from "../server-limits.js";
import { tokenMatches } from "./bearer-token.js";
import { closeCodes } from "./close-codes.js";
import { Connection } from "./connection.js";
import { SocketFlow } from "./socket-flow.js";

export interface DoorkeeperOptions {
  readonly token: string;
  readonly clock: Clock;
  readonly ids: IdSource;
  readonly log: Log;
  readonly limits: ServerLimits;
}

/** Lets in who presents the token in the connection parameters, and nobody else. */
export class Doorkeeper {
  readonly #options: DoorkeeperOptions;
  readonly #deadlines = new Map<WebSocket, { cancel(): void }>();

  constructor(options: DoorkeeperOptions) {
    this.#options = options;
  }

  /** Gives a new socket its time to present the token. */
  expect(socket: WebSocket): void {
    const { clock, limits } = this.#options;
    const deadline = clock.schedule(limits.tokenMs, () => {
      this.#deadlines.delete(socket);
      socket.close(closeCodes.tokenTimeout, "no token was presented in time");
    });
    this.#deadlines.set(socket, deadline);
    socket.once("close", () => this.#stopWaitingFor(socket));
  }

  /** @throws `unauthorized`, and closes the socket once the caller has been told. */
  admit(socket: WebSocket, presented: string | undefined): Connection {
    this.#stopWaitingFor(socket);
    const { token, clock, ids, log, limits } = this.#options;
    if (presented === undefined || !tokenMatches(presented, token)) {
      log.warn({ presented: presented === undefined ? "no token" : "a wrong token" }, "refused a client");
      // After the adapter has answered with the error, and before it closes the socket without a code.
      setImmediate(() => socket.close(closeCodes.unauthorized, "unauthorized: missing or wrong token"));
      throw new HoldfastError(
        "unauthorized",
        `${presented === undefined ? "No token was" : "The wrong token was"} presented. Pass the server's token in the connection parameters, as { token }.`,
      );
    }
    const connectionId = ids.next();
    log.debug({ connectionId }, "a client connected");
    socket.once("close", (code) => log.debug({ connectionId, code }, "a client disconnected"));
    return new Connection(new SocketFlow({ socket, clock, log, limits, connectionId }), limits);
  }

  #stopWaitingFor(socket: WebSocket): void {
    this.#deadlines.get(socket)?.cancel();
    this.#deadlines.delete(socket);
  }
}
