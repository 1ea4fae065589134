// Our reading of CSV files as a peer: `scan FILE` → nanoseconds from the file to judged columns of numbers, and
// their sum. `node csv.ts DIST MODEL`: the model says which columns are wanted.

import { createReadStream } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type * as Library from "../../src/index.ts";
import type * as Sources from "../../src/predict/batch/csv-source.ts";
import { serveLines } from "./serve-lines.ts";

const [dist = "", path = ""] = process.argv.slice(2);
const { loadModel }: typeof Library = await import(pathToFileURL(join(dist, "index.js")).href);
const sources = pathToFileURL(join(dist, "predict", "batch", "csv-source.js")).href;
const { CsvSource }: typeof Sources = await import(sources);
const { signature, scoring } = await loadModel(path);

await serveLines(new Map([["scan", scan]]));

async function scan(file = ""): Promise<string> {
  const start = process.hrtime.bigint();
  const source = new CsvSource({ signature, parser: scoring.parser, hasHeader: true });
  let sum = 0;
  let rows = 0;
  const drain = (isLast: boolean): void => {
    for (let block = source.next(isLast); block !== null; block = source.next(isLast)) {
      const { samples } = block.judge(1);
      if (samples.kind !== "dense") throw new Error("numbers expected");
      const { data } = samples;
      for (let i = 0; i < data.length; i++) sum += data[i] ?? 0;
      rows += samples.rows;
    }
  };
  for await (const chunk of createReadStream(file, { highWaterMark: 2 ** 18 })) {
    source.push(chunk);
    drain(false);
  }
  drain(true);
  if (rows === 0) throw new Error("no rows");
  return `${process.hrtime.bigint() - start} ${sum}`;
}
