import { describe, expect, it } from "vitest";
import { provenContext } from "./proven-context.js";
import { rootHash } from "./state-hash.js";
import { encodeTurn, type TurnRow } from "./turn-row.js";

const rows: readonly TurnRow[] = [1, 2, 3].reduce<TurnRow[]>((log, turn) => {
  const addition = { turn, messages: [{ turn }], state: {}, removed: [], reset: false };
  return [...log, encodeTurn(addition, log.at(-1)?.hash ?? rootHash)];
}, []);

describe("a proven context", () => {
  it("carries the turn it is of and the hash that proves it", () => {
    const { turn, stateHash, context } = provenContext(rows, 1, 3);
    expect({ turn, stateHash }).toEqual({ turn: 3, stateHash: rows[2]?.hash });
    expect(context.messages).toEqual([{ turn: 1 }, { turn: 2 }, { turn: 3 }]);
  });

  it.each([
    ["first", rows.slice(1), 1],
    ["middle", [rows[0], rows[2]] as TurnRow[], 2],
    ["last", rows.slice(0, 2), 3],
    ["only", [], 1],
  ])("is refused when its %s turn is missing, which is named", (_, found, turn) => {
    expect(() => provenContext(found, 1, 3)).toThrow(
      expect.objectContaining({ code: "checkpoint_corrupt", details: { turn } }),
    );
  });
});
