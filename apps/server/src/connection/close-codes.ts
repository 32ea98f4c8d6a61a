/** Why the server closes a socket: RFC 6455 codes, and 4000–4999 for what they do not name. */
export const closeCodes = {
  /** The server is shutting down; a client comes back. */
  goingAway: 1001,
  /** The client did not take what was sent to it; it may come back. */
  stalled: 1013,
  /** Missing or wrong token; trying again with the same one is of no use. */
  unauthorized: 4401,
  /** No token was presented in time. */
  tokenTimeout: 4408,
} as const;
