export type { HoldfastApi } from "./api.js";
export { connectHoldfast, type ConnectOptions, type HoldfastClient } from "./connect-holdfast.js";
export type { ConnectionState } from "./connection/connection-state.js";
export { noRows, type LiveRows, type LiveView } from "./live-state/live-view.js";
export { createLiveState, type LiveState, type LiveStateOptions } from "./live-state/live-state.js";
export { defaultLimits, reduce, reduceAll, type LiveLimits } from "./live-state/reduce.js";
export type { WatchHandlers } from "./watch.js";
