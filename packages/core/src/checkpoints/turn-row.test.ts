import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Json } from "../models/json.js";
import { rootHash } from "./state-hash.js";
import { decodeTurns, encodeTurn, type TurnAddition, type TurnRow } from "./turn-row.js";

/** Any JSON value but -0, which JSON writes as 0. */
const json = fc.jsonValue().map((value) => JSON.parse(JSON.stringify(value)) as Json);
const key = fc.oneof(fc.constantFrom("a", "b", "__proto__", "constructor", ""), fc.string());
const object = fc.array(fc.tuple(key, json)).map((entries) => Object.fromEntries<Json>(entries));
const addition = fc.record({
  messages: fc.array(object, { maxLength: 4 }),
  state: object,
  removed: fc.array(key, { maxLength: 3 }),
  reset: fc.boolean(),
});
const history = fc
  .array(addition, { minLength: 1, maxLength: 12 })
  .map((additions) => additions.map((turn, index): TurnAddition => ({ ...turn, turn: index + 1 })));

function encode(turns: readonly TurnAddition[]): readonly TurnRow[] {
  let previous = rootHash;
  return turns.map((turn) => {
    const row = encodeTurn(turn, previous);
    previous = row.hash;
    return row;
  });
}

/** From the last reset on, as a store reads them. */
function inPlay<Turn extends { readonly reset: boolean }>(turns: readonly Turn[]): readonly Turn[] {
  return turns.slice(
    Math.max(
      0,
      turns.findLastIndex(({ reset }) => reset),
    ),
  );
}

describe("a turn log", () => {
  it("adds up to the context that its turns described, whatever they are", () => {
    fc.assert(
      fc.property(history, (turns) => {
        const expected = new Map<string, Json>();
        for (const { state, removed } of inPlay(turns)) {
          for (const [name, value] of Object.entries(state)) expected.set(name, value);
          for (const name of removed) expected.delete(name);
        }
        const { messages, state } = decodeTurns(inPlay(encode(turns)));
        expect(messages).toEqual(inPlay(turns).flatMap((turn) => turn.messages));
        expect(new Map(Object.entries(state))).toEqual(expected);
      }),
    );
  });

  it("reports a single changed character at its turn", () => {
    const column = fc.constantFrom("messages", "state", "hash");
    fc.assert(
      fc.property(
        history,
        column,
        fc.nat(),
        fc.nat(),
        fc.integer({ min: 1, max: 127 }),
        (turns, name, at, place, by) => {
          const rows = [...inPlay(encode(turns))];
          const index = at % rows.length;
          const row = rows[index] as TurnRow;
          fc.pre(row[name] !== "");
          rows[index] = { ...row, [name]: withOneCharacterChanged(row[name], place, by) };
          expect(() => decodeTurns(rows)).toThrow(
            expect.objectContaining({ code: "checkpoint_corrupt", details: { turn: row.turn } }),
          );
        },
      ),
    );
  });

  it("reports a missing turn as the first bad one", () => {
    const rows = encode(
      [1, 2, 3, 4].map((turn) => ({ turn, messages: [{ turn }], state: {}, removed: [], reset: false })),
    );
    const without = rows.filter(({ turn }) => turn !== 2);
    expect(() => decodeTurns(without)).toThrow(expect.objectContaining({ details: { turn: 2 } }));
  });

  it("reports turns that changed places", () => {
    const [one, two, three] = encode(
      [1, 2, 3].map((turn) => ({ turn, messages: [{ turn }], state: {}, removed: [], reset: false })),
    );
    const swapped = [one, { ...three, turn: 2 }, { ...two, turn: 3 }] as TurnRow[];
    expect(() => decodeTurns(swapped)).toThrow(expect.objectContaining({ details: { turn: 2 } }));
  });

  it("tells apart what messages and state have, wherever the border between them is", () => {
    const turn = { turn: 1, messages: [], state: {}, removed: [], reset: false };
    const { hash } = encodeTurn(turn, rootHash);
    const moved = { turn: 1, messages: "\n[{}", state: ",[]]", reset: false, hash };
    expect(() => decodeTurns([moved])).toThrow(expect.objectContaining({ code: "checkpoint_corrupt" }));
  });

  it.each([
    ["messages[0].at", { messages: [{ at: new Date(0) }] }],
    ["state.count", { state: { count: 1n } }],
    ["removed[0]", { removed: [undefined] }],
  ])("refuses what is not JSON, naming %s", (field, part) => {
    const turn = { turn: 1, messages: [], state: {}, removed: [], reset: false, ...part } as unknown as TurnAddition;
    expect(() => encodeTurn(turn, rootHash)).toThrow(
      expect.objectContaining({ code: "invalid_input", details: expect.objectContaining({ field }) }),
    );
  });
});

function withOneCharacterChanged(text: string, place: number, by: number): string {
  const at = place % text.length;
  const changed = String.fromCharCode((text.charCodeAt(at) + by) % 0x1_0000);
  return text.slice(0, at) + changed + text.slice(at + 1);
}
