// One prediction from cold: `node first-prediction.mjs DIST MODEL ROW` → answer and peak memory in KiB.
// Plain JavaScript, as an installed package is.
import { readFileSync } from "node:fs";
import { enableCompileCache } from "node:module";

// Beside the models: what Python does by itself with its .pyc files.
enableCompileCache("compiled");

const [dist, path, row] = process.argv.slice(2);
const { loadModel } = await import(`file://${dist}/index.js`);
const model = await loadModel(path);
const [{ prediction }] = model.predictSync([JSON.parse(readFileSync(row, "utf8"))]);
// `process.resourceUsage()` would tell the parent's peak where that was higher.
const [, peak] = /VmHWM:\s+(\d+)/.exec(readFileSync("/proc/self/status", "utf8"));
console.log(prediction, peak);
