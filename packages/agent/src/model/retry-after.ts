/**
 * How long the server asks to wait: OpenAI's `retry-after-ms`, or `Retry-After` in seconds or as an HTTP date.
 *
 * @param now milliseconds since the epoch
 */
export function retryAfterMs(headers: Readonly<Record<string, string>> | undefined, now: number): number | undefined {
  const milliseconds = numberIn(headers?.["retry-after-ms"]);
  if (milliseconds !== undefined) return milliseconds;
  const value = headers?.["retry-after"];
  const seconds = numberIn(value);
  if (seconds !== undefined) return seconds * 1000;
  const date = Date.parse(value ?? "");
  return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}

function numberIn(value: string | undefined): number | undefined {
  return value !== undefined && /^\d+(?:\.\d+)?$/.test(value.trim()) ? Number(value) : undefined;
}
