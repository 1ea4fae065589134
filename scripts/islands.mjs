// src/pages/islands/*.{ts,tsx} → dist/pages/islands/: each entry bundled by Vite into one classic script, named by
// its content, and bundles.json, which lists them with their digests. One file per page: a page's loader may load
// just that, and a script that imports others is not held to its digest by every browser.
import { createHash } from "node:crypto";
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { root } from "./setup.mjs";

const sources = join(root, "src", "pages", "islands");
const target = join(root, "dist", "pages", "islands");
const listPath = join(target, "bundles.json");
const stampPath = join(root, ".cache", "islands.json");

/** Builds all programs. @throws what Vite throws for the first that cannot be built */
export async function buildIslands() {
  rmSync(target, { recursive: true, force: true });
  const built = new Map();
  for (const file of entries()) built.set(nameOf(file), await bundle(file));
  write(built);
}

/** Before tests: builds programs whose sources have changed. One that cannot be built stays as it was. */
export async function setup() {
  const stamps = readJson(stampPath);
  const known = readJson(listPath);
  const built = new Map();
  let isStale = false;
  for (const file of entries()) {
    const name = nameOf(file);
    const stamp = stamps[name];
    const isFresh = stamp && existsSync(join(target, known[name]?.file ?? "none"));
    if (isFresh && digestOf(stamp.files) === stamp.digest) {
      built.set(name, { ...known[name], files: stamp.files });
      continue;
    }
    isStale = true;
    try {
      built.set(name, await bundle(file));
    } catch (error) {
      console.error(`islands/${file} cannot be built: ${error.message}`);
      if (isFresh) built.set(name, { ...known[name], files: stamp.files });
    }
  }
  if (isStale || !existsSync(listPath)) write(built);
}

function entries() {
  return readdirSync(sources)
    .filter((file) => /\.tsx?$/.test(file))
    .sort();
}

function nameOf(file) {
  return file.replace(/\.tsx?$/, "");
}

async function bundle(file) {
  const { build } = await import("vite");
  // As it is set for tests, Vite would make what helps who develops.
  const mode = process.env.NODE_ENV;
  process.env.NODE_ENV = "production";
  const result = await build({
    configFile: false,
    root,
    logLevel: "error",
    oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
    define: { "process.env.NODE_ENV": '"production"' },
    resolve: {
      alias: [
        { find: /\/(utf8|errors)\.ts$/, replacement: "/$1-browser.ts" },
        { find: "preact/jsx-runtime", replacement: join(sources, "jsx", "runtime.ts") },
      ],
    },
    build: {
      write: false,
      target: ["chrome111", "firefox120", "safari17.5"],
      modulePreload: false,
      rollupOptions: {
        input: join(sources, file),
        output: { format: "iife", entryFileNames: "[name].js" },
      },
    },
  }).finally(() => {
    if (mode === undefined) delete process.env.NODE_ENV;
    else process.env.NODE_ENV = mode;
  });
  const [chunk, ...others] = [result].flat().flatMap(({ output }) => output);
  if (others.length > 0) throw new Error("It makes more than one file.");
  const text = chunk.code.trimEnd();
  const hex = createHash("sha256").update(text).digest("hex").slice(0, 12);
  const files = chunk.moduleIds
    .filter((id) => !id.startsWith("\0"))
    .map((id) => relative(root, id))
    .sort();
  return {
    file: `${nameOf(file)}-${hex}.js`,
    integrity: `sha256-${createHash("sha256").update(text).digest("base64")}`,
    files,
    text,
  };
}

function write(built) {
  mkdirSync(target, { recursive: true });
  mkdirSync(join(root, ".cache"), { recursive: true });
  for (const { file, text } of built.values()) {
    if (text !== undefined) writeFileSync(join(target, file), text);
  }
  const list = [...built].map(([name, { file, integrity }]) => [name, { file, integrity }]);
  const stamps = [...built].map(([name, { files }]) => [name, { files, digest: digestOf(files) }]);
  replace(listPath, `${JSON.stringify(Object.fromEntries(list), null, 2)}\n`);
  replace(stampPath, `${JSON.stringify(Object.fromEntries(stamps), null, 2)}\n`);
}

// At once, for whoever reads it meanwhile.
function replace(path, text) {
  const draft = `${path}.${process.pid}`;
  writeFileSync(draft, text);
  renameSync(draft, path);
}

function digestOf(files) {
  const hash = createHash("sha256").update(readFileSync(fileURLToPath(import.meta.url)));
  for (const file of files) {
    const path = join(root, file);
    hash
      .update(`${file}\0`)
      .update(existsSync(path) ? readFileSync(path) : "")
      .update("\0");
  }
  return hash.digest("hex");
}

function readJson(path) {
  return existsSync(path) ? JSON.parse(readFileSync(path, "utf8")) : {};
}
