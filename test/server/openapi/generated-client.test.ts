// A client that a generator makes of /openapi.json, with nothing but the document: it compiles, its types refuse what the
// model refuses, and it gets the model's answers from a live server.

import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import type { FastifyInstance } from "fastify";
import { generate } from "openapi-typescript-codegen";
import { build } from "vite";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type LoadedModel, loadModel } from "../../../src/index.ts";
import { createServer } from "../../../src/server/app.ts";
import { listen } from "../../../src/server/listen.ts";
import { cases, folder, type Row } from "../agreement/cases.ts";

const run = promisify(execFile);
const typeScript = join(import.meta.dirname, "../../../node_modules/typescript/bin/tsc");

const compilerOptions = {
  strict: true,
  noEmit: true,
  target: "es2023",
  module: "preserve",
  lib: ["es2023", "dom"],
  types: [],
  skipLibCheck: false,
};

interface Asked {
  readonly name: string;
  /** What the prediction's type must take, and what it must not. */
  readonly prediction: string;
  readonly noPrediction: string;
  /** Values of a record that must not compile: one is changed at a time. */
  readonly wrong: Readonly<Record<string, string>>;
}

/** What the generator calls parameters whose names are no identifiers. */
const identifiers: ReadonlyMap<string, string> = new Map([
  ["mean radius (mm)", "meanRadiusMm"],
  ["Δt", "t"],
  ["p,value", "pValue"],
]);

const asked: readonly Asked[] = [
  {
    name: "regression",
    prediction: "1.5",
    noPrediction: '"1.5"',
    wrong: { Δt: '"0.5"', "p,value": "null", other: "1" },
  },
  { name: "classes", prediction: '"so, so"', noPrediction: '"neither"', wrong: { Δt: "[1]" } },
  {
    name: "mixed",
    prediction: "true",
    noPrediction: '"yes"',
    wrong: { town: '"Paris"', member: "1", age: '"old"' },
  },
  { name: "text", prediction: "false", noPrediction: "0", wrong: { text: "5" } },
  { name: "labels", prediction: '["gut", "low"]', noPrediction: '"gut"', wrong: { Δt: "true" } },
  { name: "xgboost", prediction: "2", noPrediction: "null", wrong: { floor: '"1"' } },
];

let home = "";
beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), "picklejar-client-"));
});
afterAll(() => rm(home, { recursive: true }));

describe.each(asked)("a client generated for $name", ({ name, ...types }) => {
  const rows = cases.find((golden) => golden.name === name)?.rows ?? [];
  let place = "";
  let model: LoadedModel;
  let app: FastifyInstance;
  let base = "";

  beforeAll(async () => {
    model = await loadModel(join(folder, `${name}.pkl`));
    app = createServer(model);
    await listen(app, { port: 0 });
    base = `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`;
    place = join(home, name);
    const document = await (await fetch(`${base}/openapi.json`)).json();
    await generate({
      input: document,
      output: join(place, "client"),
      clientName: "Client",
      useOptions: true,
      useUnionTypes: true,
    });
    await writeFile(join(place, "program.ts"), program(rows, types, unusedIn(model)));
    await writeFile(join(place, "package.json"), '{ "type": "module" }');
    const include = ["program.ts", "client"];
    await writeFile(join(place, "tsconfig.json"), JSON.stringify({ compilerOptions, include }));
  }, 30_000);
  afterAll(() => app.close());

  it("compiles, and refuses by its types what the model refuses", async () => {
    const checked = await run(process.execPath, [typeScript, "-p", place]).catch((error) => error);
    expect(checked.stdout).toBe("");
  }, 30_000);

  it("gets the model's answers", async () => {
    await build({
      root: place,
      logLevel: "error",
      configFile: false,
      build: { ssr: "program.ts", outDir: "built", minify: false },
    });
    const { stdout } = await run(process.execPath, [join(place, "built/program.js"), base]);
    const wanted = (await model.predict(rows)).map(({ prediction }) => prediction);
    const { one, query, many, byColumns, failure } = JSON.parse(stdout);
    const first = wanted[rows.indexOf(firstFull(rows))];
    expect([one, query, many, byColumns]).toEqual([first, first, wanted, wanted]);
    expect(failure).toMatchObject({ status: 400, body: { code: "INPUT_INVALID" } });
  }, 30_000);
});

function unusedIn({ signature }: LoadedModel): readonly string[] {
  return signature.inputs.filter((field) => field.unused).map((field) => field.name);
}

/** A query string says nothing of a value that a client leaves out. */
function firstFull(rows: readonly Row[]): Row {
  return rows.find((row) => !Object.values(row).includes(null)) ?? {};
}

function program(
  rows: readonly Row[],
  { prediction, noPrediction, wrong }: Omit<Asked, "name">,
  unused: readonly string[],
) {
  const first = firstFull(rows);
  const columns = Object.keys(first).map((key) => [key, rows.map((row) => row[key])]);
  const fields = Object.entries(first).map(([key, value]) => [key, JSON.stringify(value)] as const);
  const record = (entries: Iterable<readonly [string, string]>): string => {
    const lines = Array.from(entries, ([key, value]) => `  ${JSON.stringify(key)}: ${value},`);
    return `{\n${lines.join("\n")}\n}`;
  };
  const asked = fields.filter(([key]) => !unused.includes(key));
  const query = record(asked.map(([key, value]) => [identifiers.get(key) ?? key, value] as const));
  const refused = Object.entries(wrong).map(([key, value], i) => {
    const entries = new Map([...fields, [key, value] as const]);
    const line = JSON.stringify(key);
    const lines = record(entries).replace(`  ${line}:`, `  // @ts-expect-error\n  ${line}:`);
    return `const wrong${i}: InputRecord = ${lines};`;
  });
  return `
import { type Answer, ApiError, Client, type InputRecord } from "./client";

const client = new Client({ BASE: process.argv[2] ?? "" }).default;
const rows: InputRecord[] = ${JSON.stringify(rows)};
const record: InputRecord = ${record(fields)};
${refused.join("\n")}
const prediction: Answer["prediction"] = ${prediction};
// @ts-expect-error
const noPrediction: Answer["prediction"] = ${noPrediction};

const one = await client.predict({ requestBody: record });
const query = await client.predictByQuery(${query});
const many = await client.predict({ requestBody: { rows } });
const byColumns = await client.predict({ requestBody: ${JSON.stringify(Object.fromEntries(columns))} });
const failure = await client
  .predict({ requestBody: { nonsense: [1] } })
  .then(
    () => null,
    (error) => (error instanceof ApiError ? error : null),
  );

function valuesOf(answers: typeof many) {
  return "predictions" in answers ? answers.predictions.map(({ prediction }) => prediction) : null;
}

console.log(
  JSON.stringify({
    one: "prediction" in one ? one.prediction : null,
    query: query.prediction,
    many: valuesOf(many),
    byColumns: valuesOf(byColumns),
    failure: failure && { status: failure.status, body: failure.body },
  }),
);
declare const process: { argv: string[] };
`;
}
