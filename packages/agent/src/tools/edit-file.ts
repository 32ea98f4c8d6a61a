import { HoldfastError } from "@holdfast/core";
import { z } from "zod";
import { type AgentTool, tool } from "../tool.js";
import { replaceFile } from "../workspace/replace-file.js";
import { hashOf, readWorkspaceFile } from "../workspace/workspace-file.js";
import { resolveWorkspacePath } from "../workspace/workspace-path.js";
import { reconcileWrite, WriteEvidence } from "./file-write.js";
import { decodeText } from "./text-file.js";

export interface EditFileOptions {
  /** A larger file is refused. Default: 10 MiB. */
  readonly maxFileBytes?: number;
}

const input = z.object({
  path: z.string().min(1).describe("Path of the file, relative to the workspace"),
  oldText: z.string().min(1).describe("Exactly the text to replace, with its white space; it must occur once"),
  newText: z.string().describe("The text to put in its place"),
  replaceAll: z.boolean().default(false).describe("Replace every occurrence instead of the only one"),
});
type Edit = z.output<typeof input>;

/** Replaces an exact piece of text in a file of the workspace, atomically. */
export function editFile({ maxFileBytes = 10 * 2 ** 20 }: EditFileOptions = {}): AgentTool {
  async function edited(edit: Edit, workspace: string) {
    const place = await resolveWorkspacePath(workspace, edit.path, "write");
    const { bytes } = await readWorkspaceFile(place, maxFileBytes);
    return { place, before: hashOf(bytes), content: applyEdit(decodeText(bytes, place.shown), edit) };
  }

  return tool({
    name: "editFile",
    description: "Replaces an exact piece of text in a file of the workspace. Read the file first.",
    input,
    effects: "workspace",
    recovery: "reconcile",
    prepare: async (edit, { workspace }) => {
      const { before, content } = await edited(edit, workspace);
      return { before, after: hashOf(content) };
    },
    run: async (edit, { workspace, evidence, guard }) => {
      const { place, before, content } = await edited(edit, workspace);
      const prepared = WriteEvidence.safeParse(evidence);
      if (prepared.success && prepared.data.before !== before) {
        throw new HoldfastError("conflict", `${place.shown} was changed by somebody else meanwhile; read it again.`);
      }
      await replaceFile(place, Buffer.from(content), guard);
      return done(edit);
    },
    reconcile: (edit, context) => reconcileWrite(edit.path, context, done(edit)),
  });
}

function applyEdit(text: string, { path, oldText, newText, replaceAll }: Edit): string {
  const parts = text.split(oldText);
  const occurrences = parts.length - 1;
  if (occurrences === 0) throw new HoldfastError("invalid_input", `oldText does not occur in ${path}.`);
  if (occurrences > 1 && !replaceAll) {
    throw new HoldfastError(
      "invalid_input",
      `oldText occurs ${occurrences} times in ${path}: give more of the text around it, or set replaceAll.`,
    );
  }
  return parts.join(newText);
}

function done({ path }: Edit): string {
  return `Edited ${path}.`;
}
