// One model, one answer: the library, every form of HTTP request, the page and the command give the same for the same
// row, to the last digit, and what scikit-learn gives.

import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { FastifyInstance } from "fastify";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type LoadedModel, loadModel } from "../../../src/index.ts";
import type { Prediction } from "../../../src/predict/prediction.ts";
import { createServer } from "../../../src/server/app.ts";
import { listen } from "../../../src/server/listen.ts";
import { runCli } from "../../cli/run.ts";
import { type Answer, type Case, cases, csvOf, folder, type Json, textsOf } from "./cases.ts";
import { ask, linesOf, surfaces } from "./surfaces.ts";

let scratch = "";
beforeAll(async () => {
  scratch = await mkdtemp(join(tmpdir(), "picklejar-agreement-"));
});
afterAll(() => rm(scratch, { recursive: true }));

it("is proved for models of many kinds", () => {
  expect(cases.map(({ name }) => name)).toEqual([
    "xgboost",
    ..."regression boosting binary classes neighbors mixed missing text wide clusters anomalies".split(
      " ",
    ),
    ..."outputs labels scaler".split(" "),
  ]);
});

describe.each(cases)("$name", (golden) => {
  const path = join(folder, `${golden.name}.pkl`);
  let model: LoadedModel;
  let app: FastifyInstance;
  let base: string;
  let expected: readonly Answer[];

  beforeAll(async () => {
    model = await loadModel(path);
    app = createServer(model);
    await listen(app, { port: 0 });
    base = `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`;
    expected = (await model.predict(golden.rows)).map((prediction) => answerOf(prediction, golden));
  });
  afterAll(() => app.close());

  it("answers as scikit-learn", async () => {
    const predictions = await model.predict(golden.rows);
    expect(predictions).toHaveLength(golden.predictions.length);
    for (const [i, { prediction, probabilities, outputProbabilities }] of predictions.entries()) {
      expectSame(prediction as Json, golden.predictions[i] ?? null, golden.tolerance);
      const lists = outputProbabilities ?? (probabilities === undefined ? [] : [probabilities]);
      const shares = lists.map((list) => list.map(({ probability }) => probability));
      expectSame(shares, golden.probabilities?.[i] ?? [], golden.tolerance);
    }
    const names = model.signature.outputs.flatMap(({ classNames }) => classNames && [classNames]);
    expect(names.filter((list) => list !== undefined)).toEqual(golden.classes ?? []);
  });

  it("answers one row as it answers many", async () => {
    for (const [i, row] of golden.rows.entries()) {
      const [one] = await model.predict([row]);
      expect(one && answerOf(one, golden)).toEqual(expected[i]);
      const [byPosition] = model.predictSync([Object.values(row)]);
      expect(byPosition && answerOf(byPosition, golden)).toEqual(expected[i]);
    }
  });

  it.each(Object.keys(surfaces))("is asked by %s", async (name) => {
    expect(await surfaces[name]?.(base, golden.rows)).toEqual(expected);
  });

  it("is asked by a file at /predict and at /batch, answered with a file", async () => {
    for (const url of ["/predict?proba=true", "/batch?proba=true"]) {
      const headers = { "content-type": "text/csv", accept: "text/csv" };
      const payload = csvOf(golden.rows);
      expect(await ask(base, { url, headers, payload })).toBe(answeredCsv(golden, expected));
    }
  });

  it("is asked on the page, which shows every digit in titles", async () => {
    for (const [i, row] of golden.rows.entries()) {
      const headers = {
        "content-type": "application/x-www-form-urlencoded",
        accept: "text/html",
      };
      const payload = String(new URLSearchParams(textsOf(row)));
      expectOnPage(await ask(base, { url: "/", headers, payload }), expected[i], golden);
    }
  });

  it("is asked by the command, with CSV and with JSON Lines", async () => {
    const [csv, lines, out] = ["csv", "jsonl", "out"].map((end) =>
      join(scratch, `${golden.name}.${end}`),
    );
    if (csv === undefined || lines === undefined || out === undefined) throw new Error("no paths");
    await writeFile(csv, csvOf(golden.rows));
    const shares = golden.probabilities === undefined ? [] : ["--proba"];
    const file = await runCli(["predict", path, csv, ...shares, "-o", `${out}.csv`]);
    expect([file.code, file.stderr.includes("✖")]).toEqual([0, false]);
    expect(await readFile(`${out}.csv`, "utf8")).toBe(answeredCsv(golden, expected));
    await writeFile(lines, golden.rows.map((row) => `${JSON.stringify(row)}\n`).join(""));
    const records = await runCli(["predict", path, lines, ...shares]);
    expect(linesOf(records.stdout)).toEqual(expected);
  });
});

