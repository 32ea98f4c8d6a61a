/** A worker's lease as stored, and the reader's clock. All in milliseconds of the monotonic clock. */
export interface LeaseReading {
  readonly leaseUntilMs: number;
  readonly leaseMs: number;
  readonly bootId: string;
}

/**
 * Whether a lease has run out. A lease of another boot has: its processes are gone. So has one that ends more than twice
 * its own length ahead, which only a reading of another boot can make, where boots have no name: the margin is for a
 * beat that is newer than the reader's clock.
 */
export function isExpired(
  lease: LeaseReading,
  clock: { readonly monotonicMs: number; readonly bootId: string },
): boolean {
  return (
    lease.bootId !== clock.bootId ||
    lease.leaseUntilMs <= clock.monotonicMs ||
    lease.leaseUntilMs > clock.monotonicMs + 2 * lease.leaseMs
  );
}
