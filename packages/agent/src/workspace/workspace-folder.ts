import { existsSync } from "node:fs";
import { constants, type FileHandle, lstat, mkdir, open, readdir } from "node:fs/promises";
import { join } from "node:path";
import { HoldfastError } from "@holdfast/core";
import { outside, type WorkspacePath } from "./workspace-path.js";

const { O_RDONLY, O_DIRECTORY, O_NOFOLLOW } = constants;

// Where the kernel offers it, names are resolved from the open folder itself (what openat does): whatever is renamed
// or linked on the way to it afterwards, an operation hits the folder that was checked. Elsewhere they are resolved
// from its path, which leaves a moment between check and use to a command that runs at the same time.
const anchored = process.platform === "linux" && existsSync("/proc/self/fd");

/** An open folder of a workspace, reached from the workspace's root without passing a symlink. */
export class WorkspaceFolder implements AsyncDisposable {
  readonly #handle: FileHandle;
  readonly #path: string;
  /** The folder's path in the workspace, for messages. */
  readonly #shown: string;

  private constructor(handle: FileHandle, path: string, shown: string) {
    this.#handle = handle;
    this.#path = path;
    this.#shown = shown;
  }

  /**
   * @param options.create makes missing folders, after asking `guard` whether this worker may still act.
   * @throws {HoldfastError} `not_found`, `invalid_input` when a file is in the way, `path_outside_workspace` when a
   * symlink has taken a folder's place since the path was resolved.
   */
  static async open(
    root: string,
    names: readonly string[],
    options: { readonly create?: { guard: () => void } } = {},
  ): Promise<WorkspaceFolder> {
    let folder = new WorkspaceFolder(await open(root, O_RDONLY | O_DIRECTORY | O_NOFOLLOW), root, ".");
    for (const name of names) {
      await using parent = folder;
      if (options.create !== undefined) await parent.#make(name, options.create.guard);
      folder = await parent.child(name);
    }
    return folder;
  }

  /** Opens the folder that holds the place. */
  static parentOf(
    place: WorkspacePath,
    options: { readonly create?: { guard: () => void } } = {},
  ): Promise<WorkspaceFolder> {
    return WorkspaceFolder.open(place.root, place.names.slice(0, -1), options);
  }

  /** A path for one file operation on `name` in this folder; valid while the folder is open. */
  at(name: string): string {
    return anchored ? `/proc/self/fd/${this.#handle.fd}/${name}` : join(this.#path, name);
  }

  async child(name: string): Promise<WorkspaceFolder> {
    const shown = this.#shown === "." ? name : `${this.#shown}/${name}`;
    try {
      const handle = await open(this.at(name), O_RDONLY | O_DIRECTORY | O_NOFOLLOW);
      return new WorkspaceFolder(handle, join(this.#path, name), shown);
    } catch (error) {
      throw await this.#explain(error as NodeJS.ErrnoException, name, shown);
    }
  }

  /** What the folder holds, sorted by name. */
  async entries() {
    const entries = await readdir(anchored ? `/proc/self/fd/${this.#handle.fd}` : this.#path, { withFileTypes: true });
    return entries.sort((a, b) => (a.name < b.name ? -1 : 1));
  }

  /** Makes renames and new entries in this folder durable. */
  async sync(): Promise<void> {
    await this.#handle.sync();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#handle.close();
  }

  async #make(name: string, guard: () => void): Promise<void> {
    const present = await lstat(this.at(name)).catch(() => undefined);
    if (present !== undefined) return;
    guard();
    await mkdir(this.at(name)).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== "EEXIST") throw error;
    });
    await this.sync();
  }

  async #explain(error: NodeJS.ErrnoException, name: string, shown: string): Promise<unknown> {
    if (error.code === "ENOENT")
      return new HoldfastError("not_found", `There is no folder ${shown}.`, { details: { path: shown } });
    if (error.code !== "ELOOP" && error.code !== "ENOTDIR") return error;
    const found = await lstat(this.at(name)).catch(() => undefined);
    if (found?.isSymbolicLink()) return outside(shown, "a symlink took its place");
    return new HoldfastError("invalid_input", `${shown} is not a folder.`, { details: { path: shown } });
  }
}
