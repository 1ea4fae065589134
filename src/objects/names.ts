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

const lists = {
  class: classNames,
  function: functionNames,
  estimator: estimatorNames,
  former: formerNames,
} as const;

type ListName = keyof typeof lists;
const listNames = ["class", "function", "estimator", "former"] as const;

/** A line of a list, with the lines that continue it. */
interface Line {
  readonly list: ListName;
  /** The modules; in the list of former names a module and a name. */
  readonly heading: string;
  /** The names, separated by spaces; a public path in the list of former names. */
  readonly words: string;
}

// A file asks for a few modules of hundreds, which are found sooner than a table of all is made. Files that ask for
// very many get the table.
const manyModules = 100;
let searched = 0;
let linesOfModule: ReadonlyMap<string, readonly Line[]> | undefined;

/**
 * What the pair stands for, or null when it is not in the table: then the file that names it is refused.
 *
 * @param module  as the pickle writes it, such as `sklearn.linear_model.base`
 * @param name    as the pickle writes it; a dotted name is never known
 */
export function knownName(module: string, name: string): KnownName | null {
  for (const line of linesOf(module)) {
    const known = knownIn(line, module, name);
    if (known !== null) return known;
  }
  return null;
}

/** The public paths of all known estimators, such as `sklearn.linear_model.LinearRegression`, each once. */
export function* estimatorPaths(): Generator<string> {
  for (const { heading, words } of readLines("estimator")) {
    const [publicModule] = heading.split(" ");
    for (const name of words.split(" ")) yield `${publicModule}.${name}`;
  }
}

function knownIn({ list, heading, words }: Line, module: string, name: string): KnownName | null {
  if (list === "former") return heading === `${module} ${name}` ? estimator(words) : null;
  if (!words.split(" ").includes(name)) return null;
  return list === "estimator" ? estimator(`${heading.split(" ", 1)[0]}.${name}`) : { kind: list };
}

function estimator(publicPath: string): KnownName {
  return { kind: "estimator", publicPath };
}

/** The lines with a module in their heading. */
function linesOf(module: string): readonly Line[] {
  // What separates words is no part of one.
  if (!/^[^\s:]+$/.test(module)) return [];
  if (linesOfModule === undefined && searched++ < manyModules) return searchLines(module);
  linesOfModule ??= makeTable();
  return linesOfModule.get(module) ?? [];
}

function searchLines(module: string): readonly Line[] {
  const found: Line[] = [];
  for (const list of listNames) {
    const text = lists[list];
    let at = text.indexOf(module);
    for (; at >= 0; at = text.indexOf(module, at + module.length)) {
      const [before, after] = [text[at - 1], text[at + module.length]];
      const isWord = (before === "\n" || before === " ") && (after === " " || after === ":");
      const start = text.lastIndexOf("\n", at) + 1;
      // Not among the names, on this line or on one that continues another.
      if (isWord && text[start] !== " " && at < text.indexOf(":", start)) {
        found.push(readLine(list, start));
      }
    }
  }
  return found;
}

function makeTable(): ReadonlyMap<string, readonly Line[]> {
  const table = new Map<string, Line[]>();
  for (const list of listNames) {
    for (const line of readLines(list)) {
      for (const module of line.heading.split(" ")) {
        const lines = table.get(module);
        if (lines === undefined) table.set(module, [line]);
        else lines.push(line);
      }
    }
  }
  return table;
}

/** The lines `heading: words` of a list. */
function* readLines(list: ListName): Generator<Line> {
  const text = lists[list];
  for (let start = 1; start < text.length; start = endOfLine(text, start) + 1) {
    yield readLine(list, start);
  }
}

function readLine(list: ListName, start: number): Line {
  const text = lists[list];
  const line = text.slice(start, endOfLine(text, start)).replaceAll("\n  ", " ");
  const colon = line.indexOf(":");
  return { list, heading: line.slice(0, colon), words: line.slice(colon + 2) };
}

/** Where a line ends, with the indented lines that continue it. */
function endOfLine(text: string, start: number): number {
  let end = text.indexOf("\n", start);
  while (text[end + 1] === " ") end = text.indexOf("\n", end + 1);
  return end;
}
