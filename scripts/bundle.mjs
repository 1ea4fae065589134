// dist/**/*.js, one file per source → the package's doors and programs, each a file, over chunks that they share.
// Node then opens a dozen files at the start instead of six hundred, which is most of what a first prediction takes.
import { mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
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
  codeSplitting: { groups, includeDependenciesRecursively: false },
});
await bundle.close();
for (const path of readdirSync(dist, { recursive: true })) {
  if (path.endsWith(".js") && !untouched.test(path)) rmSync(join(dist, path));
}
for (const { type, fileName, code } of output) {
  if (type !== "chunk") throw new Error(`${fileName} is no code.`);
  mkdirSync(dirname(join(dist, fileName)), { recursive: true });
  writeFileSync(join(dist, fileName), code);
}
await compileEagerly(dist);
