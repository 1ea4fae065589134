// A project as users of the library load it. What looks into folders and configs is loaded with the first one: most
// programs have a model file.

import type { Project, ProjectOptions } from "./project.ts";

/**
 * Loads a project folder, or a model file by itself. Code is loaded only from a folder's config, or from a config
 * that is named: nothing beside a model file is ever looked at.
 *
 * @param path  a folder or a model file
 * @throws PROJECT_EMPTY, PROJECT_AMBIGUOUS; CONFIG_INVALID, CONFIG_UNLOADABLE; what `loadModel` throws
 */
export async function loadProject(path: string, options: ProjectOptions = {}): Promise<Project> {
  const { openProject } = await import("./project.ts");
  return openProject(path, options);
}
