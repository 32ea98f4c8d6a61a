export interface TerminalSize {
  readonly columns: number;
  readonly rows: number;
}

/** The size of a terminal; 80×24 where it does not say. */
export function sizeOf(stdout: { readonly columns?: number; readonly rows?: number }): TerminalSize {
  return { columns: stdout.columns || 80, rows: stdout.rows || 24 };
}
