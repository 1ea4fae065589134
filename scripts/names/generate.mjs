// The table of names: what collect.py found under each version of the libraries, and history.txt, merged into
// src/objects/names.generated.ts.
//
//   node scripts/names/generate.mjs COLLECTION.json ...
//
// The collections are not kept in the repository: make them with collect.py, one for each version of scikit-learn.

import { readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const target = join(here, "../../src/objects/names.generated.ts");

// A net under the collector: no name with one of these segments may reach the table, whoever listed it.
const forbidden = new Set(
  `os posix nt sys subprocess builtins __builtin__ importlib runpy ctypes code codeop types shutil socket ssl
  webbrowser pydoc timeit pip pty platform pickle _pickle cloudpickle marshal shelve multiprocessing threading
  asyncio http urllib requests tempfile glob io open eval exec compile getattr setattr __import__ input
  execfile load loads loadtxt save savez dump dumps fromfile memmap tofile genfromtxt read_csv read_pickle f2py distutils
  testing _testing externals datasets conftest tests setup weakref inspect gc linecache torch keras tensorflow
  __main__ __reduce__ __class__ __dict__ __globals__ __proto__ constructor prototype toString`.split(
    /\s+/,
  ),
);
// Honest names that share a segment with a forbidden one.
const excepted = new Set(["sklearn.datasets.base.Bunch"]);

/** @typedef {{ kind: string, module: string, name: string, aliases: string[], age: number }} Entry */

/** What one collection or the history says: names, and the public paths that the history fixes. */
function readCollections(files) {
  const collections = files.map((file) => JSON.parse(readFileSync(file, "utf8")));
  collections.sort((a, b) =>
    a.versions.sklearn.localeCompare(b.versions.sklearn, "en", { numeric: true }),
  );
  /** @type {Entry[]} */
  const entries = collections.flatMap((collection, age) =>
    collection.names.map(([module, name, kind, aliases]) => ({
      kind,
      module,
      name,
      aliases: aliases.map((alias) => `${alias}.${name}`),
      age,
    })),
  );
  return { entries, versions: collections.map((collection) => collection.versions) };
}

/** @returns {Entry[]} */
function readHistory() {
  const text = readFileSync(join(here, "history.txt"), "utf8").replace(/\n {2}/g, " ");
  const lines = text.split("\n").filter((line) => line !== "" && !line.startsWith("#"));
  return lines.flatMap((line) => {
    const [kind, first, ...words] = line.trim().split(/\s+/);
    if (kind === "estimator" && words[0] === "=") {
      const { module, name } = parts(first);
      return [{ kind, module, name, aliases: words.slice(1), age: -1 }];
    }
    if ((kind === "class" || kind === "function") && first?.endsWith(":") && words.length > 0) {
      const module = first.slice(0, -1);
      return words.map((name) => ({ kind, module, name, aliases: [], age: -1 }));
    }
    throw new Error(`history.txt: cannot read ${line}`);
  });
}

function parts(fullName) {
  const dot = fullName.lastIndexOf(".");
  return { module: fullName.slice(0, dot), name: fullName.slice(dot + 1) };
}

/**
 * Groups of full names that are one and the same thing under several modules.
 *
 * @param {Entry[]} entries
 */
function groupNames(entries) {
  const groups = new Map();
  for (const entry of entries) {
    const fullNames = [`${entry.module}.${entry.name}`, ...entry.aliases];
    const merged = { kinds: new Set([entry.kind]), ages: new Map(), fixed: null };
    if (entry.age < 0 && entry.kind === "estimator") merged.fixed = fullNames[0];
    for (const fullName of fullNames) {
      merged.ages.set(fullName, entry.age);
      const before = groups.get(fullName);
      if (before === undefined) continue;
      for (const kind of before.kinds) merged.kinds.add(kind);
      for (const [other, age] of before.ages) {
        merged.ages.set(other, Math.max(age, merged.ages.get(other) ?? -1));
      }
      merged.fixed ??= before.fixed;
    }
    for (const fullName of merged.ages.keys()) groups.set(fullName, merged);
  }
  return [...new Set(groups.values())];
}

/** The shortest public path of the newest version that has the thing. */
function publicPath(group) {
  const newest = Math.max(...group.ages.values());
  const [path] = [...group.ages]
    .filter(([, age]) => age === newest)
    .map(([fullName]) => fullName)
    .sort((a, b) => rank(a) - rank(b) || a.length - b.length || (a < b ? -1 : 1));
  if (group.fixed !== null && group.fixed !== path && newest >= 0) {
    throw new Error(`history.txt says ${group.fixed}; the libraries say ${path}`);
  }
  return group.fixed ?? path;
}

function rank(fullName) {
  const modules = parts(fullName).module.split(".");
  return modules.length + (modules.some((segment) => segment.startsWith("_")) ? 100 : 0);
}

function check(fullName) {
  const isIdentifierPath = /^[A-Za-z_][A-Za-z0-9_]*(\.[A-Za-z_][A-Za-z0-9_]*)+$/.test(fullName);
  const isForbidden = fullName.split(".").some((segment) => forbidden.has(segment));
  if (!isIdentifierPath || (isForbidden && !excepted.has(fullName))) {
    throw new Error(`${fullName} must not be in the table`);
  }
}

/** Lines of `heading: word word …`, sorted, wrapped at 100 columns with an indent of two. */
function render(table) {
  const sorted = [...table].sort(([a], [b]) => (a < b ? -1 : 1));
  return sorted.map(([heading, words]) => wrap(`${heading}:`, [...words].sort())).join("\n");
}

function wrap(heading, words) {
  const lines = [heading];
  for (const word of words) {
    const line = lines.at(-1);
    if (line.length + 1 + word.length <= 100) lines[lines.length - 1] = `${line} ${word}`;
    else lines.push(`  ${word}`);
  }
  return lines.join("\n");
}

/** Adds a name under the heading of all the modules that wrote it. */
function addUnder(table, modules, name) {
  const heading = modules.join(" ");
  table.set(heading, [...(table.get(heading) ?? []), name]);
}

/** The names by kind, grouped by the modules that wrote them. */
function tabulate(groups) {
  const tables = { estimator: new Map(), class: new Map(), function: new Map(), former: new Map() };
  for (const group of groups) {
    const fullNames = [...group.ages.keys()].sort();
    fullNames.forEach(check);
    const kind = ["estimator", "class", "function"].find((each) => group.kinds.has(each));
    const path = kind === "estimator" ? publicPath(group) : fullNames[0];
    const { module: first, name } = parts(path);
    const places = fullNames.map(parts);
    const modules = places.filter((place) => place.name === name).map((place) => place.module);
    // The public module leads an estimator's line.
    const others = modules.filter((module) => module !== first);
    addUnder(tables[kind], kind === "estimator" ? [first, ...others] : modules, name);
    for (const former of places.filter((place) => place.name !== name)) {
      tables.former.set(`${former.module} ${former.name}`, [path]);
    }
  }
  return tables;
}

function count(table) {
  return [...table].reduce((sum, [head, names]) => sum + head.split(" ").length * names.length, 0);
}

function renderSource(tables, versions) {
  const saw = versions.map((each) =>
    Object.entries(each)
      .map(([library, version]) => `${library} ${version}`)
      .join(", "),
  );
  const estimators = [...tables.estimator.values()].flat().length;
  return `// Generated by scripts/names/generate.mjs; do not edit. Names that pickles of fitted estimators may hold:
// ${count(tables.estimator) + tables.former.size} of ${estimators} estimators, ${count(tables.class)} of classes, ${count(tables.function)} of functions. Seen in:
${saw.map((line) => `//   ${line}`).join("\n")}
// and, by hand, in versions and libraries without an oracle: scripts/names/history.txt.
//
// Each list: \`module …: name …\`, every name under every one of the modules; an indented line continues.

/** Estimators; the first module is the public one, and \`module.name\` the public path. */
export const estimatorNames = \`
${render(tables.estimator)}
\`;

/** Estimators that had another name: \`module name: public.path\`. */
export const formerNames = \`
${render(tables.former)}
\`;

/** Inert classes. */
export const classNames = \`
${render(tables.class)}
\`;

/** Inert functions. */
export const functionNames = \`
${render(tables.function)}
\`;
`;
}

const { entries, versions } = readCollections(process.argv.slice(2));
const tables = tabulate(groupNames([...entries, ...readHistory()]));
writeFileSync(target, renderSource(tables, versions));
