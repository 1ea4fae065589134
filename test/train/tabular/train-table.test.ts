// From a messy table to a model that is saved and served.

import { describe, expect, it } from "vitest";
import { loadModel } from "../../../src/index.ts";
import { randomNumbers } from "../../../src/train/random.ts";
import { toPickle } from "../../../src/train/save.ts";
import { renderModelCard } from "../../../src/train/tabular/model-card.ts";
import { readTable } from "../../../src/train/tabular/read-table.ts";
import { doubtText } from "../../../src/train/tabular/score-text.ts";
import type { RawTable } from "../../../src/train/tabular/table-builder.ts";
import {
  type TrainedTable,
  type TrainRequest,
  trainTable,
} from "../../../src/train/tabular/train-table.ts";
import { errorOf } from "../../objects/errors-of.ts";

async function table(lines: readonly string[]): Promise<RawTable> {
  async function* pieces(): AsyncGenerator<Uint8Array> {
    yield Buffer.from(lines.join("\n"));
  }
  return readTable("rows.csv", pieces(), { format: "csv" });
}

const defaults: Omit<TrainRequest, "target"> = {
  model: "auto",
  task: null,
  metric: null,
  seed: 0,
  budget: 60,
  drop: [],
  kinds: new Map(),
};

/** Flats: prices by area, rooms and city, and columns that must not be learned from. */
function flats(rows: number): string[] {
  const random = randomNumbers(5);
  const words = ["one", "two", "three", "four"];
  const lines = ["id,area,rooms,city,lift,price,cents,seen,text,area2,source"];
  for (let i = 1; i <= rows; i++) {
    const area = Math.round(300 + 900 * random.next()) / 10;
    const rooms = random.integer(4);
    const city = random.integer(3);
    const lift = random.integer(2) === 1;
    const noise = Math.round(2000 * random.next());
    const price = Math.round(area * 3000) + 9000 * rooms + (city === 0 ? 90_000 : 0) + noise;
    lines.push(
      [
        i,
        i % 9 === 0 ? "" : area,
        words[rooms],
        i % 7 === 0 ? "" : ["Oslo", "Bergen", "Tromsø"][city],
        lift ? "True" : "False",
        `"$${price.toLocaleString("en-US")}"`,
        price * 100,
        "2024-05-01",
        `"flat ${["near the park", "by the sea"][i % 2]}, ${["quiet", "sunny"][lift ? 1 : 0]}, number ${i}"`,
        i % 9 === 0 ? "" : area,
        "web",
      ].join(","),
    );
  }
  return lines;
}

