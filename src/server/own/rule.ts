// One rule of an app's own routes, as Flask writes them: `/hi`, `/<name>`, `/user/<int:id>`, `/files/<path:rest>`,
// and as Express does: `/:name`.

import { PicklejarError } from "../../errors.ts";

/** A value of a path: numbers for `int` and `float`, texts for the others. */
export type PathValue = string | number;

/** The values of a path by name, typed by the rule: `PathParams<"/<int:id>">` is `{ id: number }`. */
export type PathParams<Path extends string> = string extends Path
  ? Readonly<Record<string, PathValue>>
  : { readonly [Variable in PathVariable<Path> as NameOf<Variable>]: ValueOf<Variable> };

type PathVariable<Path extends string> = Path extends `${infer Segment}/${infer Rest}`
  ? VariableIn<Segment> | PathVariable<Rest>
  : VariableIn<Path>;

type VariableIn<Segment extends string> = Segment extends `:${infer Name}`
  ? Name
  : Segment extends `${string}<${infer Variable}>${infer Rest}`
    ? Variable | VariableIn<Rest>
    : never;

type NameOf<Variable extends string> = Variable extends `${string}:${infer Name}` ? Name : Variable;

type ValueOf<Variable extends string> = Variable extends `${"int" | "float"}:${string}`
  ? number
  : string;

interface Converter {
  readonly pattern: string;
  /** Rules with lighter variables are tried first. */
  readonly weight: number;
  /** The value of a text that matched; null where it is none after all. */
  readonly read: (text: string) => PathValue | null;
}

const asText = (text: string): string => text;

/** @see werkzeug/routing/converters.py */
const converters: ReadonlyMap<string, Converter> = new Map([
  ["string", { pattern: "[^/]+", weight: 100, read: asText }],
  ["int", { pattern: "\\d+", weight: 50, read: readInteger }],
  ["float", { pattern: "\\d+\\.\\d+", weight: 50, read: Number }],
  ["path", { pattern: "[^/].*?", weight: 200, read: asText }],
  [
    "uuid",
    { pattern: "[\\da-fA-F]{8}(?:-[\\da-fA-F]{4}){3}-[\\da-fA-F]{12}", weight: 100, read: asText },
  ],
]);

/** What stands between two slashes, for sorting: `[0]` for a fixed text, else its variables' weights. */
type SegmentWeight = readonly number[];

export interface Rule {
  readonly path: string;
  readonly pattern: RegExp;
  readonly variables: readonly { readonly name: string; readonly read: Converter["read"] }[];
  /** Whether the path has no variables. */
  readonly isFixed: boolean;
  readonly weights: readonly SegmentWeight[];
}

const variable = /<(?:([a-z]+)(?:\(([^()]*)\))?:)?([A-Za-z_]\w*)>|(?<=\/):([A-Za-z_]\w*)/g;

/** @throws USAGE for what is no rule */
export function parseRule(path: string): Rule {
  if (!path.startsWith("/")) throw wrong(path, "it does not begin with a slash");
  const names = new Set<string>();
  const variables: { name: string; read: Converter["read"] }[] = [];
  const weights: number[][] = [[]];
  let pattern = "";
  let end = 0;
  const addText = (text: string): void => {
    if (/[<>]/.test(text)) throw wrong(path, "a < or > stands alone in it");
    pattern += text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
    const [first = "", ...others] = text.split("/");
    if (first !== "") weights.at(-1)?.push(0);
    for (const segment of others) weights.push(segment === "" ? [] : [0]);
  };
  for (const match of path.matchAll(variable)) {
    addText(path.slice(end, match.index));
    const [whole, kind = "string", argument, angled, colon] = match;
    const name = angled ?? colon ?? "";
    if (names.has(name)) throw wrong(path, `${name} occurs twice in it`);
    const converter = converterOf(kind, argument);
    if (converter === null) throw wrong(path, `it holds the unknown kind ${kind}`);
    names.add(name);
    variables.push({ name, read: converter.read });
    pattern += `(${converter.pattern})`;
    weights.at(-1)?.push(converter.weight);
    end = match.index + whole.length;
  }
  addText(path.slice(end));
  return {
    path,
    pattern: new RegExp(`^${pattern}$`, "u"),
    variables,
    isFixed: variables.length === 0,
    weights,
  };
}

/** The values of a decoded path; null where the rule does not fit. */
export function matchRule(rule: Rule, path: string): Map<string, PathValue> | null {
  const match = rule.pattern.exec(path);
  if (match === null) return null;
  const values = new Map<string, PathValue>();
  for (const [i, { name, read }] of rule.variables.entries()) {
    const value = read(match[i + 1] ?? "");
    if (value === null) return null;
    values.set(name, value);
  }
  return values;
}

/**
 * Which of two rules is tried first: fixed texts before variables, numbers before texts, texts before whole paths,
 * from left to right; then the longer one.
 */
export function compareRules(a: Rule, b: Rule): number {
  const length = Math.max(a.weights.length, b.weights.length);
  for (let i = 0; i < length; i++) {
    const left = a.weights[i];
    const right = b.weights[i];
    if (left === undefined || right === undefined) break;
    const difference = segmentWeight(left) - segmentWeight(right);
    if (difference !== 0) return difference;
  }
  return b.weights.length - a.weights.length;
}

// `v<int:x>` is more particular than `<int:x>`: every fixed text counts a little.
function segmentWeight(weights: SegmentWeight): number {
  const fixed = weights.filter((weight) => weight === 0).length;
  const sum = weights.reduce((total, weight) => total + weight, 0);
  return sum === 0 ? 0 : sum - Math.min(fixed, 9);
}

function converterOf(kind: string, argument: string | undefined): Converter | null {
  if (kind !== "any") return argument === undefined ? (converters.get(kind) ?? null) : null;
  const words = (argument ?? "").split(",").map((word) => word.trim());
  if (words.some((word) => !/^[\w.-]+$/.test(word))) return null;
  const pattern = words.map((word) => word.replaceAll(".", "\\.").replaceAll("-", "\\-"));
  return { pattern: pattern.join("|"), weight: 100, read: asText };
}

// Beyond 2^53 the number would not be the one that was asked for.
function readInteger(text: string): number | null {
  const value = Number(text);
  return Number.isSafeInteger(value) ? value : null;
}

function wrong(path: string, why: string): PicklejarError {
  return new PicklejarError("USAGE", {
    reason: `${path} is no route: ${why}.`,
    advice: 'Write paths such as "/hi", "/<name>", "/<int:id>" or "/:name".',
  });
}