/** A prediction as the JSON that every answer must hold. */
function answerOf({ prediction, ...shares }: Prediction, { classes = [] }: Case): Answer {
  const lists = shares.outputProbabilities ?? (shares.probabilities && [shares.probabilities]);
  const objects = lists?.map((list, output) =>
    Object.fromEntries(list.map(({ probability }, i) => [classes[output]?.[i], probability])),
  );
  const probabilities = shares.outputProbabilities === undefined ? objects?.[0] : objects;
  return {
    prediction: JSON.stringify(prediction),
    probabilities: probabilities && JSON.stringify(probabilities),
  };
}

function expectSame(actual: Json, wanted: Json, tolerance: number): void {
  if (Array.isArray(actual) && Array.isArray(wanted)) {
    expect(actual).toHaveLength(wanted.length);
    for (const [i, item] of actual.entries()) expectSame(item, wanted[i] ?? null, tolerance);
  } else if (typeof actual === "number" && typeof wanted === "number" && tolerance > 0) {
    expect(Math.abs(actual - wanted)).toBeLessThanOrEqual(tolerance * Math.abs(wanted));
  } else {
    expect(actual).toBe(wanted);
  }
}

/** Numbers and labels one after the other; labels as Python names them. */
function cellsOf(answer: Answer | undefined, { classes }: Case): string[] {
  const prediction: Json = JSON.parse(answer?.prediction ?? "null");
  const values = Array.isArray(prediction) ? prediction : [prediction];
  return values.map((value, output) => {
    const names = classes?.[output] ?? classes?.[0] ?? [];
    return names.find((name) => isNamed(value, name)) ?? String(value);
  });
}

function isNamed(value: Json, name: string): boolean {
  if (typeof value === "boolean") return name === (value ? "True" : "False");
  return typeof value === "number" ? Number(name) === value : name === value;
}

function sharesOf(answer: Answer | undefined): (readonly [name: string, share: number])[][] {
  if (answer?.probabilities === undefined) return [];
  const parsed = JSON.parse(answer.probabilities);
  return (Array.isArray(parsed) ? parsed : [parsed]).map((object) => Object.entries(object));
}

function answeredCsv(golden: Case, answers: readonly Answer[]): string {
  const [first] = answers;
  const values = cellsOf(first, golden);
  const names = values.map((_, i) => {
    return values.length === 1 ? "prediction" : `prediction_${golden.columns?.[i] ?? i + 1}`;
  });
  // In the order of the classes, which an object of JSON does not keep for numbers.
  const shares = (answer: Answer | undefined) =>
    sharesOf(answer).map((list, output) =>
      (golden.classes?.[output] ?? []).map(
        (label) => [label, new Map(list).get(label) ?? Number.NaN] as const,
      ),
    );
  const lists = shares(first);
  const columns = lists.flatMap((list, i) =>
    list.map(([label]) =>
      lists.length === 1 ? `probability_${label}` : `probability_${i + 1}_${label}`,
    ),
  );
  const added = answers.map((answer) => [
    ...cellsOf(answer, golden),
    ...shares(answer).flatMap((list) => list.map(([, share]) => String(share))),
  ]);
  const table = [[...names, ...columns], ...added];
  // Records may hold line ends: the rows are put behind one another as records, not as lines.
  const header = csvOf(golden.rows.slice(0, 1)).split("\n", 1)[0] ?? "";
  const records = golden.rows.map((row) => csvOf([row]).slice(header.length + 1, -1));
  return [header, ...records]
    .map((record, i) => `${[record, ...(table[i] ?? []).map(quotedCell)].join(",")}\n`)
    .join("");
}

function quotedCell(text: string): string {
  return /[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

function expectOnPage(html: string, answer: Answer | undefined, golden: Case): void {
  const card = /<section[^>]*class="card answer"[\s\S]*?<\/section>/.exec(html)?.[0] ?? html;
  const titles = new Set(Array.from(card.matchAll(/title="([^"]*)"/g), ([, title]) => title));
  const prediction: Json = JSON.parse(answer?.prediction ?? "null");
  for (const [i, value] of (Array.isArray(prediction) ? prediction : [prediction]).entries()) {
    if (typeof value === "number") expect(titles).toContain(String(value));
    else expect(card).toContain(`>${escaped(cellsOf(answer, golden)[i] ?? "")}<`);
  }
  const isOne = answer?.probabilities?.startsWith("{") === true;
  for (const [, share] of isOne ? (sharesOf(answer)[0] ?? []) : []) {
    expect(titles).toContain(String(share));
  }
}

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");
}
