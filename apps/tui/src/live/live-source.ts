import type { LiveView } from "@holdfast/client";

/** Where the picture comes from: the client's `LiveState`, or anything else that React could subscribe to. */
export interface LiveSource {
  subscribe(listener: () => void): () => void;
  getSnapshot(): LiveView;
}
