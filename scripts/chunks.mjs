// What goes into one file with what. Every file that is opened at the start takes as long as the code of 20 KB, and code
// that nobody asked for takes its time too: so what a door always needs lies together, and families of estimators apart.
import { join, relative } from "node:path";

/** How many families of estimators must share a module before all of them open it together. */
const manyFamilies = 3;

/**
 * Groups for rolldown, and the plugin that watches what imports what. A module goes into the first group that fits. Each
 * group holds whatever its modules import, or groups before it do: no two chunks import each other.
 *
 * @param dist  the folder of the compiled modules
 */
export function chunking(dist) {
  const imports = new Map();
  const entries = new Set();
  const watching = {
    name: "imports",
    moduleParsed({ id, isEntry, importedIds, dynamicallyImportedIds }) {
      imports.set(id, importedIds);
      if (isEntry) entries.add(pathOf(id));
      for (const entry of dynamicallyImportedIds) entries.add(pathOf(entry));
    },
  };

  function pathOf(id) {
    return relative(dist, id).slice(0, -".js".length);
  }

  /** What modules import, and what is imported there in turn. */
  function needs(...paths) {
    const found = new Set();
    const open = paths.flatMap((path) => imports.get(join(dist, `${path}.js`)) ?? []);
    for (let id = open.pop(); id !== undefined; id = open.pop()) {
      if (found.has(id) || !imports.has(id)) continue;
      found.add(id);
      open.push(...imports.get(id));
    }
    return found;
  }

  function sharedByFamilies() {
    const families = [...imports.keys()].filter((id) => /estimators.*[/\\]readers\.js$/.test(id));
    const counts = new Map();
    for (const id of families) {
      for (const needed of needs(pathOf(id))) counts.set(needed, (counts.get(needed) ?? 0) + 1);
    }
    const trees = /estimators[/\\](trees|kernels[/\\]tree-)/;
    const isShared = ([id, count]) => count >= manyFamilies && !trees.test(id);
    return new Set([...counts].filter(isShared).map(([id]) => id));
  }

  function neededWithoutServer() {
    return needs(
      ...[...entries].filter((path) => !/^(server|pages|templates|cli[/\\]serve)/.test(path)),
    );
  }

  /** What a program knows that does not answer: errors and limits for the command, the kernels' memory for a thread. */
  function words() {
    const answering = needs("index", "predict/batch/thread").union(sharedByFamilies());
    const others = needs("cli/command").union(needs("estimators/trees/crew-thread"));
    return needs("limits").union(others.intersection(answering));
  }

  const groups = [
    ["words", words],
    ["pickle", () => needs("pickle")],
    ["model", () => needs("index")],
    ["tree-kernels", () => needs("estimators/trees/crew-thread")],
    ["estimators", sharedByFamilies],
    ["trees", () => needs("estimators/sklearn/tree/readers")],
    ["batch", () => needs("predict/batch/thread")],
    ["server", () => needs("server/index").difference(neededWithoutServer())],
  ].map(([name, choose], place, { length }) => {
    let chosen;
    const test = (id) => {
      chosen ??= choose();
      return chosen.has(id);
    };
    return { name, test, priority: length - place };
  });
  return { watching, groups };
}
