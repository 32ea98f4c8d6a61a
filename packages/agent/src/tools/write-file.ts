import { z } from "zod";
import { type AgentTool, tool } from "../tool.js";
import { replaceFile } from "../workspace/replace-file.js";
import { hashOf, hashWorkspaceFile } from "../workspace/workspace-file.js";
import { resolveWorkspacePath } from "../workspace/workspace-path.js";
import { reconcileWrite } from "./file-write.js";

const input = z.object({
  path: z.string().min(1).describe("Path of the file, relative to the workspace"),
  content: z.string().describe("The whole content of the file"),
});

/** Creates or replaces a file of the workspace, atomically; missing folders are made. */
export function writeFile(): AgentTool {
  return tool({
    name: "writeFile",
    description: "Creates a file of the workspace, or replaces its whole content. Missing folders are made.",
    input,
    effects: "workspace",
    recovery: "reconcile",
    prepare: async ({ path, content }, { workspace }) => {
      const place = await resolveWorkspacePath(workspace, path, "write");
      return { before: await hashWorkspaceFile(place), after: hashOf(content) };
    },
    run: async ({ path, content }, { workspace, guard }) => {
      await replaceFile(await resolveWorkspacePath(workspace, path, "write"), Buffer.from(content), guard);
      return done(path, content);
    },
    reconcile: ({ path, content }, context) => reconcileWrite(path, context, done(path, content)),
  });
}

function done(path: string, content: string): string {
  return `Wrote ${Buffer.byteLength(content)} bytes to ${path}.`;
}
