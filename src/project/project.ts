// A project: a folder with a model, or one model file; what its config says, and what else of it is served.

import type { Limits } from "../limits.ts";
import type { LoadedModel } from "../predict/model.ts";
import type { ProjectConfig } from "./config.ts";

export interface ProjectOptions {
  /** A config file, instead of the one in the folder; for a model file, whose folder is never looked into, the only way to one. */
  readonly config?: string;
  /** Budgets that differ from the defaults; they win over the config's. */
  readonly limits?: Partial<Limits>;
}

/** What is served. Paths are absolute. */
export interface Project {
  /** The project's folder; the folder of the file where a file is served. */
  readonly root: string;
  /** Whether a folder is served; of a file's folder nothing else is used. */
  readonly isFolder: boolean;
  readonly model: LoadedModel;
  readonly title: string | null;
  readonly description: string | null;
  /** What the config file says; null where there is none. */
  readonly config: ProjectConfig | null;
  readonly configFile: string | null;
  /** Code of the project that was loaded: the config file, where it is a program. */
  readonly codeFiles: readonly string[];
  /** The files that the model was made from. */
  readonly modelFiles: readonly string[];
  /** `templates/`, where a folder is served that has one. */
  readonly templates: string | null;
  /** `static/`, likewise. */
  readonly static: string | null;
  /** Where the prediction log belongs; null where none is wanted. */
  readonly log: ProjectLog | null;
}

export interface ProjectLog {
  readonly file: string;
  /** Whether the config asks for it: then a log that cannot be written is an error, else a remark. */
  readonly isAsked: boolean;
}
