import type { HoldfastApi } from "@holdfast/client";
import type { TuiActions } from "./tui-actions.js";

/** Kept of an execution's events. */
const keptEvents = 500;

/** Has a server do what the screen asks for. */
export function createActions(api: HoldfastApi): TuiActions {
  return {
    cancel: (executionId) => api.executions.cancel.mutate({ executionId }),
    resume: (executionId) => api.executions.resume.mutate({ executionId }),
    answer: (executionId, answer, questionKey) => api.executions.answer.mutate({ executionId, answer, questionKey }),
    checkpoints: (executionId) => api.checkpoints.list.query({ executionId }),
    events: async (executionId) => {
      const { events } = await api.events.list.query({ executionId, limit: keptEvents, newest: true });
      return events;
    },
    checkpoint: (checkpointId) => api.checkpoints.show.query({ checkpointId }),
  };
}
