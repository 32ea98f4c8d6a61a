import { HoldfastError, type Control, type Project, type Store } from "@holdfast/core";

/** The project whose agents work in a folder, made when there is none. */
export async function projectOfFolder(
  control: Control,
  store: Store,
  folder: string,
  name: string,
): Promise<{ readonly project: Project; readonly created: boolean }> {
  const find = async () => (await store.projects.projects()).find(({ root }) => root === folder);
  const existing = await find();
  if (existing) return { project: existing, created: false };
  try {
    return { project: await control.createProject({ name, root: folder }), created: true };
  } catch (error) {
    // Another command in the same folder may have been quicker.
    const other = HoldfastError.is(error, "already_exists") ? await find() : undefined;
    if (other) return { project: other, created: false };
    throw error;
  }
}
