import type { HoldfastClient } from "@holdfast/client";
import type { TuiActions } from "@holdfast/tui";

const newestEvents = 100;

/** What the screen asks for, through the API. */
export function apiActions({ api }: HoldfastClient): TuiActions {
  return {
    cancel: (executionId) => api.executions.cancel.mutate({ executionId }),
    resume: (executionId) => api.executions.resume.mutate({ executionId }),
    answer: (executionId, answer) => api.executions.answer.mutate({ executionId, answer }),
    checkpoints: (executionId) => api.checkpoints.list.query({ executionId }),
    events: async (executionId) => (await api.events.list.query({ executionId, limit: newestEvents, newest: true })).events,
    checkpoint: (checkpointId) => api.checkpoints.show.query({ checkpointId }),
  };
}
