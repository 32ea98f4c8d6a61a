/** What one client may cost the server. */
export interface ServerLimits {
  /** Largest message a client may send; a larger one closes its socket with 1009. */
  readonly maxPayloadBytes: number;
  /** Calls in one message. */
  readonly batch: number;
  /** Calls of one connection that wait or run. */
  readonly calls: number;
  /** Calls of one connection that run at the same time; the others wait for their turn. */
  readonly callsAtOnce: number;
  /** Subscriptions of one connection. */
  readonly subscriptions: number;
  /** Nothing more is written to a socket that holds back more than this. */
  readonly bufferedBytes: number;
  /** A socket that takes nothing for this long, while it holds back more than that, is closed with 1013. */
  readonly stalledMs: number;
  /** How long a new connection may take to present its token. */
  readonly tokenMs: number;
  /** Newest events kept in memory for all watchers together; one that is further behind reads the log. */
  readonly recentEvents: number;
  /** A watcher further behind than this gets a new snapshot instead of the events. */
  readonly replayedEvents: number;
}

export const defaultLimits: ServerLimits = {
  maxPayloadBytes: 4 * 1024 * 1024,
  batch: 100,
  calls: 256,
  callsAtOnce: 8,
  subscriptions: 32,
  bufferedBytes: 256 * 1024,
  stalledMs: 10_000,
  tokenMs: 10_000,
  recentEvents: 1_000,
  replayedEvents: 10_000,
};
