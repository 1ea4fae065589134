// V8 compiles a function when it is called first, and Node's compile cache holds only what was compiled with its file.
// A function in parentheses is compiled with its file: here those that reading a model and a first prediction call,
// found by asking the built package for a few predictions. More than half of the time of a small file went there.
import { readFileSync, writeFileSync } from "node:fs";
import { Session } from "node:inspector/promises";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { root } from "./setup.mjs";

/** A model of each of the common kinds. */
const models = [
  "starters/salary/model.pkl",
  "starters/iris/model.pkl",
  "starters/text/model.pkl",
  "test/fixtures/agreement/mixed.pkl",
  "test/fixtures/agreement/xgboost.pkl",
  "test/fixtures/batch/linear.pkl",
  "test/fixtures/batch/logistic.pkl",
  "test/fixtures/batch/forest.pkl",
  "test/fixtures/batch/boosted.pkl",
];

/** Puts the functions of `dist/**.js` that a first prediction calls in parentheses, at the beginning of their files. */
export async function compileEagerly(dist) {
  for (const { url, functions } of await calledFunctions(dist)) {
    const path = fileURLToPath(url);
    const code = readFileSync(path, "utf8");
    const hoisted = [];
    let rest = "";
    let end = 0;
    for (const { functionName, ranges } of functions) {
      const [{ startOffset, endOffset }] = ranges;
      const text = code.slice(startOffset, endOffset);
      // Only declarations at the left margin are the file's own; like them, what stands first is there for all.
      const isOwn = code[startOffset - 1] === "\n" && /^(async )?function/.test(text);
      if (!isOwn || startOffset < end) continue;
      hoisted.push(`var ${functionName} = (${text});\n`);
      rest += code.slice(end, startOffset);
      end = endOffset;
    }
    writeFileSync(path, hoisted.join("") + rest + code.slice(end));
  }
}

async function calledFunctions(dist) {
  const session = new Session();
  session.connect();
  await session.post("Profiler.enable");
  await session.post("Profiler.startPreciseCoverage", { callCount: true });
  await predictOnce(dist);
  const { result } = await session.post("Profiler.takePreciseCoverage");
  session.disconnect();
  const chunks = pathToFileURL(join(dist, "chunks/")).href;
  return result
    .filter(({ url }) => url.startsWith(chunks))
    .map(({ url, functions }) => {
      const called = functions.filter(({ ranges }) => ranges[0].count > 0);
      return { url, functions: called.sort(byStart) };
    });
}

function byStart({ ranges: [a] }, { ranges: [b] }) {
  return a.startOffset - b.startOffset;
}

async function predictOnce(dist) {
  const { loadModel } = await import(pathToFileURL(join(dist, "index.js")).href);
  for (const path of models) {
    const model = await loadModel(join(root, path));
    const { inputs } = model.signature;
    const row = Object.fromEntries(inputs.map(({ name, example }) => [name, example]));
    model.predictSync([row]);
  }
}
