/** Where a command prints, and how. */
export interface Terminal {
  readonly json: boolean;
  readonly isTTY: boolean;
  /** A line of the command's answer, for people. Silent under --json. */
  line(text?: string): void;
  /** A line about what is going on, for people; goes to standard error. Silent under --json. */
  note(text: string): void;
  /** The command's answer as data: one JSON document. Silent without --json. */
  data(value: unknown): void;
  /** One event of a command that goes on: a line of NDJSON. Silent without --json. */
  event(value: unknown): void;
}

export function openTerminal(
  json: boolean,
  stdout: NodeJS.WriteStream = process.stdout,
  stderr: NodeJS.WriteStream = process.stderr,
): Terminal {
  const print = (text: string) => void stdout.write(`${text}\n`);
  return {
    json,
    isTTY: stdout.isTTY,
    line: (text = "") => json || print(harmless(text)),
    note: (text) => json || void stderr.write(`${harmless(text)}\n`),
    data: (value) => json && print(JSON.stringify(value, null, 2)),
    event: (value) => json && print(JSON.stringify(value)),
  };
}

/** What agents and models wrote is shown, not obeyed: escape sequences would rewrite the screen. */
function harmless(text: string): string {
  return text.replace(/[^\P{Cc}\n\t]/gu, "·");
}
