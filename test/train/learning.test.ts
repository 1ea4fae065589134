// What is learned here is what scikit-learn learns from the same data, and is written as its own objects are: for each
// version, the same attributes of the same kinds. A new cases file is a new test.

import { readdirSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { loadModel, PicklejarError, type PlainRows, type PlainSparse } from "../../src/index.ts";
import { dialects, newestDialect, since, sklearnVersion } from "../../src/train/dialect.ts";
import { camelCase } from "../../src/train/parameters.ts";
import { toPickle } from "../../src/train/save.ts";
import type { Trainable } from "../../src/train/trainable.ts";
import type { TrainingRows } from "../../src/train/training-data.ts";
import { trainableClasses } from "./classes.ts";
import {
  casesOf,
  dataOf,
  kindOf,
  type LearningCase,
  numbersOf,
  recordedBy,
  writtenAttributes,
} from "./learned.ts";

const suffix = ".cases.json";
const families = readdirSync(new URL("../fixtures/train/", import.meta.url))
  .filter((name) => name.endsWith(suffix))
  .map((name) => name.slice(0, -suffix.length));

describe.each(families)("%s", (family) => {
  const newest = recordedBy(family, "1.9.0");
  const exact = casesOf(family).filter(({ loose }) => loose !== true);
  const loose = casesOf(family).filter((learning) => learning.loose === true);

  it.each(exact)("learns what scikit-learn learns: $name", (learning) => {
    const { X, y, asked } = dataOf(learning);
    const model = trainable(learning).fit(X, y);
    const written = writtenAttributes(toPickle(model));
    const { values, answers } = newest[learning.name] ?? { values: {}, answers: {} };
    for (const [name, value] of Object.entries(values)) {
      expectClose(numbersOf(written.get(name)), value, name);
    }
    for (const [method, expected] of Object.entries(answers)) {
      expectClose(ask(model, method, asked), expected, method);
    }
    expect(Object.keys(answers).length).toBeGreaterThan(0);
  });

  it.each(loose)("learns as well as scikit-learn: $name", (learning) => {
    const { X, y, all, allY } = dataOf(learning);
    const model = trainable(learning).fit(X, y) as Trainable & {
      score(X: unknown, y: unknown): number;
    };
    const expected = newest[learning.name]?.score ?? Number.NaN;
    expect(model.score(all, allY)).toBeGreaterThan(expected - 0.03);
  });

  it.each(casesOf(family))("writes what each version writes: $name", (learning) => {
    const { X, y } = dataOf(learning);
    const model = trainable(learning).fit(X, y);
    for (const dialect of learning.newest === true ? [newestDialect] : dialects) {
      if (learning.since !== undefined && !since(dialect, learning.since)) {
        expect(() => toPickle(model, { sklearn: dialect })).toThrow(PicklejarError);
        continue;
      }
      const version = sklearnVersion(dialect);
      const { kinds } = recordedBy(family, version)[learning.name] ?? { kinds: {} };
      const written = writtenAttributes(toPickle(model, { sklearn: dialect }));
      const mine = Object.fromEntries([...written].map(([name, value]) => [name, kindOf(value)]));
      const shape = learning.loose === true ? withoutSizes : (kind: unknown) => kind;
      expect([version, shape(mine)]).toEqual([version, shape(kinds)]);
    }
  });

  it.each(casesOf(family))("answers the same from its file: $name", async (learning) => {
    const { X, y, asked } = dataOf(learning);
    const model = trainable(learning).fit(X, y);
    const loaded = await loadModel(toPickle(model, { sklearn: "1.4" }), { name: "model.pkl" });
    for (const method of Object.keys(newest[learning.name]?.answers ?? {})) {
      const answer = loaded.estimator[camelCase(method) as "predict"]?.(rowsOf(asked));
      expectClose(dense(answer), ask(model, method, asked), method, 1e-13);
    }
  });
});

function trainable(learning: LearningCase): Trainable {
  const make = trainableClasses.get(learning.class);
  if (make === undefined) throw new Error(`${learning.class} is not in test/train/classes.ts`);
  const entries = Object.entries(learning.params ?? {});
  return make(Object.fromEntries(entries.map(([name, value]) => [camelCase(name), value])));
}

function ask(model: Trainable, method: string, X: TrainingRows): unknown {
  const { estimator } = model;
  return dense(estimator[camelCase(method) as "predict"]?.(rowsOf(X)));
}

/** Sparse answers as rows of numbers, as fit.py records them. */
function dense(answer: unknown): unknown {
  if (typeof answer !== "object" || answer === null || !("shape" in answer)) return answer;
  const { shape, rows } = answer as PlainSparse;
  return rows.map((pairs) => {
    const row = new Array<number>(shape[1]).fill(0);
    for (const [column, value] of pairs) row[column] = value;
    return row;
  });
}

function rowsOf(X: TrainingRows): PlainRows {
  if (!("data" in X)) return X as PlainRows;
  const { data, rows, columns } = X;
  return Array.from({ length: rows }, (_, i) => data.subarray(i * columns, (i + 1) * columns));
}

/** Numbers within `tolerance` of each other, relative to the larger of them and 1; all else equal. */
function expectClose(mine: unknown, theirs: unknown, where: string, tolerance = 1e-6): void {
  if (typeof theirs === "number" && typeof mine === "number") {
    const off = Math.abs(mine - theirs) / Math.max(1, Math.abs(theirs));
    expect([where, mine, Object.is(mine, theirs) || off <= tolerance]).toEqual([where, mine, true]);
  } else if (theirs === "NaN") {
    expect([where, mine]).toEqual([where, Number.NaN]);
  } else if (Array.isArray(theirs) && Array.isArray(mine)) {
    expect([where, mine.length]).toEqual([where, theirs.length]);
    for (const [i, value] of theirs.entries())
      expectClose(mine[i], value, `${where}[${i}]`, tolerance);
  } else {
    expect([where, mine]).toEqual([where, theirs]);
  }
}

/** Kinds in which sizes of arrays are not told: those of a stochastic solver differ. */
function withoutSizes(kinds: unknown): unknown {
  return JSON.parse(JSON.stringify(kinds).replace(/\[\d[\d, ]*\]"/g, '[]"'));
}
