// The models of test/fixtures/lightgbm, their answers, and the Python objects that hold such models.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { PyGlobal, PyObject, type PyValue } from "../../../src/objects/values.ts";

export interface LightCase {
  readonly file: string;
  readonly objective: string;
  /** null is NaN. */
  readonly rows: readonly (readonly (number | null)[])[];
  /** n × outputs. */
  readonly answers: readonly (readonly number[])[];
}

const folder = join(import.meta.dirname, "../../fixtures/lightgbm");

export const lightCases: readonly LightCase[] = JSON.parse(
  readFileSync(join(folder, "answers.json"), "utf8"),
);

export function lightPath(file: string): string {
  return join(folder, file);
}

export function lightText(file: string): string {
  return readFileSync(lightPath(file), "utf8");
}

export function numberRows({ rows }: LightCase): number[][] {
  return rows.map((row) => row.map((value) => value ?? Number.NaN));
}

/** An object of LightGBM as a pickle holds it. @param name  `LGBMClassifier` */
export function lightObject(name: string, state: Readonly<Record<string, PyValue>>): PyObject {
  const module = name === "Booster" ? "lightgbm.basic" : "lightgbm.sklearn";
  return objectOf(module, name, state);
}

export function objectOf(
  module: string,
  name: string,
  state: Readonly<Record<string, PyValue>>,
): PyObject {
  const object = new PyObject(new PyGlobal(module, name, 0), [], 0);
  object.state = new Map<PyValue, PyValue>(Object.entries(state));
  return object;
}
