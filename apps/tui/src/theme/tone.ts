/** What a piece of text means to the reader; a theme says how that looks. */
export const tones = ["plain", "strong", "dim", "faint", "accent", "key", "good", "info", "warn", "bad"] as const;
export type Tone = (typeof tones)[number];

/** A piece of a line. Any text is safe here: it is made printable when it is painted. */
export interface Span {
  readonly text: string;
  readonly tone?: Tone | undefined;
  /** Exactly this many columns: cut or filled. Default: as long as the text is. */
  readonly width?: number | undefined;
  readonly align?: "left" | "right" | undefined;
}
