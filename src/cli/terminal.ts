// What a stream can show: whether a person reads it, how wide it is, which letters it has.

import { wrapLines } from "./layout.ts";

/** Signs of ours and what stands for them where there is only ASCII. */
const ascii: ReadonlyMap<string, string> = new Map([
  ["✖", "x"],
  ["✔", "*"],
  ["➜", ">"],
  ["→", "->"],
  ["·", "-"],
  ["…", "..."],
  ["×", "x"],
  ["█", "#"],
  ["░", "."],
]);

/** Whether keys can be asked for: a person is at both ends, and it is no build machine that only looks like one. */
export function isInteractive(): boolean {
  const { CI = "", TERM } = process.env;
  const isBuild = CI !== "" && CI !== "0" && CI !== "false";
  return (
    process.stdout.isTTY === true && process.stdin.isTTY === true && !isBuild && TERM !== "dumb"
  );
}

/** Columns of a terminal; Infinity where lines go into a file or another program, which wants them whole. */
export function widthOf(stream: NodeJS.WriteStream): number {
  if (stream.isTTY !== true) return Number.POSITIVE_INFINITY;
  return stream.columns > 0 ? Math.max(stream.columns, 20) : 80;
}

/** Whether a stream shows more than ASCII. What is no terminal does: its bytes are UTF-8. */
export function hasUnicode(stream: NodeJS.WriteStream): boolean {
  if (stream.isTTY !== true) return true;
  const { TERM, LC_ALL, LC_CTYPE, LANG, WT_SESSION, TERM_PROGRAM } = process.env;
  if (TERM === "linux" || TERM === "dumb") return false;
  if (process.platform === "win32") {
    return (
      WT_SESSION !== undefined || TERM_PROGRAM === "vscode" || TERM?.startsWith("xterm") === true
    );
  }
  // Told nothing, as in a container, it is somebody's modern terminal.
  const locale = LC_ALL || LC_CTYPE || LANG || "";
  return locale === "" || /utf-?8/i.test(locale);
}

/** A text as the stream can show it: our signs in ASCII where there is nothing else. */
export function drawable(text: string, stream: NodeJS.WriteStream): string {
  if (hasUnicode(stream)) return text;
  return text.replace(/[✖✔➜→·…×█░]/g, (sign) => ascii.get(sign) ?? sign);
}

/** The same, its lines broken to the stream's width. @param hang  what the lines after a broken one's first begin with */
export function fitted(text: string, stream: NodeJS.WriteStream, hang = "  "): string {
  return wrapLines(drawable(text, stream), widthOf(stream), hang);
}
