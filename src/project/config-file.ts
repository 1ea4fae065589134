// The config file of a project: found, loaded, and what is wrong with it told with its line.

import { readFile, stat } from "node:fs/promises";
import { basename, extname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { parseJson } from "../bytes/json-escapes.ts";
import { repeatedNames } from "../bytes/json-names.ts";
import { locateJsonError } from "../bytes/json-position.ts";
import { type Issue, PicklejarError } from "../errors.ts";
import { pathText } from "../signature/config-problems.ts";
import { show } from "../text.ts";
import { codeError } from "./code-error.ts";
import type { ProjectConfig } from "./config.ts";
import { displayPath } from "./display-path.ts";
import { offerOwnPackage } from "./own-package.ts";
import { configIssues } from "./validate-config.ts";

const names = ["ts", "mts", "js", "mjs", "json"].map((ending) => `picklejar.config.${ending}`);

/**
 * The config file of a folder; null when it has none.
 *
 * @throws PROJECT_AMBIGUOUS when it has several
 */
export async function findConfigFile(folder: string): Promise<string | null> {
  const found: string[] = [];
  for (const name of names) {
    const file = join(folder, name);
    if (await isFile(file)) found.push(file);
  }
  const [only, ...others] = found;
  if (only === undefined) return null;
  if (others.length === 0) return only;
  throw new PicklejarError("PROJECT_AMBIGUOUS", {
    folder: displayPath(folder),
    count: found.length,
    what: "config files",
    names: found.map((file) => basename(file)).join(", "),
    advice: "Keep one of them, or choose it with --config FILE.",
  });
}

/** Whether a config is a program, and not data. */
export function isCode(file: string): boolean {
  return extname(file) !== ".json";
}

/** A config that was loaded. */
export interface LoadedConfig {
  readonly config: ProjectConfig;
  /** What is wrong with its shape; where there is any, `config` is not what it claims to be. */
  readonly issues: readonly Issue[];
}

/**
 * Loads a config: JSON is read, everything else is run, as Node runs TypeScript and JavaScript.
 *
 * @throws FILE_NOT_FOUND; CONFIG_UNLOADABLE with the line, where there is one
 */
export async function loadConfigFile(file: string): Promise<LoadedConfig> {
  if (!(await isFile(file))) {
    throw new PicklejarError("FILE_NOT_FOUND", { file: displayPath(file), folder: process.cwd() });
  }
  const value = isCode(file) ? await importDefault(file) : await readJsonConfig(file);
  return { config: value as ProjectConfig, issues: configIssues(value) };
}

async function importDefault(file: string): Promise<unknown> {
  offerOwnPackage();
  let module: { readonly default?: unknown };
  try {
    module = await import(pathToFileURL(file).href);
  } catch (error) {
    throw codeError(file, error);
  }
  if (module.default !== undefined) return module.default;
  throw new PicklejarError("CONFIG_UNLOADABLE", {
    file: displayPath(file),
    reason: "it has no default export.",
    advice: "Write `export default defineConfig({ … })`, with defineConfig from picklejar.",
  });
}

async function readJsonConfig(file: string): Promise<unknown> {
  const text = (await readFile(file, "utf8")).replace(/^\ufeff/, "");
  const unloadable = (reason: string, details: object, cause?: unknown): PicklejarError => {
    const advice = "Correct it, or write the config as picklejar.config.ts.";
    const shown = displayPath(file);
    return new PicklejarError(
      "CONFIG_UNLOADABLE",
      { file: shown, reason, advice, ...details },
      { cause },
    );
  };
  let value: unknown;
  try {
    value = parseJson(text);
  } catch (cause) {
    const place = locateJsonError(text);
    if (place === null) throw cause;
    const { line, column, reason } = place;
    throw unloadable(`line ${line}, column ${column}: ${reason}.`, { line, column }, cause);
  }
  const [repeated] = repeatedNames(text, value, 1);
  if (repeated !== undefined) throw unloadable(`${show(pathText(repeated))} is there twice.`, {});
  return value;
}

function isFile(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isFile(),
    () => false,
  );
}
