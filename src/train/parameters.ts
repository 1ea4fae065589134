// Constructor parameters: scikit-learn's names in camelCase, checked, with the defaults of the version that a model
// is written for.

import { PicklejarError } from "../errors.ts";
import type { PyValue } from "../objects/values.ts";
import { PyFloat } from "../objects/values.ts";
import { nearestName, show } from "../text.ts";
import { type Dialect, newestDialect, sklearnVersion } from "./dialect.ts";
import { parameterTables } from "./parameters.generated.ts";
import { pyGlobal, pyTuple } from "./python.ts";

/** A class of scikit-learn: `linear_model.Ridge` → where it lives, and its parameters with defaults. */
export interface PythonClass {
  /** `linear_model.Ridge`. */
  readonly path: string;
  readonly name: string;
  /** `sklearn.linear_model._ridge`. */
  readonly module: string;
}

export function pythonClass(path: string): PythonClass {
  const module = parameterTables[path]?.["module"];
  if (typeof module !== "string") throw new TypeError(`scripts/train/params.py lacks ${path}`);
  return { path, module, name: path.slice(path.lastIndexOf(".") + 1) };
}

/** `n_estimators` → `nEstimators`; `C` stays. */
export function camelCase(name: string): string {
  return name.replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}

/** The parameters of a class in a version, as Python's constructor would set them. */
export function defaultParameters(python: PythonClass, dialect: Dialect): Map<string, PyValue> {
  const tables = parameterTables[python.path] ?? {};
  const table = tables["*"] ?? tables[sklearnVersion(dialect)];
  const pairs = table as readonly (readonly [string, unknown])[];
  return new Map(pairs.map(([name, value]) => [name, defaultValue(value)]));
}

/**
 * All parameters of a class as a file of the dialect holds them: the caller's over the defaults. A parameter of
 * another version is left out where the dialect has none of that name.
 */
export function pythonParameters(
  python: PythonClass,
  given: Readonly<Record<string, unknown>>,
  dialect: Dialect,
  convert: (value: unknown) => PyValue | undefined,
): Map<string, PyValue> {
  const parameters = defaultParameters(python, dialect);
  for (const [name, standard] of parameters) {
    const value = given[camelCase(name)];
    if (value !== undefined) parameters.set(name, parameterValue(value, standard, convert));
  }
  return parameters;
}

/** What a class of ours honours; names of scikit-learn that change nothing here are taken anyway. */
const withoutEffect: ReadonlySet<string> = new Set(["copy", "copyX", "nJobs", "verbose"]);

/**
 * @param honoured  the parameters that have their meaning here
 * @throws TRAIN_PARAMETER for a name that the class has in no version, for one that would be ignored, and for a
 *   value of another kind than a number or boolean
 */
export function checkParameterNames(
  python: PythonClass,
  given: object,
  honoured: readonly string[],
): void {
  const tables = Object.entries(parameterTables[python.path] ?? {});
  const known = new Set(
    tables
      .filter(([version]) => version !== "module")
      .flatMap(([, table]) =>
        (table as readonly (readonly [string])[]).map(([name]) => camelCase(name)),
      ),
  );
  for (const [name, value] of Object.entries(given)) {
    if (honoured.includes(name)) {
      checkKind(python, name, value);
      continue;
    }
    if (known.has(name) && withoutEffect.has(name)) continue;
    const isKnown = known.has(name);
    throw new PicklejarError("TRAIN_PARAMETER", {
      className: python.name,
      parameter: show(name),
      reason: isKnown ? "it has no effect here" : `${python.name} has no such parameter`,
      advice: isKnown ? `These have: ${honoured.join(", ")}.` : didYouMean(name, known),
    });
  }
}

/** "5" for a number would be put together with others as a text, and null count as 0. @throws TRAIN_PARAMETER */
function checkKind(python: PythonClass, name: string, value: unknown): void {
  const defaults = defaultParameters(python, newestDialect);
  const standard = [...defaults].find(([own]) => camelCase(own) === name)?.[1];
  const isNumber = standard instanceof PyFloat || typeof standard === "number";
  const kind = isNumber ? "number" : typeof standard;
  // Where the default is a word, null or a pair, other kinds may stand too.
  if (value === undefined || (kind !== "number" && kind !== "boolean")) return;
  if (typeof value === kind || (name === "maxFeatures" && isFeatureChoice(value))) return;
  if (value === null && canBeNone.has(name)) return;
  throw new PicklejarError("TRAIN_PARAMETER", {
    className: python.name,
    parameter: show(name),
    reason: `it is no ${kind}`,
    advice: `Give a ${kind}, or leave it out for the default.`,
  });
}

/** Numbers that may be null as well: no limit, no rows set aside, no end before the last pass. */
const canBeNone: ReadonlySet<string> = new Set(["maxLeafNodes", "validationFraction", "tol"]);

/** "sqrt", "log2", or null for all of them. */
function isFeatureChoice(value: unknown): boolean {
  return value === null || typeof value === "string";
}

function didYouMean(name: string, known: ReadonlySet<string>): string {
  const close = nearestName(name, known);
  return close === null ? `It has ${[...known].join(", ")}.` : `Did you mean ${close}?`;
}

function parameterValue(
  value: unknown,
  standard: PyValue,
  convert: (value: unknown) => PyValue | undefined,
): PyValue {
  if (typeof value === "number") {
    const isWhole = Number.isSafeInteger(value) && !(standard instanceof PyFloat);
    return isWhole ? value : new PyFloat(value);
  }
  if (value === null || typeof value === "string" || typeof value === "boolean") return value;
  const converted = convert(value);
  if (converted !== undefined) return converted;
  if (Array.isArray(value))
    return pyTuple(...value.map((item) => parameterValue(item, null, convert)));
  throw new TypeError("a parameter's value has no form in Python");
}

function defaultValue(value: unknown): PyValue {
  if (typeof value !== "object" || value === null) return value as PyValue;
  const [[kind, content] = []] = Object.entries(value);
  if (kind === "int") return content as number;
  if (kind === "float") return new PyFloat(Number(String(content).replace("inf", "Infinity")));
  if (kind === "tuple") return pyTuple(...(content as unknown[]).map(defaultValue));
  if (kind === "list") return (content as unknown[]).map(defaultValue);
  const path = String(content);
  const dot = path.lastIndexOf(".");
  return pyGlobal(path.slice(0, dot), path.slice(dot + 1));
}
