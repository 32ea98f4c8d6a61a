import type { Scope } from "../keys/keymap.js";
import { isStoreEmpty } from "../welcome/empty-store.js";
import { shownScreen } from "./app-state.js";
import type { Frame } from "./frame.js";

/** Where the keys go right now. */
export function scopesOf({ state, moment, hasDemo }: Frame): ReadonlySet<Scope> {
  if (state.mode.type !== "browse") return new Set<Scope>([state.mode.type]);
  if (isStoreEmpty(moment.view))
    return new Set<Scope>(hasDemo && state.demo.status !== "running" ? ["browse", "welcome"] : ["browse"]);
  return new Set<Scope>(["browse", "list", shownScreen(state).screen]);
}
