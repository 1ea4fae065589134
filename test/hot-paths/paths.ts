// The hot paths that are counted: each answers some rows of a small model through a public door of the package.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type * as Library from "../../src/index.ts";
import type { PlainRow } from "../../src/predict/plain-cells.ts";
import type * as Server from "../../src/server/index.ts";

export interface HotPath {
  readonly name: string;
  /** Rows that one call answers. */
  readonly rows: number;
  /** @param i  number of the call: calls of one row walk through 64 of them */
  call(i: number): unknown;
}

const root = join(import.meta.dirname, "..", "..");
const fixtures = join(root, "test", "fixtures", "hot-paths");
const batchRows = 512;

/** @param dist  the built package */
export async function openPaths(dist: string): Promise<readonly HotPath[]> {
  const { loadModel }: typeof Library = await import(pathToFileURL(join(dist, "index.js")).href);
  const record = async (name: string): Promise<HotPath> => {
    const model = await loadModel(join(fixtures, `${name}.pkl`));
    const rows = readRows(name).map((row) => [recordOf(row, model)]);
    const call = (i: number): unknown => model.predictSync(rows[i % rows.length] ?? []);
    return { name: `one record, ${name}`, rows: 1, call };
  };
  const batch = async (name: string): Promise<HotPath> => {
    const { estimator } = await loadModel(join(fixtures, `${name}.pkl`));
    const rows = readRows(name);
    const many = Array.from({ length: batchRows }, (_, i) => rows[i % rows.length] ?? null);
    const call = (): unknown => estimator.predict?.(many);
    return { name: `${batchRows} rows, ${name}`, rows: batchRows, call };
  };
  return [
    await record("linear"),
    await record("pipeline"),
    await record("forest"),
    await record("boosting"),
    await record("text"),
    await batch("linear"),
    await batch("forest"),
    await batch("boosting"),
    await batch("pipeline"),
    await batch("text"),
    await request(dist, "pipeline"),
  ];
}

/** `POST /predict` with one record, from the bytes of the request to those of the answer. */
async function request(dist: string, name: string): Promise<HotPath> {
  const path = pathToFileURL(join(dist, "server", "index.js")).href;
  const { createApp }: typeof Server = await import(path);
  const app = await createApp({ model: join(fixtures, `${name}.pkl`) });
  await app.fastify.ready();
  const bodies = readRows(name).map((row) => JSON.stringify(row));
  const call = async (i: number): Promise<unknown> => {
    const headers = { "content-type": "application/json" };
    const payload = bodies[i % bodies.length] ?? "";
    const asked = { method: "POST" as const, url: "/predict", headers, payload };
    const { statusCode, body } = await app.fastify.inject(asked);
    if (statusCode !== 200) throw new Error(body);
    return body;
  };
  return { name: `JSON request, ${name}`, rows: 1, call };
}

function readRows(name: string): readonly PlainRow[] {
  return JSON.parse(readFileSync(join(fixtures, `${name}.json`), "utf8"));
}

/** A row as a request has it: by the names of the fields. */
function recordOf(row: PlainRow, model: Library.Model): Library.InputRow {
  if (!Array.isArray(row)) return row as Library.InputRow;
  return Object.fromEntries(model.signature.inputs.map(({ name }, i) => [name, row[i]]));
}
