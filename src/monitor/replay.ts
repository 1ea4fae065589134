// The counts of a server that was restarted: its log, read back in the background.

import type { Prediction } from "../predict/prediction.ts";
import type { LogEntry, LogLine } from "../store/log-line.ts";
import { readLogTail, type TailOptions } from "../store/log-tail.ts";
import { countedRows, type Monitor, type ReplayState } from "./monitor.ts";

// A clock that was put right must not leave answers in the future.
const aheadMs = 60_000;

/** Counts what a log holds. Never fails: a log that cannot be read counts nothing. */
export async function replayLog(
  monitor: Monitor,
  origin: { readonly path: string; readonly size: number },
  options: Omit<TailOptions, "onLine"> = {},
): Promise<void> {
  const replay: ReplayState = { ...monitor.replay, state: "reading" };
  monitor.replay = replay;
  const lines = new Replay(monitor, replay);
  try {
    replay.isCut = await readLogTail(origin, { ...options, onLine: (line) => lines.take(line) });
  } catch {
    replay.isCut = true;
  }
  monitor.replay = { ...replay, state: "done" };
}

/** Makes requests of lines: the rows of one follow each other. */
class Replay {
  readonly #monitor: Monitor;
  readonly #state: ReplayState;
  readonly #now = Date.now();
  #request: string | null = null;

  constructor(monitor: Monitor, state: ReplayState) {
    this.#monitor = monitor;
    this.#state = state;
  }

  take(line: LogLine | null): void {
    if (line === null || line.at > this.#now + aheadMs) {
      this.#state.broken++;
      return;
    }
    this.#state.lines++;
    const { at, id } = line;
    if ("error" in line) this.#monitor.failed(at, id, line.error.status, line.error.code);
    else if ("batch" in line) this.#monitor.batch(at, line.batch.rows);
    else if ("feedback" in line) {
      const { answer, prediction, row = null, note = null } = line.feedback;
      this.#monitor.judged({ at, id, row, answer, prediction, note });
    } else this.#takeEntry(line);
  }

  #takeEntry({ at, id, version, row, inputs, answer, ms }: LogEntry): void {
    const isFirst = row === null || id !== this.#request;
    this.#request = id;
    const isOther = version !== this.#monitor.options.version;
    if (isOther) this.#state.otherVersion++;
    const isSilent = isOther || answer === undefined;
    if (isSilent || (row ?? 0) >= countedRows) {
      if (isFirst) this.#monitor.answeredUnseen(at, 1, ms);
      else this.#monitor.unseenRows(at, 1);
      return;
    }
    const prediction = predictionOf(answer);
    if (isFirst) {
      const rows = inputs === undefined ? null : [inputs];
      this.#monitor.answered({ at, id, inputs: rows, predictions: [prediction], ms });
    } else this.#monitor.answeredRow(at, id, inputs ?? null, prediction);
  }
}

/** What is counted of an answer; its probabilities are only shown. */
function predictionOf({ prediction }: NonNullable<LogEntry["answer"]>): Prediction {
  return { prediction };
}
