// What `npm run bench` may be told.

import { parseArgs } from "node:util";
import { type BenchModel, benchModels } from "./models.ts";

export interface BenchOptions {
  readonly rounds: number;
  readonly models: readonly BenchModel[];
  /** Which parts run: `speed`, `start`, `csv` …; null for all. */
  readonly parts: ReadonlySet<string> | null;
  readonly isQuick: boolean;
  /** Where results are written. */
  readonly json: string | null;
  /** Results of an earlier run in which only what is measured now is replaced. */
  readonly into: string | null;
  /** Results from which only the page is written again. */
  readonly page: string | null;
}

const usage = `usage: npm run bench [-- OPTIONS]
  --quick         fewer rounds, shorter samples, at most 10,000 rows
  --only MODEL    one model, such as forest-cancer; its name or the beginning of it
  --part PART     one part: speed, threads, start, csv, training, stream, curves; may be repeated
  --rounds N      rounds of each measurement (7)
  --json FILE     where the results go (bench/results/latest.json for a whole run)
  --into FILE     measures again a part of an earlier run, in its results and on the page
  --page FILE     measures nothing: writes docs/performance.md from results of an earlier run`;

/** @returns the exit code where there is nothing to run */
export function readOptions(args: readonly string[]): BenchOptions | number {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        quick: { type: "boolean", default: false },
        only: { type: "string" },
        part: { type: "string", multiple: true },
        rounds: { type: "string" },
        json: { type: "string" },
        into: { type: "string" },
        page: { type: "string" },
        help: { type: "boolean", default: false },
      },
    });
    const { quick: isQuick, only = "", part, help } = values;
    if (help) {
      console.log(usage);
      return 0;
    }
    const rounds = Number(values.rounds ?? (isQuick ? 3 : 7));
    const models = benchModels.filter(({ name }) => name.startsWith(only));
    if (!Number.isInteger(rounds) || rounds < 1) throw new TypeError("--rounds takes a number");
    if (models.length === 0) {
      const names = benchModels.map(({ name }) => name);
      throw new TypeError(`no model ${only}; there are ${names.join(", ")}`);
    }
    const parts = part === undefined ? null : new Set(part);
    const { json = null, into = null, page = null } = values;
    return {
      rounds,
      models,
      parts: only === "" ? parts : new Set(["speed"]),
      isQuick,
      json,
      into,
      page,
    };
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    console.error(`bench: ${error.message}\n${usage}`);
    return 2;
  }
}
