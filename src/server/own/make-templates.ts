// The templates of an app: those of a folder, with the names of its routes for `url_for`.

import type { Templates } from "../../templates/templates.ts";

export function makeTemplates(
  _folder: string,
  _endpoints: ReadonlyMap<string, string>,
): Templates | null {
  return null;
}