describe("trainTable", () => {
  it("learns a messy table, and what is saved answers plain records", async () => {
    const raw = await table(flats(160));
    const trained = trainTable(raw, { ...defaults, target: "price" });
    const { target, choice, chosen, heldOut, model, importances } = trained;
    expect(target.cleanings).toMatchObject([{ form: "currency signs", count: 160 }]);
    expect([target.task, target.rows.length]).toEqual(["regression", 160]);
    const kinds = choice.features.map(({ name, kind }) => [name, kind]);
    expect(kinds).toEqual([
      ["area", "number"],
      ["rooms", "number"],
      ["city", "category"],
      ["lift", "boolean"],
      ["text", "text"],
    ]);
    const left = choice.leftOut.map(({ name }) => name);
    expect(left).toEqual(["id", "cents", "seen", "area2", "source"]);
    expect(chosen.beatsBaseline).toBe(true);
    expect(heldOut?.scores.get("r2")).toBeGreaterThan(0.8);
    expect(importances[0]?.name).toBe("area");
    for (const sklearn of ["1.2", "1.9"]) {
      const loaded = await loadModel(toPickle(model, { sklearn }), { name: "model.pkl" });
      const names = loaded.signature.inputs.map(({ name }) => name);
      expect(names.sort()).toEqual(["area", "city", "lift", "rooms", "text"]);
      const record = { area: 80, rooms: 2, city: "Oslo", lift: true, text: "flat by the sea" };
      const [answer] = await loaded.predict([record, { ...record, city: null, area: null }]);
      expect(Math.abs(Number(answer?.prediction) - 349_000)).toBeLessThan(40_000);
    }
  });

  it("gives the same file, card and reference data for the same seed", async () => {
    const raw = await table(flats(60));
    const make = (seed: number): string => {
      const trained = trainTable(raw, { ...defaults, target: "price", model: "forest", seed });
      return `${Buffer.from(toPickle(trained.model)).toString("base64")}${cardOf(trained, raw)}${JSON.stringify(trained.reference)}`;
    };
    expect(make(1)).toBe(make(1));
    expect(make(1)).not.toBe(make(2));
  });

  it("tells labels from numbers by the target, and listens to the user", async () => {
    const rows = Array.from({ length: 40 }, (_, i) => `${i % 7},${i % 3},${i % 2 ? "no" : "yes"}`);
    const raw = await table(["x,stars,answer", ...rows]);
    const task = (target: string, more: Partial<TrainRequest> = {}): string =>
      trainTable(raw, { ...defaults, model: "tree", ...more, target }).target.task;
    expect(task("answer")).toBe("classification");
    expect(task("stars")).toBe("classification");
    expect(task("stars", { task: "regression" })).toBe("regression");
  });

  it("refuses the target as a column to leave out or to learn from", async () => {
    const raw = await table(["x,y", ...Array.from({ length: 20 }, (_, i) => `${i},${i * i}`)]);
    const asked = { ...defaults, target: "y" };
    const kinds = new Map([["y", "category"]] as const);
    expect(errorOf(() => trainTable(raw, { ...asked, drop: ["y"] })).code).toBe("USAGE");
    expect(errorOf(() => trainTable(raw, { ...asked, kinds })).code).toBe("USAGE");
    expect(errorOf(() => trainTable(raw, { ...asked, drop: ["x"] })).code).toBe("TRAIN_TABLE");
  });

  it("chooses the simplest within one standard error, and says when nothing was learned", async () => {
    const random = randomNumbers(1);
    const noise = Array.from({ length: 80 }, () => `${random.next()},${random.next()}`);
    const trained = trainTable(await table(["x,y", ...noise]), { ...defaults, target: "y" });
    expect(trained.chosen.beatsBaseline).toBe(false);
    expect(trained.chosen.trial.family.name).toBe("linear");
  });

  it("learns from one word and gaps, but not a target of them", async () => {
    const rows = Array.from(
      { length: 60 },
      (_, i) => `${i % 2 ? "yes" : ""},${(i % 2) * 5 + i / 60}`,
    );
    const raw = await table(["vip,y", ...rows]);
    const asked = { ...defaults, model: "linear" };
    expect(trainTable(raw, { ...asked, target: "y" }).importances[0]?.name).toBe("vip");
    expect(errorOf(() => trainTable(raw, { ...asked, target: "vip" })).code).toBe("TRAIN_TABLE");
  });

  it("says when the rows held out show nothing of what the folds show", async () => {
    const random = randomNumbers(3);
    const learned = Array.from({ length: 110 }, () => random.next());
    const raw = await table(["x,y", ...learned.map((x) => `${x},${x + random.next() / 9}`)]);
    const trained = trainTable(raw, { ...defaults, model: "linear", target: "y" });
    expect(trained.heldOut?.beatsBaseline).toBe(true);
    expect(doubtText(trained)).toBe(null);
    const noise = await table(["x,y", ...learned.map((x) => `${x},${random.next()}`)]);
    const { heldOut } = trainTable(noise, { ...defaults, model: "tree", target: "y" });
    expect(heldOut?.beatsBaseline).toBe(false);
    expect(doubtText({ ...trained, heldOut })).not.toBe(null);
  });

  it("leaves out what is the target in other words, unless the user wants it", async () => {
    const rows = Array.from({ length: 60 }, (_, i) => `${i % 7},${i % 2},${i % 2 ? "no" : "yes"}`);
    const raw = await table(["x,code,answer", ...rows]);
    const request = { ...defaults, model: "tree", target: "answer" };
    expect(trainTable(raw, request).choice.leftOut.map(({ name }) => name)).toEqual(["code"]);
    const kinds = new Map([["code", "number"]] as const);
    const { choice } = trainTable(raw, { ...request, kinds });
    expect([choice.leftOut, choice.warnings.length]).toEqual([[], 1]);
  });

  it("leaves out columns of hardly a cell, and texts of hardly a common word", async () => {
    const rows = Array.from({ length: 40 }, (_, i) => {
      const text = `w${i}a w${i}b w${i}c`;
      return `${i % 7},${i < 3 ? i : ""},${i % 3 === 0 ? "" : i},${text},${i * 2 + (i % 3)}`;
    });
    const raw = await table(["x,rare,gaps,words,y", ...rows]);
    const { choice } = trainTable(raw, { ...defaults, model: "linear", target: "y" });
    expect(choice.features.map(({ name }) => name)).toEqual(["x", "gaps"]);
    expect(choice.leftOut.map(({ name }) => name)).toEqual(["rare", "words"]);
  });

  it.each<readonly [string, readonly string[], Partial<TrainRequest>, string]>([
    ["a target that there is not", ["a,b", "1,2"], { target: "salery" }, "USAGE"],
    ["a model that there is not", ["a,b", ...pairs], { target: "b", model: "forrest" }, "USAGE"],
    ["a model of another task", ["a,b", ...pairs], { target: "b", model: "logistic" }, "USAGE"],
    ["a metric of another task", ["a,b", ...pairs], { target: "b", metric: "f1_macro" }, "USAGE"],
    ["a metric that there is not", ["a,b", ...pairs], { target: "b", metric: "acc" }, "USAGE"],
    ["no rows", ["a,b"], { target: "b" }, "TRAIN_TABLE"],
    ["a constant target", ["a,b", "1,2", "2,2", "3,2"], { target: "b" }, "TRAIN_TABLE"],
    ["a target without cells", ["a,b", "1,", "2,", "3,"], { target: "b" }, "TRAIN_TABLE"],
    ["too few rows", ["a,b", "1,2", "2,3", "3,4"], { target: "b" }, "TRAIN_TABLE"],
    [
      "labels of a row each",
      ["a,b", ..."abcdefgh".split("").map((x) => `1,${x}`)],
      { target: "b" },
      "TRAIN_TABLE",
    ],
    [
      "texts to regress",
      ["a,b", ..."ababababab".split("").map((x) => `1,${x}`)],
      { target: "b", task: "regression" },
      "TRAIN_TABLE",
    ],
    [
      "fractions as labels",
      ["a,b", ...pairs.map((row) => `${row}.5`)],
      { target: "b", task: "classification" },
      "TRAIN_TABLE",
    ],
    [
      "nothing but constants",
      ["a,b", ...pairs.map((row) => row.replace(/^\d+/, "1"))],
      { target: "b" },
      "TRAIN_TABLE",
    ],
    [
      "nothing but the target",
      ["b", ...pairs.map((_, i) => String(i * i))],
      { target: "b" },
      "TRAIN_TABLE",
    ],
  ])("refuses %s", async (_, lines, request, code) => {
    const raw = await table(lines);
    expect(errorOf(() => trainTable(raw, { ...defaults, target: "b", ...request })).code).toBe(
      code,
    );
  });

  it("tells nothing of few rows in the reference data", async () => {
    const names = [
      ...new Array<string>(30).fill("common"),
      ...new Array<string>(20).fill("usual"),
      "Zyx",
      "Wvu",
    ];
    const rows = names.map((name, i) => `${name},${i === 7 ? 999_999.125 : i * 1.375},${i * i}`);
    const trained = trainTable(await table(["name,x,y", ...rows]), {
      ...defaults,
      target: "y",
      model: "linear",
    });
    const text = JSON.stringify(trained.reference);
    expect(text).toContain("common");
    for (const secret of ["Zyx", "Wvu", "999999"]) expect(text).not.toContain(secret);
    const { columns, answers } = trained.reference;
    expect(columns["name"]).toMatchObject({ other: { count: 2, categories: 2 } });
    const x = columns["x"];
    const counts = x?.kind === "number" ? x.counts : [];
    expect(Math.min(...counts)).toBeGreaterThanOrEqual(5);
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(52);
    expect(answers.kind).toBe("number");
    expect(cardOf(trained, { name: "rows.csv", rows: 52, skipped: null })).not.toMatch(/Zyx|Wvu/);
  });
});

const pairs: readonly string[] = Array.from({ length: 12 }, (_, i) => `${i % 5},${i * 3}`);

function cardOf(trained: TrainedTable, raw: Pick<RawTable, "name" | "rows" | "skipped">): string {
  return renderModelCard(trained, {
    table: raw,
    modelFile: "model.pkl",
    referenceFile: "model.reference.json",
    sklearn: "1.9.0",
    command: "picklejar train rows.csv --target y",
    version: "0.1.0",
  });
}
