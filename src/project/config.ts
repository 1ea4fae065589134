// `picklejar.config.ts`: what a project says about its model. Everything is optional.

import type { OwnNames } from "../estimators/own-names.ts";
import type { Limits } from "../limits.ts";
import type { ModelConfig } from "../predict/model-config.ts";
import type { AnswerConfig, ExamplesConfig, FieldsConfig } from "../signature/field-config.ts";

export interface ProjectConfig {
  /** The page's heading. */
  readonly title?: string;
  /** A sentence or two about what the model is for. */
  readonly description?: string;
  /** The model; the only model file of the folder unless told. */
  readonly model?: ModelConfig;
  /** The inputs by name; or in the order of training, for models that know no names. */
  readonly fields?: FieldsConfig;
  /** The answer; a list where the model answers several values. */
  readonly answer?: AnswerConfig | readonly AnswerConfig[];
  /** Records to start from: a list, or by title. The first one fills the page. */
  readonly examples?: ExamplesConfig;
  /** Names in the model file that only your own code knows: `{ "__main__.clean": (text: string) => text.trim() }`. */
  readonly names?: OwnNames;
  /**
   * The prediction log: a file of JSON Lines that keeps what was asked and answered. true is `predictions.jsonl` in
   * the project's folder, which is also what happens unless told; false keeps nothing.
   */
  readonly log?: boolean | string | LogConfig;
  /**
   * Who may look at the monitor: true = everybody who reaches the server, false = nobody; who asks on the server's own
   * machine unless told.
   */
  readonly monitor?: boolean;
  /** What reading the model may cost. */
  readonly limits?: Partial<Limits>;
}

/** A prediction log in more words. */
export interface LogConfig {
  /** `predictions.jsonl` unless told. */
  readonly file?: string;
  /** Whether what was asked and answered is kept, in the log and on the monitor; true unless told. */
  readonly values?: boolean;
}

/**
 * A project's configuration, checked by the editor while it is written.
 *
 * @example
 * import { defineConfig } from "picklejar";
 *
 * export default defineConfig({
 *   title: "Salaries",
 *   fields: { experience: { label: "Years of experience", min: 0, max: 50 } },
 *   answer: { label: "Salary", unit: "$", decimals: 2 },
 * });
 */
export function defineConfig(config: ProjectConfig): ProjectConfig {
  return config;
}
