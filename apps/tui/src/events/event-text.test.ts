import type { EventBody } from "@holdfast/core";
import { EventBody as EventBodySchema } from "@holdfast/core";
import { expect, it } from "vitest";
import { eventText } from "./event-text.js";

it("has words for every event there is", () => {
  const types = EventBodySchema.options.map(({ shape }) => shape.type.value);
  const nothing = { failure: {}, question: {}, settled: 0 };
  const wordless = types.filter((type) => eventText({ type, ...nothing } as unknown as EventBody).text === type);
  expect(wordless).toEqual([]);
});

it("calls an event of a newer server by its name", () => {
  expect(eventText({ type: "comet.sighted" } as unknown as EventBody)).toEqual({ text: "comet.sighted", tone: "dim" });
});
