// The exact table of names a pickle may hold besides those that our own code builds: estimators, inert classes
// and inert functions. A pair (module, name) is in the table or it is not; there are no prefixes and no patterns.

import { classNames, estimatorNames, formerNames, functionNames } from "./names.generated.ts";

/** What a known pair (module, name) stands for. */
export type KnownName =
  /** An estimator's class; the public path is the same for all versions' modules. */
  | { readonly kind: "estimator"; readonly publicPath: string }
  /** An inert class: its objects stay records, which prediction never uses. */
  | { readonly kind: "class" }
  /** An inert function: it may be named and is never called. */
  | { readonly kind: "function" };

/** Names of one module, separated by spaces, and what each stands for. */
interface Row {
  readonly names: string;
  readonly known: (name: string) => KnownName;
}

const knownClass: KnownName = { kind: "class" };
const knownFunction: KnownName = { kind: "function" };

// Made at the first question, by module only: a file asks for a few dozen of the thousands of names.
let rowsOfModule: ReadonlyMap<string, readonly Row[]> | undefined;

/**
 * What the pair stands for, or null when it is not in the table: then the file that names it is refused.
 *
 * @param module  as the pickle writes it, such as `sklearn.linear_model.base`
 * @param name    as the pickle writes it; a dotted name is never known
 */
export function knownName(module: string, name: string): KnownName | null {
  rowsOfModule ??= makeTable();
  const row = rowsOfModule.get(module)?.find(({ names }) => names.split(" ").includes(name));
  return row?.known(name) ?? null;
}

/** The public paths of all known estimators, such as `sklearn.linear_model.LinearRegression`, each once. */
export function* estimatorPaths(): Generator<string> {
  for (const { heading, words } of readLines(estimatorNames)) {
    const [publicModule] = heading.split(" ");
    for (const name of words.split(" ")) yield `${publicModule}.${name}`;
  }
}

function makeTable(): Map<string, Row[]> {
  const table = new Map<string, Row[]>();
  for (const { heading, words } of readLines(classNames)) {
    addRow(table, heading.split(" "), { names: words, known: () => knownClass });
  }
  for (const { heading, words } of readLines(functionNames)) {
    addRow(table, heading.split(" "), { names: words, known: () => knownFunction });
  }
  for (const { heading, words } of readLines(estimatorNames)) {
    const modules = heading.split(" ");
    const known = (name: string) => estimator(`${modules[0]}.${name}`);
    addRow(table, modules, { names: words, known });
  }
  for (const { heading, words } of readLines(formerNames)) {
    const [module = "", name = ""] = heading.split(" ");
    addRow(table, [module], { names: name, known: () => estimator(words) });
  }
  return table;
}

function addRow(table: Map<string, Row[]>, modules: readonly string[], row: Row): void {
  for (const module of modules) {
    const rows = table.get(module);
    if (rows === undefined) table.set(module, [row]);
    else rows.push(row);
  }
}

function estimator(publicPath: string): KnownName {
  return { kind: "estimator", publicPath };
}

/** The lines `heading: words` of a generated list; an indented line continues the one before. */
function readLines(list: string): { heading: string; words: string }[] {
  const whole = list.slice(1, -1).replaceAll("\n  ", " ").split("\n");
  return whole.map((line) => {
    const colon = line.indexOf(":");
    return { heading: line.slice(0, colon), words: line.slice(colon + 2) };
  });
}
