// ONNX Runtime as a peer of the bench, by its own binding for Node. Commands as in picklejar.ts;
// VARIANT `threads-N` is a session with N threads.

import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { readRows } from "./samples.ts";
import { type Command, serveLines } from "./serve-lines.ts";

/** What is used of the binding, which lies in the bench's own folder, where it is installed at all. */
interface Runtime {
  readonly InferenceSession: {
    create(path: string, options: Readonly<Record<string, unknown>>): Promise<Session>;
  };
  readonly Tensor: new (type: "float32", data: Float32Array, shape: readonly number[]) => Tensor;
}

interface Tensor {
  readonly data: ArrayLike<number | bigint>;
}

interface Session {
  readonly outputNames: readonly string[];
  run(feeds: Feeds, outputs: readonly string[]): Promise<Readonly<Record<string, Tensor>>>;
}

type Feeds = Readonly<Record<string, Tensor>>;

const [data = "", models = "", version = ""] = process.argv.slice(2);
const binding: string = "onnxruntime-node";
const { InferenceSession, Tensor }: Runtime = (await import(binding)).default;

interface Loaded {
  readonly sessions: ReadonlyMap<string, Session>;
  readonly data: Float32Array;
  readonly columns: number;
}

const loaded = new Map<string, Loaded>();

await serveLines(
  new Map<string, Command>([
    ["hello", () => JSON.stringify({ "onnxruntime-node": version })],
    ["load", loadFile],
    ["forget", forgetFile],
    ["answer", answerRows],
    ["run", runRows],
  ]),
);

async function loadFile(file = "", name = ""): Promise<string> {
  const rows = readRows(data, name);
  if (rows.kind !== "numbers") throw new Error("numbers only");
  const path = join(models, `${file}.onnx`);
  const sessions = new Map<string, Session>();
  for (const threads of [1, 2]) {
    const options = {
      intraOpNumThreads: threads,
      interOpNumThreads: 1,
      executionMode: "sequential",
    };
    sessions.set(`threads-${threads}`, await InferenceSession.create(path, options));
  }
  loaded.set(file, { sessions, data: Float32Array.from(rows.data), columns: rows.columns });
  return "ok";
}

/** Its samples are made once, as one who works with it all day would hold them. */
function callOf(file: string, variant: string, count: number): (i: number) => Promise<Tensor> {
  const model = loaded.get(file);
  const session = model?.sessions.get(variant);
  if (model === undefined || session === undefined) throw new Error(`no ${variant} of ${file}`);
  const { columns } = model;
  const output = session.outputNames[0] ?? "";
  const asked = Array.from({ length: count === 1 ? 256 : 1 }, (_, i) => {
    const part = model.data.subarray(i * columns, (i + count) * columns);
    return { x: new Tensor("float32", part, [count, columns]) };
  });
  return async (i) => {
    const answers = await session.run(asked[i % asked.length] ?? {}, [output]);
    const answer = answers[output];
    if (answer !== undefined) return answer;
    throw new Error("no answer");
  };
}

async function answerRows(file = "", variant = "", count = "", out = ""): Promise<string> {
  const answer = await callOf(file, variant, Number(count))(0);
  const values = Array.from(answer.data, Number);
  writeFileSync(out, new Uint8Array(Float64Array.from(values).buffer));
  return "ok";
}

async function runRows(file = "", variant = "", count = "", repeats = ""): Promise<string> {
  const call = callOf(file, variant, Number(count));
  const start = process.hrtime.bigint();
  for (let i = 0; i < Number(repeats); i++) await call(i);
  return String(process.hrtime.bigint() - start);
}

function forgetFile(file = ""): string {
  loaded.delete(file);
  return "ok";
}
