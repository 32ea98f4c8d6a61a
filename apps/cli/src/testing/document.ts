import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** The root of the repository, which holds README.md and docs. */
export const repository = fileURLToPath(new URL("../../../../", import.meta.url));

export interface Snippet {
  readonly language: string;
  readonly lines: readonly string[];
  /** `docs/cli.md:12`, for messages. */
  readonly place: string;
}

export interface Page {
  /** From the root of the repository. */
  readonly path: string;
  readonly text: string;
  /** Fenced blocks, in order. */
  readonly snippets: readonly Snippet[];
}

/** What a user reads: README.md and everything under docs. */
export function readPages(): Page[] {
  const docs = readdirSync(`${repository}docs`, { recursive: true, encoding: "utf8" });
  const paths = ["README.md", ...docs.filter((path) => path.endsWith(".md")).map((path) => `docs/${path}`)];
  return paths.toSorted().map((path) => {
    const text = readFileSync(repository + path, "utf8");
    return { path, text, snippets: snippetsOf(path, text) };
  });
}

/** A file to write: a block whose first line is `// name`. Undefined for any other block. */
export function fileOf({ lines }: Snippet): { readonly name: string; readonly text: string } | undefined {
  const name = /^\/\/ ([\w.-]+\.(?:ts|mjs))$/.exec(lines[0] ?? "")?.[1];
  return name === undefined ? undefined : { name, text: `${lines.join("\n")}\n` };
}

function snippetsOf(path: string, text: string): Snippet[] {
  const snippets: Snippet[] = [];
  let open: { language: string; lines: string[]; place: string } | undefined;
  const lines = text.split("\n");
  for (const [index, line] of lines.entries()) {
    const place = `${path}:${index + 1}`;
    const fence = /^\s*```(.*)$/.exec(line)?.[1];
    if (fence === undefined) open?.lines.push(line);
    else if (open) open = void snippets.push(open);
    else open = { language: fence.trim(), lines: [], place };
    // Indented by four spaces it is a block without a language, which is taken for commands.
    if (!open && fence === undefined && /^ {4}\S/.test(line)) snippets.push({ language: "sh", lines: [line], place });
  }
  if (open) throw new Error(`${open.place}: this block is not closed`);
  return snippets;
}

/** Targets of links and images, without those that lead out of the repository. */
export function relativeLinks({ text }: Page): string[] {
  const prose = text.replace(/^\s*```[\s\S]*?^\s*```/gm, "").replace(/`[^`\n]*`/g, "");
  return [...prose.matchAll(/\]\(([^)\s]+)\)/g)]
    .map(([, target = ""]) => target)
    .filter((target) => !/^[a-z]+:/.test(target));
}
