// dist/**/*.js, one file per source → the package's doors and programs, each a file, over chunks that they share.
// Node then opens a dozen files at the start instead of six hundred, which is most of what a first prediction takes.
import { mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join, relative } from "node:path";
import { rolldown } from "rolldown";
import { chunking } from "./chunks.mjs";
import { compileEagerly } from "./eager.mjs";
import { root } from "./setup.mjs";

const dist = join(root, "dist");

/**
 * What is opened by name: by package.json, by Node as a thread or program, by projects without node_modules; the last
 * three by the bench, which looks inside.
 */
const doors = [
  "index",
  "pickle",
  "train/index",
  "server/index",
  "cli/main",
  "predict/batch/thread",
  "predict/onnx/session-thread",
  "estimators/trees/crew-thread",
  "project/own-package",
  "estimators/read-estimator",
  "limits",
  "predict/batch/csv-source",
];

/** Browser programs are files of their own already. */
const untouched = /^pages\/(islands|explorer)\//;

const marker = "__placeOf__";

/** Files beside a module are found from where it was before it went into a chunk. */
const places = {
  name: "places",
  transform(code, id) {
    if (!code.includes("import.meta.url")) return null;
    const place = JSON.stringify(relative(dist, id));
    return { code: code.replaceAll("import.meta.url", `${marker}(${place})`), map: null };
  },
  renderChunk(code, { fileName }) {
    const folder = dirname(fileName);
    const placed = code.replace(
      new RegExp(`${marker}\\("([^"]+)"\\)`, "g"),
      (_, place) =>
        `new URL(${JSON.stringify(`./${relative(folder, place)}`)}, import.meta.url).href`,
    );
    return { code: placed, map: null };
  },
};

/** Chunks that are loaded by name and do nothing but to pass on what another one exports: each would be one more file. */
function passingOn(chunks) {
  const passing = /^export \{ [\w$]+(?:, [\w$]+)* \} from "\.\/([^"/]+)";\s*$/;
  return new Map(
    chunks
      .filter(({ isEntry }) => !isEntry)
      .flatMap(({ fileName, code }) => {
        const target = passing.exec(code)?.[1];
        return target === undefined ? [] : [[basename(fileName), target]];
      }),
  );
}

function pastThem(code, passedOn) {
  const direct = code.replace(/\bimport\("([^"]*\/)([^"/]+)"\)/g, (whole, folder, name) => {
    const target = passedOn.get(name);
    return target === undefined ? whole : `import("${folder}${target}")`;
  });
  for (const name of passedOn.keys()) {
    if (direct.includes(name)) throw new Error(`${name} is needed after all.`);
  }
  return direct;
}

const { watching, groups } = chunking(dist);
const bundle = await rolldown({
  input: Object.fromEntries(doors.map((door) => [door, join(dist, `${door}.js`)])),
  platform: "node",
  // A switch over numbers is one jump; over names that stand for numbers it is a search.
  optimization: { inlineConst: { mode: "all" } },
  preserveEntrySignatures: "allow-extension",
  external: (id) => !id.startsWith(".") && !id.startsWith("/"),
  plugins: [places, watching],
});
const { output } = await bundle.generate({
  format: "esm",
  entryFileNames: "[name].js",
  chunkFileNames: "chunks/[name]-[hash].js",
  // They stand in the types beside, and would be read at every start.
  comments: false,
  // So that chunks which only pass on names can be passed by.
  minifyInternalExports: false,
  codeSplitting: { groups, includeDependenciesRecursively: false },
});
await bundle.close();
for (const path of readdirSync(dist, { recursive: true })) {
  if (path.endsWith(".js") && !untouched.test(path)) rmSync(join(dist, path));
}
for (const { type, fileName } of output) {
  if (type !== "chunk") throw new Error(`${fileName} is no code.`);
}
const passedOn = passingOn(output);
for (const { fileName, code } of output) {
  if (passedOn.has(basename(fileName))) continue;
  mkdirSync(dirname(join(dist, fileName)), { recursive: true });
  writeFileSync(join(dist, fileName), pastThem(code, passedOn));
}
await compileEagerly(dist);
