// Shapes that values of a configuration must have: each looks at a value and notes what is wrong with it.

import { show } from "../text.ts";
import type { ConfigPath, ConfigProblems } from "./config-problems.ts";

/** Judges a value. @returns whether it has the shape */
export type Shape = (value: unknown, path: ConfigPath, problems: ConfigProblems) => boolean;

/** A value of which a predicate is true. @param expected  finishes "must be …" */
export function shaped(isShaped: (value: unknown) => boolean, expected: string): Shape {
  return (value, path, problems) => {
    if (isShaped(value)) return true;
    problems.add(path, "CONFIG_KIND", `must be ${expected}; got ${described(value)}`);
    return false;
  };
}

export const aText: Shape = shaped(isText, "a text");
export const aFullText: Shape = shaped((value) => isText(value) && value !== "", "a text");
export const aNumber: Shape = shaped(Number.isFinite, "a number");
export const aBoolean: Shape = shaped((value) => typeof value === "boolean", "true or false");
/** A value as cells of tables have them. */
export const aCell: Shape = shaped(isCell, "one value");

/** @param known  the keys with their shapes */
export function anObject(known: ReadonlyMap<string, Shape>, what: string): Shape {
  return (value, path, problems) => {
    if (!isPlainObject(value)) return noShape(value, path, problems, `an object (${what})`);
    const before = problems.issues.length;
    for (const [key, item] of Object.entries(value)) {
      const shape = known.get(key);
      // A key that is there without a value says nothing, as in `{ title: process.env.TITLE }`.
      if (item === undefined) continue;
      if (shape !== undefined) shape(item, [...path, key], problems);
      else problems.addKey([...path, key], [...known.keys()], what);
    }
    return problems.issues.length === before;
  };
}

/** An object whose keys are names of anything. */
export function aRecord(shape: Shape, what: string): Shape {
  return (value, path, problems) => {
    if (!isPlainObject(value)) return noShape(value, path, problems, what);
    const entries = Object.entries(value);
    return entries.map(([key, item]) => shape(item, [...path, key], problems)).every(Boolean);
  };
}

export function aList(shape: Shape, what: string): Shape {
  return (value, path, problems) => {
    if (!Array.isArray(value)) return noShape(value, path, problems, what);
    return value.map((item, i) => shape(item, [...path, i], problems)).every(Boolean);
  };
}

/** One shape for lists, another one for everything else. */
export function listOr(list: Shape, other: Shape): Shape {
  return (value, path, problems) => (Array.isArray(value) ? list : other)(value, path, problems);
}

/** One shape for texts, another one for everything else. */
export function textOr(other: Shape): Shape {
  return (value, path, problems) => (isText(value) ? aFullText : other)(value, path, problems);
}

export function isPlainObject(value: unknown): value is Readonly<Record<string, unknown>> {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  // Of another realm too, whose Object.prototype is another one.
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

/** A value in a few words. */
export function described(value: unknown): string {
  if (isText(value)) return JSON.stringify(show(value, 40));
  if (typeof value === "function") return "a function";
  if (Array.isArray(value)) return "a list";
  if (typeof value === "object" && value !== null) return "an object";
  return String(value);
}

function isText(value: unknown): value is string {
  return typeof value === "string";
}

function isCell(value: unknown): boolean {
  return value === null || ["string", "number", "bigint", "boolean"].includes(typeof value);
}

function noShape(
  value: unknown,
  path: ConfigPath,
  problems: ConfigProblems,
  expected: string,
): boolean {
  problems.add(path, "CONFIG_KIND", `must be ${expected}; got ${described(value)}`);
  return false;
}
