// Figures as lines for a terminal.

import type { PeerKind } from "./models.ts";
import type { Duel } from "./speed.ts";

export function printDuels(duels: readonly Duel[]): void {
  for (const duel of duels) {
    const { model, rows, variant, peer, kind, ours, theirs, ratio, floor, isMet } = duel;
    const goal = floor === null ? "" : `  floor ${floor}${isMet ? "" : "  MISSED"}`;
    const spread = `${times(ratio.median)} (${times(ratio.q1)}–${times(ratio.q3)})`;
    const cells = [
      model.padEnd(16),
      String(rows).padStart(7),
      variant.padEnd(7),
      peerName(peer, kind).padEnd(32),
      `${perRow(ours.median)} vs ${perRow(theirs.median)} `.padEnd(24),
    ];
    console.log(`${cells.join(" ")} ${spread}${goal}`);
  }
}

/** `ONNX Runtime 1.30.0, 2 threads` */
export function peerName(title: string, kind: PeerKind): string {
  return kind.endsWith("-2") ? `${title}, 2 threads` : title;
}

/** `12.3×` */
export function times(ratio: number): string {
  if (ratio >= 100) return `${grouped(Math.round(ratio))}×`;
  return `${Number(ratio.toPrecision(2))}×`;
}

/** Nanoseconds as `4.1 µs`. */
export function perRow(ns: number): string {
  if (ns >= 1e6) return `${digits(ns / 1e6)} ms`;
  return ns >= 1000 ? `${digits(ns / 1000)} µs` : `${digits(ns)} ns`;
}

/** Milliseconds as `1.2 s`. */
export function duration(ms: number): string {
  return ms >= 1000 ? `${digits(ms / 1000)} s` : `${digits(ms)} ms`;
}

export function grouped(value: number): string {
  return String(value).replace(/\B(?=(\d{3})+$)/g, ",");
}

function digits(value: number): string {
  return value >= 100 ? grouped(Math.round(value)) : String(Number(value.toPrecision(2)));
}
