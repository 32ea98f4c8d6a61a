const units = ["", "k", "M", "G", "T"];

/** A count in at most four columns: `999`, `1.2k`, `48k`, `3.4M`. */
export function compact(count: number): string {
  let value = count;
  let unit = 0;
  while (Math.round(value) >= 1_000 && unit < units.length - 1) {
    value /= 1_000;
    unit += 1;
  }
  const digits = unit === 0 ? String(Math.round(value)) : value < 9.95 ? value.toFixed(1) : String(Math.round(value));
  return digits + units[unit];
}

/** Micro-dollars as dollars; cents, and more digits only where cents would show nothing. */
export function dollars(microUsd: number): string {
  const usd = microUsd / 1_000_000;
  return usd !== 0 && usd < 0.1 ? `$${Number(usd.toFixed(4))}` : `$${usd.toFixed(2)}`;
}

export function plural(count: number, noun: string): string {
  return `${count.toLocaleString("en-US")} ${noun}${count === 1 ? "" : "s"}`;
}
