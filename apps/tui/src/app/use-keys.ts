import { useInput, type Key } from "ink";
import { useCallback } from "react";
import { keyName } from "../keys/key-name.js";
import type { AppStore } from "./app-store.js";

/** Gives every key to the store. */
export function useKeys(store: AppStore): void {
  // Ink listens anew whenever the handler is another one.
  const press = useCallback(
    (input: string, key: Key) => {
      const name = keyName(input, key);
      if (name !== undefined) store.press(name);
    },
    [store],
  );
  useInput(press);
}
