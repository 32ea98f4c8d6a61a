import { EventSeq, ExecutionId, HoldfastEvent, ProjectId } from "@holdfast/core";
import { z } from "zod";
import { checkedInput } from "./checked-input.js";
import { query, router } from "./procedure.js";

const ListEvents = z.strictObject({
  /** Only events with a greater number: the `next` of the page before. */
  after: EventSeq.default(0),
  limit: z.int().positive().max(1_000, "must be at most 1,000").default(100),
  /** The newest events instead of the oldest, when there are more than the limit. */
  newest: z.boolean().default(false),
  projectId: ProjectId.optional(),
  executionId: ExecutionId.optional(),
});

const EventPage = z
  .object({
    /** Names the store; a number of another epoch means nothing here. */
    epoch: z.string(),
    events: z.array(HoldfastEvent).readonly(),
    /** What to ask for after this page; null when there was no more. */
    next: EventSeq.nullable(),
  })
  .readonly();

export const events = router({
  /** Oldest first. */
  list: query
    .input(checkedInput(ListEvents.prefault({}), "list"))
    .output(EventPage)
    .query(async ({ ctx, input }) => {
      const { epoch } = ctx.store.events;
      const page = await ctx.store.events.read(input);
      const isLastPage = input.newest || page.length < input.limit;
      return { epoch, events: page, next: isLastPage ? null : (page.at(-1)?.seq ?? null) };
    }),
});
