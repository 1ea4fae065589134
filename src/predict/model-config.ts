// Which file or files are a model, as a project's config says it and `loadModel` takes it.

/** One file, or one part of a file that holds several things. */
export type FileConfig =
  | string
  | {
      /** A path; in a project's config relative to its folder. */
      readonly file: string;
      /** Where a file holds several estimators, which one: `model`, `models.forest`, `0`. */
      readonly part?: string;
    };

/** Several files as one model: what the keys of a dict in one file mean (docs/parts.md). */
export interface FilesConfig {
  readonly [role: string]: FileConfig | { readonly [column: string]: FileConfig };
}

/** Which file or files answer. */
export type ModelConfig =
  | FileConfig
  | {
      /** Transformers in their order, then the one that answers. */
      readonly steps: readonly FileConfig[];
      /** What else belongs to them: labels, names of columns, encoders of columns. */
      readonly files?: FilesConfig;
    }
  | {
      /** By role: `{ scaler: "scaler.pkl", model: "model.pkl", label_encoder: "le.pkl" }`. */
      readonly files: FilesConfig;
    };

/** One file of several, and what it is for. */
export interface PlacedFile {
  /** Keys: `["scaler"]`, `["encoders", "sex"]`. */
  readonly place: readonly string[];
  readonly file: string;
  readonly part?: string;
}

/** Several files in the order in which they are told. */
export interface SeveralFiles {
  readonly files: readonly PlacedFile[];
  /** Keys of the transformers in their order, then of what answers; empty where their order is not told. */
  readonly steps: readonly string[];
}

/** A config of several files as a list; null where it names one file. */
export function severalFiles(config: ModelConfig): SeveralFiles | null {
  if (typeof config === "string" || "file" in config) return null;
  const steps = "steps" in config ? config.steps.map(stepOf) : [];
  const roles = Object.entries(config.files ?? {}).flatMap(([role, files]) =>
    typeof files === "string" || isPart(files)
      ? [placed([role], files)]
      : Object.entries(files).map(([column, file]) => placed([role, column], file)),
  );
  return { files: [...steps, ...roles], steps: steps.map(({ place }) => place[0] ?? "") };
}

/** Steps are known by their files, which are what the config says of them. */
function stepOf(file: FileConfig, position: number, all: readonly FileConfig[]): PlacedFile {
  const name = fileName(file);
  const isRepeated = all.some((other, i) => i < position && fileName(other) === name);
  return placed([isRepeated ? `${name} (${position + 1})` : name], file);
}

function fileName(file: FileConfig): string {
  const path = typeof file === "string" ? file : `${file.file}${file.part ? `: ${file.part}` : ""}`;
  return path.slice(path.lastIndexOf("/") + 1);
}

function placed(place: readonly string[], file: FileConfig): PlacedFile {
  if (typeof file === "string") return { place, file };
  return { place, file: file.file, ...(file.part !== undefined && { part: file.part }) };
}

/** A dict of columns has a column `file` only where that is no text. */
export function isPart(value: object): value is Exclude<FileConfig, string> {
  const keys = Object.keys(value);
  const isKnown = keys.every((key) => key === "file" || key === "part");
  return isKnown && "file" in value && typeof value.file === "string";
}
