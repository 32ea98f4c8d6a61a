import { listStart, moveSelection, type ListSight, type ListState, type Motion } from "./list-state.js";
import { nextOf } from "./next-of.js";

/** What happens to a screen that is one list, with a filter and orders. */
export type ListAction =
  | { readonly type: "move"; readonly motion: Motion; readonly sight: ListSight }
  | { readonly type: "filter"; readonly text: string }
  | { readonly type: "nextOrder" }
  | { readonly type: "order"; readonly order: string };

interface ListScreen<Order extends string> {
  readonly list: ListState;
  readonly filter: string;
  readonly order: Order;
}

/** @param orders the orders that the screen knows, in the order that a key goes through them. */
export function reduceList<Order extends string, Screen extends ListScreen<Order>>(
  state: Screen,
  action: ListAction,
  orders: readonly [Order, ...Order[]],
): Screen {
  switch (action.type) {
    case "move":
      return { ...state, list: moveSelection(state.list, action.motion, action.sight) };
    case "filter":
      return { ...state, filter: action.text };
    case "nextOrder":
      return { ...state, order: nextOf(orders, state.order), list: listStart };
    case "order":
      return { ...state, order: orders.find((order) => order === action.order) ?? state.order };
  }
}
