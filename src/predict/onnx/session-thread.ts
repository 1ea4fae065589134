// The inside of a session's thread: ONNX Runtime with one model, which answers what it is sent, one after another.
// onnxruntime-node is taken where it is installed, else the WebAssembly of onnxruntime-web; one processor thread each.

import { type MessagePort, workerData } from "node:worker_threads";
import type { SessionReply, SessionRequest, SessionStart } from "./session-messages.ts";
import type { ElementKind, PlainTensor, TensorData } from "./tensors.ts";

/** As much of ONNX Runtime's interface as is used; the same in both packages. */
interface Runtime {
  readonly env: { logLevel?: string; readonly wasm?: { numThreads?: number } };
  readonly InferenceSession: {
    create(bytes: Uint8Array, options: Readonly<Record<string, unknown>>): Promise<Session>;
  };
  readonly Tensor: new (type: string, data: TensorData, dims: readonly number[]) => RuntimeTensor;
}

interface Session {
  readonly outputNames: readonly string[];
  run(
    feeds: Readonly<Record<string, RuntimeTensor>>,
  ): Promise<Readonly<Record<string, RuntimeTensor>>>;
}

interface RuntimeTensor {
  readonly type: ElementKind;
  readonly dims: readonly number[];
  readonly data: TensorData;
}

const maxElements = 100_000_000;

// A name that the compiler does not follow: the package need not be there.
const nativeRuntime: string = "onnxruntime-node";

/** null where neither package is installed. */
async function loadRuntime(): Promise<Runtime | null> {
  try {
    return (await import(nativeRuntime)) as Runtime;
  } catch {
    // It is not installed, or without its binary file: WebAssembly needs none.
  }
  try {
    return (await import("onnxruntime-web/wasm")) as unknown as Runtime;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ERR_MODULE_NOT_FOUND")
      return null;
    throw error;
  }
}

async function start(runtime: Runtime, bytes: Uint8Array): Promise<Session> {
  runtime.env.logLevel = "fatal";
  if (runtime.env.wasm !== undefined) runtime.env.wasm.numThreads = 1;
  const options = { intraOpNumThreads: 1, interOpNumThreads: 1, logSeverityLevel: 4 };
  // The runtime wants memory of its own, not shared.
  return runtime.InferenceSession.create(new Uint8Array(bytes), options);
}

async function answer(
  runtime: Runtime,
  session: Session,
  feeds: readonly PlainTensor[],
): Promise<PlainTensor[]> {
  const tensors = feeds.map(
    ({ name, type, data, dims }) => [name, new runtime.Tensor(type, data, dims)] as const,
  );
  const outputs = await session.run(Object.fromEntries(tensors));
  return session.outputNames.map((name) => {
    const tensor = outputs[name];
    if (tensor === undefined) throw new Error(`the output ${name} is missing`);
    const { type, dims, data } = tensor;
    const elements = dims.reduce((product, size) => product * size, 1);
    if (elements > maxElements) throw new Error(`the output ${name} has ${elements} numbers`);
    return {
      name,
      type,
      dims: [...dims],
      data: typeof data === "string" ? [data] : (data.slice() as TensorData),
    };
  });
}

const { bytes, port } = workerData as SessionStart;

function reply(message: SessionReply, to: MessagePort = port): void {
  to.postMessage(message);
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

let runtime: Runtime | null = null;
const session = loadRuntime().then(async (loaded) => {
  runtime = loaded;
  return loaded === null ? null : start(loaded, bytes);
});

async function handle({ id, feeds, signal }: SessionRequest): Promise<void> {
  try {
    const ready = await session;
    if (ready === null || runtime === null) reply({ id, kind: "missing" });
    else
      reply({
        id,
        kind: "tensors",
        tensors: feeds.length === 0 ? [] : await answer(runtime, ready, feeds),
      });
  } catch (error) {
    reply({ id, kind: "failed", reason: reasonOf(error) });
  }
  Atomics.store(signal, 0, 1);
  Atomics.notify(signal, 0);
}

// One after another: ONNX Runtime's WebAssembly takes one run at a time.
let queue: Promise<void> = Promise.resolve();
port.on("message", (request: SessionRequest) => {
  queue = queue.then(() => handle(request));
});
session.catch(() => undefined);
