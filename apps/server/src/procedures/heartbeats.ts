import { Heartbeat, ProjectId } from "@holdfast/core";
import { z } from "zod";
import { checkedInput } from "./checked-input.js";
import { query, router } from "./procedure.js";

const ListHeartbeats = z.strictObject({ projectId: ProjectId.optional() });

export const heartbeats = router({
  /** Of running executions, oldest beat first. */
  list: query
    .input(checkedInput(ListHeartbeats.prefault({}), "list"))
    .output(z.array(Heartbeat).readonly())
    .query(({ ctx, input }) => ctx.store.executions.heartbeats(input.projectId)),
});
