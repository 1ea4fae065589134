// One run of the project's code: a child process from its start to its end.

import { type ChildProcess, fork } from "node:child_process";
import type { Failure } from "./failure.ts";
import { describeEnd } from "./failure.ts";
import {
  type SupervisorMessage,
  type WatchedPaths,
  type WorkerMessage,
  type WorkerPlace,
  workerVariable,
} from "./worker.ts";

/** What is run: a program of Node with its arguments. */
export interface Program {
  readonly file: string;
  readonly args: readonly string[];
}

export interface GenerationEvents {
  /** What it said on standard error. */
  readonly onOutput: (text: string) => void;
  readonly onReady: (watched: WatchedPaths) => void;
  /** It ended without being told to, before or after it was ready. */
  readonly onFailure: (failure: Failure) => void;
}

// What a process says at its end is kept to this length, characters.
const maxOutput = 16_000;

// What a process says while it starts is passed on after so many milliseconds, unless it was its last word.
const heldMs = 300;

// A worker that was told to stop and does not is ended, milliseconds.
const stopMs = 30_000;

export class Generation {
  readonly #child: ChildProcess;
  readonly #ended: Promise<void>;
  #port: number | null = null;
  #inFlight = 0;
  #isStopping = false;
  #failure: Failure | null = null;
  #output = "";
  readonly #events: GenerationEvents;
  /** Said before it was ready, and not passed on yet. */
  #held = "";
  #heldTimer: NodeJS.Timeout | undefined;

  constructor(program: Program, place: WorkerPlace, root: string, events: GenerationEvents) {
    this.#events = events;
    this.#child = fork(program.file, program.args, {
      env: { ...process.env, ...colours(), [workerVariable]: JSON.stringify(place) },
      stdio: ["ignore", "inherit", "pipe", "ipc"],
    });
    this.#child.stderr?.setEncoding("utf8").on("data", (text: string) => {
      this.#output = (this.#output + text).slice(-maxOutput);
      this.#say(text);
    });
    this.#child.on("message", (message: WorkerMessage) => {
      if (message.event === "failed") this.#failure = message.failure;
      else {
        this.#port = message.port;
        this.#release();
        events.onReady(message.watched);
      }
    });
    this.#ended = new Promise((resolve) => {
      let isOver = false;
      const end = (how: string): void => {
        if (isOver) return;
        isOver = true;
        resolve();
        if (this.#isStopping) {
          this.#release();
          return;
        }
        const failure = this.#failure ?? describeEnd(this.#output, how, root);
        // What Node dumps about it is told better by the failure.
        if (failure.place !== null) this.#held = beforeDump(this.#held);
        this.#release();
        events.onFailure(failure);
      };
      // After "exit" there may be more to read of what it said.
      this.#child.once("close", (code, signal) =>
        end(signal ? `by ${signal}` : `with code ${code}`),
      );
      this.#child.once("error", (error) => end(`before it began: ${error.message}`));
    });
  }

  /** Passes on what it says: at once when it runs; while it starts a little later, since it may be its end. */
  #say(text: string): void {
    this.#held += text;
    clearTimeout(this.#heldTimer);
    if (this.#port === null) this.#heldTimer = setTimeout(() => this.#release(), heldMs);
    else this.#release();
  }

  #release(): void {
    clearTimeout(this.#heldTimer);
    if (this.#held !== "") this.#events.onOutput(this.#held);
    this.#held = "";
  }

  /** Where it answers; null until it is ready. */
  get port(): number | null {
    return this.#port;
  }

  /** Counts a request that is under way. @returns what is called at its end */
  enter(): () => void {
    this.#inFlight++;
    let isOver = false;
    return () => {
      if (isOver) return;
      isOver = true;
      this.#inFlight--;
      this.#stopWhenIdle();
    };
  }

  /** Ends the process when the requests under way are answered. */
  retire(): Promise<void> {
    this.#isStopping = true;
    this.#stopWhenIdle();
    return this.#ended;
  }

  /** Ends the process at once, whatever it does. */
  kill(): void {
    this.#isStopping = true;
    this.#child.kill("SIGKILL");
  }

  #stopWhenIdle(): void {
    if (!this.#isStopping || this.#inFlight > 0) return;
    const message: SupervisorMessage = { event: "stop" };
    if (this.#child.connected) this.#child.send(message, () => {});
    const timer = setTimeout(() => this.#child.kill("SIGKILL"), stopMs);
    timer.unref();
  }
}

/** What was said before Node began to dump an error: `file:///app.ts:3`, the line, a caret, the stack. */
function beforeDump(text: string): string {
  return text.replace(/^(?:file:\/\/)?\/[^\n]*:\d+\n[\s\S]*/m, "");
}

// The child's stderr is a pipe, whose colours somebody must vouch for.
function colours(): NodeJS.ProcessEnv {
  const isTerminal = process.stderr.isTTY === true && process.stdout.isTTY === true;
  const { NO_COLOR, FORCE_COLOR } = process.env;
  return isTerminal && NO_COLOR === undefined && FORCE_COLOR === undefined
    ? { FORCE_COLOR: "1" }
    : {};
}
