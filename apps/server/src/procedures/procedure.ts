import { initTRPC, TRPCError } from "@trpc/server";
import { getHTTPStatusCodeFromError } from "@trpc/server/http";
import { TRPC_ERROR_CODES_BY_KEY } from "@trpc/server/rpc";
import type { Control, Store } from "@holdfast/core";
import type { Connection } from "../connection/connection.js";
import { trpcCodeOf, wireErrorOf } from "../errors/wire-error.js";
import type { Live } from "../live/live.js";

/** What a procedure works with. */
export interface ProcedureContext {
  readonly store: Store;
  readonly control: Control;
  readonly live: Live;
  readonly connection: Connection;
  /** Told after each change made through this server, so that nobody waits for the next poll to see it. */
  readonly onChange: () => void;
}

const t = initTRPC.context<ProcedureContext>().create({
  // Never a stack in an answer, whatever NODE_ENV says.
  isDev: false,
  errorFormatter({ error, path }) {
    const holdfast = wireErrorOf(error);
    const code = trpcCodeOf(holdfast.code);
    const httpStatus = getHTTPStatusCodeFromError(new TRPCError({ code }));
    return {
      code: TRPC_ERROR_CODES_BY_KEY[code],
      message: holdfast.message,
      data: { code, httpStatus, path, holdfast },
    };
  },
});

export const router = t.router;

export const query = t.procedure.use(({ ctx, next }) => ctx.connection.call(() => next()));

export const mutation = t.procedure.use(({ ctx, next }) =>
  ctx.connection.call(async () => {
    const result = await next();
    if (result.ok) ctx.onChange();
    return result;
  }),
);

export const subscription = t.procedure;
