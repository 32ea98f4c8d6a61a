/** A place in one store's event log, as a client sees it: `<epoch>:<seq>`. */
export interface Cursor {
  readonly epoch: string;
  readonly seq: number;
}

export function formatCursor({ epoch, seq }: Cursor): string {
  return `${epoch}:${seq}`;
}

/** Undefined for what is no cursor of any store. */
export function parseCursor(text: string): Cursor | undefined {
  const match = /^(?<epoch>.+):(?<seq>\d{1,15})$/.exec(text)?.groups;
  if (match?.epoch === undefined || match.seq === undefined) return undefined;
  return { epoch: match.epoch, seq: Number(match.seq) };
}
