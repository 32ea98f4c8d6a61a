import { HoldfastError } from "@holdfast/core";
import { z } from "zod";
import { type AgentTool, tool } from "../tool.js";
import { readWorkspaceFile } from "../workspace/workspace-file.js";
import { resolveWorkspacePath } from "../workspace/workspace-path.js";
import { decodeText } from "./text-file.js";

export interface ReadFileOptions {
  /** A larger file is refused. Default: 10 MiB. */
  readonly maxFileBytes?: number;
  /** What one call returns at most, in characters. Default: 64 Ki. */
  readonly maxCharacters?: number;
}

const input = z.object({
  path: z.string().min(1).describe("Path of the file, relative to the workspace"),
  fromLine: z.int().positive().optional().describe("First line to return, from 1"),
  toLine: z.int().positive().optional().describe("Last line to return, inclusive"),
});

/** Reads a text file of the workspace, whole or by lines. */
export function readFile({ maxFileBytes = 10 * 2 ** 20, maxCharacters = 2 ** 16 }: ReadFileOptions = {}): AgentTool {
  return tool({
    name: "readFile",
    description: "Reads a text file of the workspace. Give fromLine and toLine to read a part of a long file.",
    input,
    effects: "none",
    recovery: "read",
    run: async ({ path, fromLine = 1, toLine = Number.POSITIVE_INFINITY }, { workspace }) => {
      const place = await resolveWorkspacePath(workspace, path, "read");
      const { bytes } = await readWorkspaceFile(place, maxFileBytes);
      const lines = decodeText(bytes, place.shown).split("\n");
      // A final line feed ends the last line; it does not start one more.
      if (lines.length > 1 && lines.at(-1) === "") lines[lines.length - 2] += `\n${lines.pop()}`;
      if (fromLine > lines.length || toLine < fromLine) {
        throw new HoldfastError("invalid_input", `${place.shown} has lines 1 to ${lines.length}.`);
      }
      return excerpt(lines, fromLine, Math.min(toLine, lines.length), maxCharacters);
    },
  });
}

/** The lines asked for, or as many whole ones as fit, and a last line that tells where to go on. */
function excerpt(lines: readonly string[], from: number, to: number, maxCharacters: number): string {
  const wanted = lines.slice(from - 1, to);
  let length = 0;
  const kept = wanted.findIndex((line) => (length += line.length + 1) > maxCharacters + 1);
  if (kept === -1) return wanted.join("\n");
  if (kept === 0)
    return `${wanted[0]?.slice(0, maxCharacters)}\n[Cut: line ${from} is longer than ${maxCharacters} characters.]`;
  const text = wanted.slice(0, kept).join("\n");
  return `${text}\n[Cut: the file has ${lines.length} lines. Go on with fromLine ${from + kept}.]`;
}
