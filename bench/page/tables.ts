// The tables of docs/performance.md.

import { benchModels } from "../models.ts";
import { duration, grouped, peerName, perRow, times } from "../print.ts";
import type { Results } from "../results.ts";
import type { Duel } from "../speed.ts";
import type { Spread } from "../statistics.ts";

/** A table of Markdown. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;
  const rule = head.map((_, i) => (i === 0 ? "---" : "---:"));
  return [line(head), line(rule), ...rows.map(line)].join("\n");
}

/** Every floor that there is, and whether it is reached. */
export function floorCounts(results: Results): { readonly all: number; readonly met: number } {
  const marks = [
    ...asked(results).map(({ isMet }) => isMet),
    ...results.threads.map(({ isMet }) => isMet),
    ...results.starts.map(({ isMet }) => isMet),
    ...results.csv.map(({ isMet }) => isMet),
    ...results.training.map(({ isMet }) => isMet),
  ].filter((isMet) => isMet !== null);
  return { all: marks.length, met: marks.filter(Boolean).length };
}

/** What users call, as floors are meant: matrices, texts and columns in batches, single records where columns are mixed. */
function asked({ duels }: Results): readonly Duel[] {
  return duels.filter(({ model, rows, variant }) => {
    const wanted = benchModels.find(({ name }) => name === model)?.variant ?? "rows";
    return variant === (rows === 1 ? wanted : "rows");
  });
}

/** One table per model: a line for each number of rows and each peer. */
export function speedTables(results: Results): string {
  return benchModels
    .map(({ name, title }) => {
      const duels = asked(results).filter(({ model }) => model === name);
      if (duels.length === 0) return "";
      const rows = duels.map((duel) => [
        grouped(duel.rows),
        peerOf(duel),
        perRow(duel.ours.median),
        perRow(duel.theirs.median),
        spread(duel.ratio),
        floorText(duel),
        insideText(results, duel),
      ]);
      const head = ["rows", "peer", "ours, per row", "theirs, per row", "ratio", "floor", "inside"];
      return `### ${title}\n\n${table(head, rows)}\n\n${agreementText(duels)}`;
    })
    .filter((text) => text !== "")
    .join("\n\n");
}

export function threadsTable({ threads }: Results): string {
  const head = ["model", "rows", "1 thread", "2 threads", "times as fast", "floor", "answers"];
  return table(
    head,
    threads.map((result) => [
      result.title,
      grouped(result.rows),
      perRow(result.one.median),
      perRow(result.two.median),
      spread(result.ratio),
      floorText(result),
      result.isSame ? "the same" : "**differ**",
    ]),
  );
}

export function startTable({ starts }: Results): string {
  const head = ["model", "peer", "ours", "theirs", "ratio", "floor", "reading alone", "memory"];
  return table(
    head,
    starts.map((start) => [
      start.title,
      start.peer,
      duration(start.ours.median),
      duration(start.theirs.median),
      spread(start.ratio),
      floorText(start),
      `${duration(start.oursReadMs)} vs ${duration(start.theirsReadMs)}`,
      `${start.oursMb.toFixed(0)} vs ${start.theirsMb.toFixed(0)} MB`,
    ]),
  );
}

export function csvTable({ csv }: Results): string {
  const head = ["what", "peer", "ours", "theirs", "ratio", "floor"];
  return table(
    head,
    csv.map((result) => [
      `${grouped(result.rows)} rows × ${result.columns}`,
      result.peer,
      duration(result.ours.median),
      duration(result.theirs.median),
      spread(result.ratio),
      floorText(result),
    ]),
  );
}

export function trainingTable({ training }: Results): string {
  const head = [
    "class",
    "rows",
    "ours",
    "theirs",
    "ours takes",
    "at most",
    "score, ours",
    "theirs",
  ];
  return table(
    head,
    training.map((result) => [
      result.className,
      grouped(result.rows),
      duration(result.oursMs),
      duration(result.theirsMs),
      times(result.ratio),
      `${result.ceiling}×${result.isMet ? "" : " **missed**"}`,
      result.oursScore.toFixed(4),
      result.theirsScore.toFixed(4),
    ]),
  );
}

export function streamTable({ stream }: Results): string {
  if (stream === null) return "";
  const head = ["rows", "POST /batch", "memory", stream.peer, "memory"];
  return table(
    head,
    stream.ours.map((point, i) => {
      const other = stream.theirs[i];
      const theirs = other === undefined ? ["", ""] : [duration(other.ms), mb(other.peakMb)];
      return [grouped(point.rows), duration(point.ms), mb(point.peakMb), ...theirs];
    }),
  );
}

function mb(value: number): string {
  return `${grouped(Math.round(value))} MB`;
}

function peerOf({ peer, kind }: Duel): string {
  return peerName(peer, kind);
}

/** Median and quartiles over the rounds. */
function spread({ median, q1, q3 }: Spread): string {
  return `${times(median)} (${times(q1)}–${times(q3)})`;
}

function floorText({
  floor,
  isMet,
}: {
  readonly floor: number | null;
  readonly isMet: boolean | null;
}): string {
  if (floor === null) return "";
  if (isMet === null) return `${floor}×, not judged`;
  return isMet === true ? `${grouped(floor)}× met` : `${grouped(floor)}× **missed**`;
}

/** The same for the estimator that takes whole matrices. */
function insideText({ duels }: Results, duel: Duel): string {
  const inside = duels.find(
    ({ variant, model, rows, peer, kind }) =>
      variant === "inside" &&
      model === duel.model &&
      rows === duel.rows &&
      peer === duel.peer &&
      kind === duel.kind,
  );
  return inside === undefined ? "" : `${times(inside.ratio.median)}`;
}

function agreementText(duels: readonly Duel[]): string {
  const seen = new Map(duels.map((duel) => [peerOf(duel), duel.agreement]));
  const each = [...seen].map(([peer, { rows, different, largest }]) => {
    const count = `${grouped(rows - different)} of ${grouped(rows)} answers are the same`;
    return `${peer} ${count}${different > 0 ? ` (largest relative difference ${largest.toExponential(0)})` : ""}`;
  });
  return `Compared before: ${each.join("; ")}.`;
}
