import { z } from "zod";
import { query } from "./procedure.js";

const Hello = z
  .object({
    /** Raised when a client of an older one would misread an answer. */
    protocol: z.literal(1),
    /** Names the store behind this server. */
    epoch: z.string(),
  })
  .readonly();

/** Answers once the token was accepted. */
export const hello = query.output(Hello).query(({ ctx }) => ({ protocol: 1 as const, epoch: ctx.store.events.epoch }));
