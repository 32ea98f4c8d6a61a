import { mkdir, mkdtemp, realpath, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

export interface TemporaryWorkspace extends AsyncDisposable {
  /** The workspace's real path. */
  readonly path: string;
  /** A folder beside it, which nothing in the workspace may reach. */
  readonly outside: string;
}

/** A real folder with the files given, gone at the end of the test. */
export async function temporaryWorkspace(
  files: Readonly<Record<string, string | Uint8Array>> = {},
): Promise<TemporaryWorkspace> {
  const base = await realpath(await mkdtemp(join(tmpdir(), "holdfast-agent-")));
  const path = join(base, "workspace");
  const outside = join(base, "outside");
  await mkdir(path);
  await mkdir(outside);
  for (const [name, content] of Object.entries(files)) {
    await mkdir(dirname(join(path, name)), { recursive: true });
    await writeFile(join(path, name), content);
  }
  return { path, outside, [Symbol.asyncDispose]: () => rm(base, { recursive: true, force: true }) };
}
