/** The one after `current`, and after the last one the first. */
export function nextOf<T>(all: readonly [T, ...T[]], current: T): T {
  return all[(all.indexOf(current) + 1) % all.length] ?? all[0];
}
