import { z } from "zod";
import { type AgentTool, tool } from "../tool.js";
import { walkWorkspace } from "../workspace/walk-workspace.js";
import { resolveWorkspacePath } from "../workspace/workspace-path.js";
import { pathFilter } from "./path-filter.js";

export interface ListFilesOptions {
  /** How many paths one call returns at most. Default: 1,000. */
  readonly maxFiles?: number;
}

const input = z.object({
  path: z.string().default(".").describe("The folder to list, relative to the workspace"),
  pattern: z
    .string()
    .max(256)
    .optional()
    .describe("A glob: `*.ts` matches by name in any folder, `src/**/*.ts` by path from the folder listed"),
  recursive: z.boolean().default(true).describe("List folders below too"),
});

/** Lists files of the workspace; `.git`, `.holdfast` and `node_modules` are left out. */
export function listFiles({ maxFiles = 1000 }: ListFilesOptions = {}): AgentTool {
  return tool({
    name: "listFiles",
    description: "Lists files of the workspace, one path a line. Leaves out .git and node_modules.",
    input,
    effects: "none",
    recovery: "read",
    run: async ({ path, pattern, recursive }, { workspace, signal }) => {
      const start = await resolveWorkspacePath(workspace, path, "read");
      const matches = pathFilter(start, pattern);
      const lines: string[] = [];
      for await (const { path: found, kind } of walkWorkspace(start, recursive)) {
        signal.throwIfAborted();
        // In a recursive listing, a folder shows by what is in it.
        if ((kind === "folder" && recursive) || !matches(found)) continue;
        if (lines.length === maxFiles) {
          lines.push(`[More than ${maxFiles} files: narrow the path or the pattern.]`);
          break;
        }
        lines.push(kind === "folder" ? `${found}/` : kind === "symlink" ? `${found} (symlink)` : found);
      }
      return lines.length === 0
        ? `No files in ${start.shown}${pattern === undefined ? "" : ` match ${pattern}`}.`
        : lines.join("\n");
    },
  });
}
