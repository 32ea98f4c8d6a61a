/** What a running execution asks before it acts: may this worker still act for it? */
export interface LeaseGuard {
  /** @throws `lease_lost` once the worker's own lease has run out by the monotonic clock, whoever noticed. */
  assertHeld(): void;
}
