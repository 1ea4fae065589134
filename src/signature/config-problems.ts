// What is wrong with a configuration, all of it at once, each with the path of the value that is meant.

import { type Issue, PicklejarError } from "../errors.ts";
import { nearestName, show } from "../text.ts";

/** Codes of issues of a configuration: stable API. */
export type ConfigIssueCode =
  /** A key that there is not. */
  | "CONFIG_KEY"
  /** A value of the wrong kind: a text for a number. */
  | "CONFIG_KIND"
  /** A value that contradicts another one, or the model. */
  | "CONFIG_VALUE";

/** Where a value lies: `["fields", "experience", "min"]`. */
export type ConfigPath = readonly (string | number)[];

/** Where an entry stands, and where its problems go. */
export interface Place {
  readonly path: ConfigPath;
  readonly problems: ConfigProblems;
}

const maxProblems = 100;

/** The problems of one configuration. */
export class ConfigProblems {
  readonly issues: Issue[] = [];

  add(path: ConfigPath, code: ConfigIssueCode, message: string): void {
    if (this.issues.length === maxProblems) return;
    this.issues.push({ path: [...path], code, message: `${pathText(path)} ${message}` });
  }

  /** A key that is none of the known ones, with the nearest of them. */
  addKey(path: ConfigPath, known: readonly string[], what: string): void {
    const nearest = nearestName(String(path.at(-1) ?? ""), known.slice(0, 2000));
    const some = known.slice(0, 12).map((name) => show(name, 40));
    const rest = known.length > some.length ? `, … (${known.length} in all)` : "";
    const advice =
      nearest === null ? `there are ${some.join(", ")}${rest}` : `did you mean ${show(nearest)}?`;
    this.add(path, "CONFIG_KEY", `is no ${what}; ${advice}`);
  }

  /** @throws CONFIG_INVALID when there is a problem */
  check(source = "The model's options"): void {
    const [first] = this.issues;
    if (first === undefined) return;
    throw configError(source, this.issues);
  }
}

/** @param source  the file that the configuration is from, or another name for it */
export function configError(source: string, issues: readonly Issue[]): PicklejarError {
  const first = issues[0]?.message ?? "";
  const count = issues.length === maxProblems ? `${maxProblems} or more` : issues.length;
  const summary = issues.length === 1 ? first : `${count} problems; the first: ${first}`;
  const ended = /[.?!]$/.test(summary) ? summary : `${summary}.`;
  return new PicklejarError("CONFIG_INVALID", { file: source, summary: ended }, { issues });
}

/** `fields.experience.min`, `answer[0].decimals`, `fields["sepal length (cm)"].min`. */
export function pathText(path: ConfigPath): string {
  const text = path.slice(0, 8).map((key) => {
    if (typeof key === "number") return `[${key}]`;
    return /^[\p{L}_$][\p{L}\p{N}_$]*$/u.test(key)
      ? `.${key}`
      : `[${JSON.stringify(show(key, 60))}]`;
  });
  return text.join("").replace(/^\./, "") || "The config";
}
