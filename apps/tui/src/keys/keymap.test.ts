import { describe, expect, it } from "vitest";
import { helpLines } from "../help/help-lines.js";
import { actionOf, bindingsIn, keymap, type Scope } from "./keymap.js";
import { keyLabel } from "./key-label.js";
import { keyName } from "./key-name.js";

/** The scopes that apply together; see scopesOf. */
const together: readonly (readonly Scope[])[] = [
  ["browse"],
  ["browse", "welcome"],
  ["browse", "list", "projects"],
  ["browse", "list", "executions"],
  ["browse", "list", "execution"],
  ["browse", "list", "checkpoint"],
  ["prompt"],
  ["confirm"],
  ["help"],
];

describe("the keymap", () => {
  it.each(together)("gives each key one meaning in %s %s %s", (...scopes) => {
    const keys = bindingsIn(new Set(scopes)).flatMap((binding) => binding.keys);
    expect(keys).toEqual([...new Set(keys)]);
  });

  it("is told in the help, every key of it", () => {
    const help = helpLines(80).map((spans) => spans.map(({ text }) => text).join(""));
    const untold = keymap.filter(
      ({ keys, help: meaning }) =>
        !help.some((line) => line.endsWith(meaning) && keys.every((key) => line.includes(keyLabel(key)))),
    );
    expect(untold).toEqual([]);
  });

  it("lets a letter be typed where there is a prompt", () => {
    expect(actionOf("q", new Set<Scope>(["browse", "list", "projects"]))).toBe("quit");
    expect(actionOf("q", new Set<Scope>(["prompt"]))).toBeUndefined();
    expect(actionOf("ctrl+c", new Set<Scope>(["prompt"]))).toBe("quit");
  });
});

describe("keyName", () => {
  const none = {
    upArrow: false,
    downArrow: false,
    leftArrow: false,
    rightArrow: false,
    pageDown: false,
    pageUp: false,
    home: false,
    end: false,
    return: false,
    escape: false,
    ctrl: false,
    shift: false,
    tab: false,
    backspace: false,
    delete: false,
    meta: false,
  };

  it("names what Ink tells of a key", () => {
    expect(keyName("j", none)).toBe("j");
    expect(keyName("G", { ...none, shift: true })).toBe("G");
    expect(keyName("c", { ...none, ctrl: true })).toBe("ctrl+c");
    expect(keyName("", { ...none, tab: true, shift: true })).toBe("shift+tab");
    expect(keyName("", { ...none, escape: true, meta: true })).toBe("esc");
    expect(keyName("", { ...none, delete: true })).toBe("backspace");
    expect(keyName("日", none)).toBe("日");
  });

  it("means nothing by keys that nobody knows", () => {
    expect(keyName("", none)).toBeUndefined();
    expect(keyName("x", { ...none, meta: true })).toBeUndefined();
  });
});
