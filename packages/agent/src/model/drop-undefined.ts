/**
 * The value without the members that are undefined, as JSON has no such thing and the AI SDK writes them everywhere.
 * In a list, undefined becomes null, so that the others keep their places. Everything else is left as it is.
 */
export function dropUndefined(value: unknown): unknown {
  if (value === undefined) return null;
  if (Array.isArray(value)) return value.map(dropUndefined);
  if (typeof value !== "object" || value === null || Object.getPrototypeOf(value) !== Object.prototype) return value;
  const members = Object.entries(value).filter(([, member]) => member !== undefined);
  return Object.fromEntries(members.map(([key, member]) => [key, dropUndefined(member)]));
}
