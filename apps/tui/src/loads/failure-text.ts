/** What went wrong, as a sentence. */
export function failureText(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
