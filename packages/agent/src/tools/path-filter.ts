import picomatch from "picomatch";
import type { WorkspacePath } from "../workspace/workspace-path.js";

/** Tells whether a path of the workspace matches a glob that is relative to `start`; no glob matches everything. */
export function pathFilter(start: WorkspacePath, glob: string | undefined): (path: string) => boolean {
  if (glob === undefined) return () => true;
  // A pattern without a slash is about names. Extended globs are off: they can be made to match in exponential time.
  const matches = picomatch(glob, { dot: true, noextglob: true, basename: !glob.includes("/") });
  const skip = start.names.map((name) => `${name}/`).join("").length;
  return (path) => matches(path.slice(skip));
}
