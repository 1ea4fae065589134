// The end of a prediction log, read line by line while the server is busy with better things.

import { constants } from "node:fs";
import { open } from "node:fs/promises";
import { setImmediate as nextTurn } from "node:timers/promises";
import { type LogLine, parseLogLine } from "./log-line.ts";
import { asideName } from "./prediction-log.ts";

/** What is read, and how much of it. */
export interface TailOptions {
  /** Bytes that are read at most, of the file and the one before it together. */
  readonly maxBytes?: number;
  /** Time that is spent at most, milliseconds. */
  readonly maxMs?: number;
  /** Told of every line; null for one that is none. */
  readonly onLine: (line: LogLine | null) => void;
  readonly signal?: AbortSignal;
}

// A piece is parsed in a millisecond or two of the event loop.
const pieceBytes = 2 ** 14;

const maxLineCharacters = 2 ** 21;

/**
 * Reads the last lines of a log, the file that was put aside before it included, oldest first.
 *
 * @param origin  the file and where its end was when the log was opened: what is written later is not read
 * @returns whether older lines were left unread
 */
export async function readLogTail(
  origin: { readonly path: string; readonly size: number },
  { maxBytes = 2 ** 24, maxMs = 10_000, onLine, signal }: TailOptions,
): Promise<boolean> {
  const until = performance.now() + maxMs;
  const own = Math.min(origin.size, maxBytes);
  const isOver = (): boolean => signal?.aborted === true || performance.now() > until;
  // Opened before anything is read: both may be renamed meanwhile.
  await using file = await openRegular(origin.path);
  await using aside = own < maxBytes ? await openRegular(asideName(origin.path)) : null;
  let isCut = own < origin.size;
  if (aside !== null) {
    const bytes = Math.min(aside.size, maxBytes - own);
    isCut ||= bytes < aside.size;
    const isWhole = await readLines(aside, aside.size - bytes, aside.size, onLine, isOver);
    isCut ||= !isWhole;
  }
  if (file === null) return isCut;
  const isWhole = await readLines(file, origin.size - own, origin.size, onLine, isOver);
  return isCut || !isWhole;
}

type OpenFile = NonNullable<Awaited<ReturnType<typeof openRegular>>>;

/** @returns null for what is not there, or no file that has an end */
async function openRegular(path: string) {
  const handle = await open(path, constants.O_RDONLY | constants.O_NONBLOCK).catch(() => null);
  if (handle === null) return null;
  const found = await handle.stat();
  if (!found.isFile()) {
    await handle.close();
    return null;
  }
  return { handle, size: found.size, [Symbol.asyncDispose]: () => handle.close() };
}

/** @returns whether everything was read */
async function readLines(
  { handle }: OpenFile,
  begin: number,
  end: number,
  onLine: TailOptions["onLine"],
  isOver: () => boolean,
): Promise<boolean> {
  const decoder = new TextDecoder();
  const buffer = new Uint8Array(pieceBytes);
  let rest = "";
  // Where reading begins amid a line, its rest is no line.
  let isAmid = begin > 0;
  for (let at = begin; at < end; ) {
    if (isOver()) return false;
    const { bytesRead } = await handle.read(buffer, 0, Math.min(pieceBytes, end - at), at);
    if (bytesRead === 0) break;
    at += bytesRead;
    const lines = (rest + decoder.decode(buffer.subarray(0, bytesRead), { stream: true })).split(
      "\n",
    );
    rest = lines.pop() ?? "";
    for (const line of lines) {
      if (!isAmid) onLine(parseLogLine(line));
      isAmid = false;
    }
    if (rest.length > maxLineCharacters) {
      if (!isAmid) onLine(null);
      rest = "";
      isAmid = true;
    }
    await nextTurn();
  }
  if (rest !== "" && !isAmid) onLine(parseLogLine(rest));
  return true;
}
