// A session of ONNX Runtime in a thread of its own, asked with or without an event loop.

import {
  MessageChannel,
  type MessagePort,
  receiveMessageOnPort,
  Worker,
} from "node:worker_threads";
import { PicklejarError } from "../../errors.ts";
import { type Limits, limitExceeded } from "../../limits.ts";
import type { SessionReply, SessionRequest, SessionStart } from "./session-messages.ts";
import type { PlainTensor } from "./tensors.ts";

/** How long an answer may take, milliseconds; then the thread is ended, whatever the graph makes it do. */
const patienceMs = 120_000;

/** What WebAssembly says when it cannot go on. */
const crash = /abort|unreachable|out of bounds|out of memory|bad_alloc/i;

// The thread's file lies beside this one, compiled or not.
const threadFile = new URL(
  `./session-thread.${import.meta.url.endsWith(".ts") ? "ts" : "js"}`,
  import.meta.url,
);

/** What became of a question; "late" where the thread was ended because it took too long. */
type Answer = SessionReply | { readonly kind: "late" };

interface Waiting {
  readonly resolve: (reply: Answer) => void;
  readonly reject: (error: Error) => void;
}

/** A thread ends when nobody holds its session any more. */
const forgotten = new FinalizationRegistry<Worker>((worker) => void worker.terminate());

export class OnnxSession {
  readonly #name: string;
  readonly #thread: Thread;

  /**
   * Starts the thread; the model is loaded there.
   *
   * @param name   of the file, for messages
   * @param bytes  the model without ZipMaps
   */
  constructor(name: string, bytes: Uint8Array) {
    this.#name = name;
    this.#thread = new Thread(bytes);
    forgotten.register(this, this.#thread.worker);
  }

  /** Whether it can be asked: a thread that was ended, or has crashed, answers no more. */
  get isAlive(): boolean {
    return this.#thread.isAlive;
  }

  /** Waits until the model is loaded. @throws RUNTIME_MISSING, ONNX_MALFORMED; LIMIT_EXCEEDED `timeMs` */
  async ready(limits: Limits): Promise<void> {
    const reply = await this.#thread.ask([], limits.timeMs);
    if (reply.kind === "late") throw limitExceeded(limits, "timeMs");
    if (reply.kind === "failed") {
      const reason = `ONNX Runtime refuses it (${plainReason(reply.reason)})`;
      throw new PicklejarError("ONNX_MALFORMED", { reason });
    }
    this.#tensors(reply);
  }

  /** All outputs of the graph. @throws RUNTIME_MISSING, ONNX_FAILED */
  async run(feeds: readonly PlainTensor[]): Promise<readonly PlainTensor[]> {
    return this.#tensors(await this.#thread.ask(feeds, patienceMs));
  }

  /** The same, while this thread waits. @throws as `run`; ONNX_FAILED after two minutes */
  runSync(feeds: readonly PlainTensor[]): readonly PlainTensor[] {
    return this.#tensors(this.#thread.askSync(feeds));
  }

  #tensors(reply: Answer): readonly PlainTensor[] {
    if (reply.kind === "tensors") return reply.tensors;
    if (reply.kind === "missing") throw new PicklejarError("RUNTIME_MISSING", { file: this.#name });
    const late = `there was no answer within ${patienceMs / 1000} seconds`;
    const reason = reply.kind === "late" ? late : plainReason(reply.reason);
    if (crash.test(reason)) this.#thread.end();
    throw new PicklejarError("ONNX_FAILED", { reason });
  }
}

/** Without the codes and the places in its own source that ONNX Runtime puts before what it says. */
function plainReason(reason: string): string {
  return reason
    .replace(/^[\s\S]*ERROR_MESSAGE: /, "")
    .replace(/^\S*\/\S+:\d+ (?:static )?[^\s(]+ [^\s(]+\([^)]*\) /, "")
    .replace(/[.\s]+$/, "");
}

/** Apart from the session, so that the thread's listeners do not hold it. */
class Thread {
  readonly worker: Worker;
  readonly #port: MessagePort;
  readonly #waiting = new Map<number, Waiting>();
  #asked = 0;
  #failure: Error | null = null;

  constructor(bytes: Uint8Array) {
    const { port1, port2 } = new MessageChannel();
    const shared = new Uint8Array(new SharedArrayBuffer(bytes.length));
    shared.set(bytes);
    const start: SessionStart = { bytes: shared, port: port2 };
    this.#port = port1;
    this.worker = new Worker(threadFile, {
      workerData: start,
      transferList: [port2],
      stdin: false,
    });
    this.#port.on("message", (reply: SessionReply) => this.#receive(reply));
    this.worker.on("error", (error: Error) => this.#fail(error));
    this.worker.on("exit", () => this.#fail(new Error("The thread of ONNX Runtime has ended.")));
    this.#rest();
  }

  get isAlive(): boolean {
    return this.#failure === null;
  }

  end(): void {
    this.#fail(new Error("The thread of ONNX Runtime was ended."));
    void this.worker.terminate();
  }

  async ask(feeds: readonly PlainTensor[], limitMs: number): Promise<Answer> {
    if (this.#failure !== null) throw this.#failure;
    const { promise, resolve, reject } = Promise.withResolvers<Answer>();
    const { id } = this.#send(feeds);
    this.#waiting.set(id, { resolve, reject });
    this.worker.ref();
    this.#port.ref();
    const timer = setTimeout(() => {
      this.#waiting.delete(id);
      resolve({ kind: "late" });
      this.end();
    }, limitMs);
    return promise.finally(() => clearTimeout(timer));
  }

  askSync(feeds: readonly PlainTensor[]): Answer {
    if (this.#failure !== null) throw this.#failure;
    const { id, signal } = this.#send(feeds);
    const ending = Atomics.wait(signal, 0, 0, patienceMs);
    if (ending === "timed-out") {
      this.end();
      return { kind: "late" };
    }
    for (;;) {
      const received: { message: SessionReply } | undefined = receiveMessageOnPort(this.#port);
      if (received === undefined) return { id, kind: "failed", reason: "its answer was lost" };
      if (received.message.id === id) return received.message;
      this.#receive(received.message);
    }
  }

  #send(feeds: readonly PlainTensor[]): SessionRequest {
    const signal = new Int32Array(new SharedArrayBuffer(4));
    const request: SessionRequest = { id: ++this.#asked, feeds, signal };
    this.#port.postMessage(request);
    return request;
  }

  #receive(reply: SessionReply): void {
    const waiting = this.#waiting.get(reply.id);
    this.#waiting.delete(reply.id);
    waiting?.resolve(reply);
    this.#rest();
  }

  #fail(error: Error): void {
    this.#failure ??= error;
    for (const { reject } of this.#waiting.values()) reject(error);
    this.#waiting.clear();
    this.#port.close();
  }

  /** A thread without work does not keep the process alive. */
  #rest(): void {
    if (this.#waiting.size > 0) return;
    this.worker.unref();
    this.#port.unref();
  }
}
