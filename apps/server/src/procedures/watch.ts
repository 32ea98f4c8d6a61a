import { ProjectId, type WatchMessage } from "@holdfast/core";
import type { TrackedEnvelope } from "@trpc/server";
import { z } from "zod";
import { checkedInput } from "./checked-input.js";
import { subscription } from "./procedure.js";

const Watch = z.strictObject({
  /** Only this project; default all. */
  projectId: ProjectId.optional(),
  /** The id of the last message seen; what came after it follows. */
  lastEventId: z.string().max(200).nullish(),
});

/**
 * Everything that happens, as WatchMessage says. Its messages are not validated on their way out, as answers are: one
 * message goes to every watcher, and its rows come from the store, which has validated them.
 */
export const watch = subscription.input(checkedInput(Watch.prefault({}), "watch")).subscription(async function* ({
  ctx,
  input,
  signal,
}): AsyncGenerator<TrackedEnvelope<WatchMessage>, void, undefined> {
  const release = ctx.connection.subscribe();
  try {
    if (input.projectId !== undefined) await ctx.control.project(input.projectId);
    yield* ctx.live.watch({ ...input, flow: ctx.connection.flow }, signal ?? new AbortController().signal);
  } finally {
    release();
  }
});
