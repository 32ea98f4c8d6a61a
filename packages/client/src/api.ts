import type { HoldfastRouter } from "@holdfast/server/router";
import { getUntypedClient, type TRPCClient } from "@trpc/client";
import type { Connection } from "./connection/connection.js";
import { errorFromWire } from "./connection/error-from-wire.js";

/**
 * The server's queries and mutations: `api.projects.list.query()`, `api.tasks.start.mutate({ … })`. A call that fails
 * throws a HoldfastError.
 */
export type HoldfastApi = Omit<TRPCClient<HoldfastRouter>, "watch" | "hello">;

/** Calls go over the connection's present socket, and wait for one if there is none. */
export function createApi(connection: Connection, waitMs: number): HoldfastApi {
  const call = async (
    kind: string | undefined,
    path: string,
    [input, options]: readonly unknown[],
  ): Promise<unknown> => {
    const session = await connection.opened(waitMs);
    const trpc = getUntypedClient(session.trpc);
    try {
      return await (kind === "query"
        ? trpc.query(path, input, options ?? {})
        : trpc.mutation(path, input, options ?? {}));
    } catch (error) {
      throw errorFromWire(error);
    }
  };
  return procedure([], call) as HoldfastApi;
}

type Call = (kind: string | undefined, path: string, args: readonly unknown[]) => Promise<unknown>;

function procedure(path: readonly string[], call: Call): unknown {
  return new Proxy(() => {}, {
    // Without a `then`, or awaiting a part of the api would call it.
    get: (_, name) => (typeof name === "string" && name !== "then" ? procedure([...path, name], call) : undefined),
    apply: (_, __, args: readonly unknown[]) => call(path.at(-1), path.slice(0, -1).join("."), args),
  });
}
