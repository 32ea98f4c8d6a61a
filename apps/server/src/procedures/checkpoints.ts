import { Checkpoint, CheckpointId, CheckpointRef, ExecutionId } from "@holdfast/core";
import { z } from "zod";
import { checkedInput } from "./checked-input.js";
import { query, router } from "./procedure.js";

const ListCheckpoints = z.strictObject({ executionId: ExecutionId });
const ShowCheckpoint = z.strictObject({ checkpointId: CheckpointId });

export const checkpoints = router({
  /** Newest first. */
  list: query
    .input(checkedInput(ListCheckpoints, "list"))
    .output(z.array(CheckpointRef).readonly())
    .query(async ({ ctx, input }) => {
      await ctx.control.execution(input.executionId);
      return ctx.store.checkpoints.checkpoints(input.executionId);
    }),
  /** With its context, proven against the hash chain of its turns. */
  show: query
    .input(checkedInput(ShowCheckpoint, "show"))
    .output(Checkpoint)
    .query(({ ctx, input }) => ctx.control.loadCheckpoint(input.checkpointId)),
});
