import { HoldfastError, type Json, type ReconcileVerdict, type ToolContext } from "@holdfast/core";
import { z } from "zod";
import { removeLeftovers } from "../workspace/temporary-file.js";
import { hashWorkspaceFile } from "../workspace/workspace-file.js";
import { WorkspaceFolder } from "../workspace/workspace-folder.js";
import { resolveWorkspacePath } from "../workspace/workspace-path.js";

/** What is recorded with the intent of a write: the hashes of the file before it and after it; null is no file. */
export const WriteEvidence = z.object({ before: z.string().nullable(), after: z.string() });
export type WriteEvidence = z.infer<typeof WriteEvidence>;

/**
 * Tells from the file itself whether an interrupted write happened. A write is atomic, so the file is as it was, as it
 * was meant to be, or somebody else has changed it since.
 */
export async function reconcileWrite(path: string, context: ToolContext, done: Json): Promise<ReconcileVerdict> {
  const evidence = WriteEvidence.safeParse(context.evidence);
  if (!evidence.success) return "unknown";
  try {
    const place = await resolveWorkspacePath(context.workspace, path, "write");
    const now = await hashWorkspaceFile(place);
    await removeLeftoversBeside(place);
    if (now === evidence.data.after) return { status: "applied", result: done };
    return now === evidence.data.before ? "absent" : "unknown";
  } catch (error) {
    // Something else stands where the file was.
    if (HoldfastError.is(error, "path_outside_workspace", "invalid_input")) return "unknown";
    throw error;
  }
}

async function removeLeftoversBeside(place: Parameters<typeof WorkspaceFolder.parentOf>[0]): Promise<void> {
  try {
    await using folder = await WorkspaceFolder.parentOf(place);
    await removeLeftovers(folder);
  } catch (error) {
    if (!HoldfastError.is(error, "not_found")) throw error;
  }
}
