// A CSV file of up to ten million rows sent through `POST /batch`: how long it takes, and how much memory the server
// has at its peak; beside it a script of pandas that reads, predicts and writes.

import { spawn } from "node:child_process";
import { createReadStream, readFileSync } from "node:fs";
import { request } from "node:http";
import { join } from "node:path";
import { cacheFolder, distFolder } from "../folders.ts";
import { duration, grouped } from "../print.ts";
import { note, type Python, type Setup } from "../setup.ts";
import { startOnce } from "./start.ts";
import { linearModel, numbersFile, sizesOf } from "./tables.ts";

export interface StreamPoint {
  readonly rows: number;
  readonly ms: number;
  readonly peakMb: number;
}

export interface StreamResult {
  readonly columns: number;
  readonly ours: readonly StreamPoint[];
  readonly theirs: readonly StreamPoint[];
  readonly peer: string;
}

const columns = 3;

export async function measureStream(setup: Setup, isQuick: boolean): Promise<StreamResult | null> {
  const [python] = setup.pythons;
  if (python === undefined || python.versions.pandas === null) return null;
  const counts = [1000, 10_000, 100_000, 1_000_000, ...(isQuick ? [] : [10_000_000])];
  const file = numbersFile(columns, counts.at(-1) ?? 0);
  const model = linearModel(python, columns);
  const ours = await streamOurs(model, file, counts);
  const theirs: StreamPoint[] = [];
  for (const rows of counts) theirs.push(await scoreWithPandas(python, model, file, rows));
  for (const [i, { rows, ms, peakMb }] of ours.entries()) {
    const other = theirs[i];
    const mine = `${duration(ms)}, ${peakMb.toFixed(0)} MB`;
    note(
      `${grouped(rows)} rows: ${mine}; pandas ${duration(other?.ms ?? 0)}, ${other?.peakMb.toFixed(0)} MB`,
    );
  }
  return { columns, ours, theirs, peer: `pandas ${python.versions.pandas}` };
}

async function streamOurs(
  model: string,
  file: string,
  counts: readonly number[],
): Promise<readonly StreamPoint[]> {
  const port = process.env["PICKLEJAR_BENCH_PORT"] ?? "7349";
  const args = [join(distFolder, "cli", "main.js"), "serve", model, "--port", port, "--no-log"];
  const server = spawn(process.execPath, args, { cwd: cacheFolder, stdio: ["ignore", "pipe", 2] });
  try {
    await ready(`http://127.0.0.1:${port}/healthz`);
    const points: StreamPoint[] = [];
    // Two before the others, so that the code is hot.
    for (const rows of [1000, 100_000, ...counts]) {
      const point = await streamOnce(Number(port), server.pid ?? 0, file, rows);
      points.push(point);
    }
    return points.slice(2);
  } finally {
    server.kill();
  }
}

async function ready(url: string): Promise<void> {
  for (let tries = 0; tries < 200; tries++) {
    const isUp = await fetch(url).then(
      ({ status }) => status < 500,
      () => false,
    );
    if (isUp) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`nothing answers at ${url}`);
}

async function streamOnce(
  port: number,
  pid: number,
  file: string,
  rows: number,
): Promise<StreamPoint> {
  const { header, row } = sizesOf(columns);
  const body = createReadStream(join(cacheFolder, file), { end: header + row * rows - 1 });
  const done = Promise.withResolvers<number>();
  const start = performance.now();
  let peakMb = 0;
  const watch = setInterval(() => {
    peakMb = Math.max(peakMb, residentMb(pid));
  }, 20);
  const asked = request({
    port,
    path: "/batch",
    method: "POST",
    headers: { "content-type": "text/csv" },
  });
  asked.on("error", done.reject);
  asked.on("response", (response) => {
    let lines = 0;
    response.on("data", (chunk: Buffer) => {
      for (const byte of chunk) if (byte === 10) lines++;
    });
    response.on("error", done.reject);
    response.on("end", () => {
      if (lines === rows + 1) done.resolve(performance.now() - start);
      else done.reject(new Error(`/batch answered ${lines} lines for ${rows} rows`));
    });
  });
  body.pipe(asked);
  try {
    const ms = await done.promise;
    return { rows, ms, peakMb: Math.max(peakMb, residentMb(pid)) };
  } finally {
    clearInterval(watch);
  }
}

/** Linux tells what a process holds in memory. */
function residentMb(pid: number): number {
  const status = readFileSync(`/proc/${pid}/status`, "utf8");
  return (Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0) * 1024) / 1e6;
}

async function scoreWithPandas(
  python: Python,
  model: string,
  file: string,
  rows: number,
): Promise<StreamPoint> {
  const out = join("csv", "scored.csv");
  const args = [...python.args, "python/score_csv.py", model, file, out, String(rows)];
  const { answer, mb } = await startOnce({
    command: python.command,
    args,
    cwd: cacheFolder,
    threads: 1,
  });
  return { rows, ms: answer, peakMb: mb };
}
