import { HoldfastError } from "@holdfast/core";
import { z } from "zod";
import { type AgentTool, tool } from "../tool.js";
import { walkWorkspace, type WalkedEntry } from "../workspace/walk-workspace.js";
import { readFileIn } from "../workspace/workspace-file.js";
import { resolveWorkspacePath } from "../workspace/workspace-path.js";
import { lineMatcher, literal } from "./line-matcher.js";
import { pathFilter } from "./path-filter.js";
import { textIn } from "./text-file.js";

export interface SearchOptions {
  /** How many lines one call returns at most. Default: 200. */
  readonly maxMatches?: number;
  /** Longer lines are cut. Default: 300 characters. */
  readonly maxLineLength?: number;
  /** Larger files are skipped. Default: 2 MiB. */
  readonly maxFileBytes?: number;
}

/** How long a pattern may take on one file. */
const matchTimeoutMs = 2_000;

const input = z.object({
  pattern: z.string().min(1).describe("What to look for in each line: a JavaScript regular expression"),
  literal: z.boolean().default(false).describe("Take the pattern as plain text"),
  ignoreCase: z.boolean().default(false),
  path: z.string().default(".").describe("The folder to search, relative to the workspace"),
  files: z.string().max(256).optional().describe("Only files that match this glob, such as `*.ts`"),
});

/** Searches the text files of the workspace line by line; `.git`, `.holdfast` and `node_modules` are left out. */
export function search(options: SearchOptions = {}): AgentTool {
  const { maxMatches = 200, maxLineLength = 300, maxFileBytes = 2 * 2 ** 20 } = options;
  return tool({
    name: "search",
    description: "Searches the text files of the workspace. Answers with path:line: text, one match a line.",
    input,
    effects: "none",
    recovery: "read",
    run: async (query, { workspace, signal }) => {
      const start = await resolveWorkspacePath(workspace, query.path, "read");
      const matches = pathFilter(start, query.files);
      const source = query.literal ? literal(query.pattern) : query.pattern;
      const match = lineMatcher(source, { ignoreCase: query.ignoreCase, timeoutMs: matchTimeoutMs });

      const found: string[] = [];
      for await (const entry of walkWorkspace(start, true)) {
        signal.throwIfAborted();
        if (entry.kind !== "file" || !matches(entry.path)) continue;
        const lines = (await textOf(entry, maxFileBytes))?.split("\n") ?? [];
        for (const index of match(lines)) {
          if (found.length === maxMatches)
            return [...found, `[More than ${maxMatches} matches: narrow the search.]`].join("\n");
          found.push(`${entry.path}:${index + 1}: ${cut(lines[index]?.trimEnd() ?? "", maxLineLength)}`);
        }
      }
      return found.length === 0 ? "No matches." : found.join("\n");
    },
  });
}

/** Undefined for a file that is no text, too large, or gone since it was listed. */
async function textOf({ folder, name, path }: WalkedEntry, maxFileBytes: number): Promise<string | undefined> {
  try {
    return textIn((await readFileIn(folder, name, path, maxFileBytes)).bytes);
  } catch (error) {
    if (HoldfastError.is(error, "limit_reached", "not_found", "path_outside_workspace", "invalid_input"))
      return undefined;
    throw error;
  }
}

function cut(line: string, maxLength: number): string {
  return line.length <= maxLength ? line : `${line.slice(0, maxLength)}…`;
}
