/** One line of a documented shell session. */
export type ShellLine =
  | { readonly kind: "command"; readonly text: string; readonly ends: number | "interrupted" }
  | { readonly kind: "export"; readonly names: readonly string[] }
  | { readonly kind: "script"; readonly name: string }
  | { readonly kind: "fetch"; readonly url: string };

/**
 * What a line says, and how it is to end: with 0, with the number that its comment begins with, or when it is
 * interrupted. Undefined for an empty line.
 *
 * @throws for a line that no test would run.
 */
export function shellLine(line: string): ShellLine | undefined {
  const [, text = "", comment = ""] = /^(.*?)(?:(?:^|\s+)#\s*(.*))?$/.exec(line.trim()) ?? [];
  if (text === "") return undefined;
  if (text.startsWith("export ")) {
    return { kind: "export", names: [...text.matchAll(/(\w+)=\S+/g)].map(([, name = ""]) => name) };
  }
  const script = /^(?:npx -y pnpm@12|pnpm)(?: -\S+)* (\w[\w:-]*)/.exec(text)?.[1];
  if (script !== undefined) return { kind: "script", name: script };
  const url = /^curl -f (\S+)$/.exec(text)?.[1];
  if (url !== undefined) return { kind: "fetch", url };
  if (!/^(?:[A-Z_]+=\S+ )*(?:holdfast|node) /.test(text)) throw new Error(`no test runs this line: ${line}`);
  const code = /^(\d+)\b/.exec(comment)?.[1];
  return {
    kind: "command",
    text,
    ends: comment.startsWith("until interrupted") ? "interrupted" : Number(code ?? 0),
  };
}
