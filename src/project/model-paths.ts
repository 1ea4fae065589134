// The files that a config names as its model, wherever in it they stand.

import type { FileConfig, FilesConfig, ModelConfig } from "../predict/model-config.ts";
import { isPart, severalFiles } from "../predict/model-config.ts";

/** The same model with other paths. */
export function withPaths(model: ModelConfig, pathOf: (file: string) => string): ModelConfig {
  const moved = (file: FileConfig): FileConfig =>
    typeof file === "string" ? pathOf(file) : { ...file, file: pathOf(file.file) };
  if (typeof model === "string" || "file" in model) return moved(model);
  const files = model.files && movedFiles(model.files, moved);
  if ("steps" in model) return { steps: model.steps.map(moved), ...(files && { files }) };
  return { files: files ?? {} };
}

/** Every file once or more, in the config's order. */
export function filesOf(model: ModelConfig): readonly string[] {
  const several = severalFiles(model);
  if (several !== null) return several.files.map(({ file }) => file);
  if (typeof model === "string") return [model];
  return "file" in model ? [model.file] : [];
}

function movedFiles(files: FilesConfig, moved: (file: FileConfig) => FileConfig): FilesConfig {
  return Object.fromEntries(
    Object.entries(files).map(([role, file]) => {
      if (typeof file === "string") return [role, moved(file)];
      if (isPart(file)) return [role, moved(file)];
      const columns = Object.entries(file).map(([column, each]) => [
        column,
        moved(each as FileConfig),
      ]);
      return [role, Object.fromEntries(columns)];
    }),
  );
}
