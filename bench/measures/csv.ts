// One million rows of eight numbers from a CSV file to columns, ours and pandas' in turn; and the whole work of a
// batch, from the file to a file with predictions.

import { join } from "node:path";
import { benchFolder, cacheFolder, distFolder } from "../folders.ts";
import { LinePeer } from "../line-peer.ts";
import { duration, times } from "../print.ts";
import { note, type Setup } from "../setup.ts";
import { type Spread, spreadOf } from "../statistics.ts";
import { linearModel, numbersFile } from "./tables.ts";

export interface CsvResult {
  readonly what: string;
  readonly rows: number;
  readonly columns: number;
  readonly peer: string;
  /** Milliseconds. */
  readonly ours: Spread;
  readonly theirs: Spread;
  readonly ratio: Spread;
  readonly floor: number;
  readonly isMet: boolean;
}

const columns = 8;

export async function measureCsv(
  setup: Setup,
  rounds: number,
  isQuick: boolean,
): Promise<readonly CsvResult[]> {
  const [python] = setup.pythons;
  if (python === undefined || python.versions.pandas === null) return [];
  const rows = isQuick ? 100_000 : 1_000_000;
  const file = numbersFile(columns, rows);
  const model = linearModel(python, columns);
  const script = join(benchFolder, "peers", "csv.ts");
  const cwd = cacheFolder;
  const ours = new LinePeer({
    command: process.execPath,
    args: [script, distFolder, model],
    cwd,
    threads: 1,
  });
  const args = [...python.args, "python/csv_peer.py"];
  const theirs = new LinePeer({ command: python.command, args, cwd, threads: 1 });
  const mine: number[] = [];
  const others: number[] = [];
  for (let round = -1; round < rounds; round++) {
    const asked = round % 2 === 0 ? [ours, theirs] : [theirs, ours];
    const sums = new Set<string>();
    for (const peer of asked) {
      const [ns, sum] = (await peer.ask("scan", file)).split(" ").map(Number);
      sums.add((sum ?? Number.NaN).toPrecision(9));
      if (round >= 0) (peer === ours ? mine : others).push((ns ?? Number.NaN) / 1e6);
    }
    if (sums.size > 1) throw new Error(`CSV: the sums differ: ${[...sums].join(", ")}`);
  }
  ours.close();
  theirs.close();
  const ratio = spreadOf(mine.map((ms, i) => (others[i] ?? Number.NaN) / ms));
  const result: CsvResult = {
    what: "a CSV file to columns of numbers",
    rows,
    columns,
    peer: `pandas ${python.versions.pandas}`,
    ours: spreadOf(mine),
    theirs: spreadOf(others),
    ratio,
    floor: 1,
    isMet: ratio.median >= 1,
  };
  note(
    `CSV: ${duration(result.ours.median)} vs ${duration(result.theirs.median)}, ${times(ratio.median)}`,
  );
  return [result];
}
