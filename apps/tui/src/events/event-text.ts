import type { EventBody, Failure } from "@holdfast/core";
import { plural } from "../text/amounts.js";
import type { Tone } from "../theme/tone.js";

export interface EventText {
  readonly text: string;
  readonly tone: Tone;
}

type Describe = { readonly [Type in EventBody["type"]]: (body: Extract<EventBody, { type: Type }>) => EventText };

const say = (text: string, tone: Tone = "plain"): EventText => ({ text, tone });
const failed = (what: string, failure: Failure) => say(`${what}: ${failure.message}`, "bad");

const descriptions: Describe = {
  "project.created": ({ name }) => say(`project ${name} created`, "dim"),
  "agent.created": ({ name }) => say(`agent ${name} created`, "dim"),
  "task.created": () => say("task created", "dim"),
  "task.done": () => say("task done", "good"),
  "task.failed": ({ failure }) => failed("task failed", failure),
  "task.reassigned": ({ reassignments }) => say(`task given to another agent (${reassignments})`, "warn"),

  "execution.queued": ({ reason }) => say(`queued: ${reason}`, "info"),
  "execution.started": () => say("started", "info"),
  "execution.resume_started": ({ attempt }) => say(attempt > 0 ? `resuming, attempt ${attempt}` : "resuming", "warn"),
  "execution.resume_completed": ({ turn }) => say(`resumed at turn ${turn}`, "good"),
  "execution.resume_failed": ({ failure }) => failed("resume failed", failure),
  "execution.waiting": ({ question }) => say(`asks about ${question.tool}`, "warn"),
  "execution.halted": ({ halt }) => say(`halted: ${halt}`, "warn"),
  "execution.completed": () => say("completed", "good"),
  "execution.failed": ({ failure }) => failed("failed", failure),
  "execution.abandoned": ({ failure }) => failed("abandoned", failure),
  "execution.cancelled": () => say("cancelled", "dim"),
  "execution.loop_not_checkpointable": ({ reason }) => say(`cannot be checkpointed: ${reason}`, "warn"),

  "heartbeat.updated": () => say("heartbeat", "dim"),
  "heartbeat.stale": () => say("heartbeat lost: its worker is gone", "bad"),
  "heartbeat.deleted": () => say("heartbeat ended", "dim"),

  "turn.replied": ({ turn, inputTokens, outputTokens }) =>
    say(`turn ${turn}: reply, ${inputTokens} → ${outputTokens} tokens`, "dim"),
  "call.started": ({ tool, attempt }) => say(attempt > 1 ? `${tool} called again (${attempt})` : `${tool} called`),
  "call.finished": ({ tool, ok }) => (ok ? say(`${tool} done`) : say(`${tool} failed`, "bad")),
  "call.settled": ({ tool, settlement, by }) => say(`${tool} settled as ${settlement} by ${by}`, "warn"),
  "turn.committed": ({ turn }) => say(`turn ${turn} committed`, "good"),

  "checkpoint.saved": ({ turn }) => say(`checkpoint of turn ${turn}`, "accent"),
  "checkpoint.save_failed": ({ turn, code }) => say(`checkpoint of turn ${turn} not saved: ${code}`, "bad"),
  "checkpoint.loaded": ({ turn }) => say(`checkpoint of turn ${turn} loaded`, "accent"),
  "checkpoint.load_failed": ({ turn, message }) => say(`checkpoint of turn ${turn} not readable: ${message}`, "bad"),
  "checkpoint.deleted": ({ count, reason }) => say(`checkpoints deleted: ${count} (${reason})`, "dim"),
  "checkpoint.skipped": ({ turn }) => say(`turn ${turn} makes no checkpoint`, "dim"),

  "recovery.started": ({ category, attempt, maxAttempts }) =>
    say(`recovery ${attempt} of ${maxAttempts}: ${category}`, "warn"),
  "recovery.resumed": ({ turn }) => say(`recovered from turn ${turn}`, "good"),
  "recovery.no_checkpoint": () => say("no checkpoint yet: goes on from its journal", "warn"),
  "recovery.reconciled": ({ turn, settled }) =>
    say(`reconciled at turn ${turn}, ${plural(settled, "call")} settled`, "good"),
  "recovery.fell_back": ({ reason, reassigned }) =>
    say(`recovery gave up${reassigned ? ", task reassigned" : ""}: ${reason}`, "bad"),
};

/** An event in a few words. One of a newer server, which this program does not know, is told by its name. */
export function eventText(body: EventBody): EventText {
  const describe = descriptions[body.type] as ((body: EventBody) => EventText) | undefined;
  return describe?.(body) ?? say(body.type, "dim");
}
