// The interleaved rounds: in each round everybody answers the same rows in turn, in alternating order; what counts is
// the ratio within a round, and its median over the rounds.

import { type Agreement, compareAnswers } from "./agreement.ts";
import { type LinePeer, PeerError } from "./line-peer.ts";
import { type BenchModel, floorOf, type PeerKind } from "./models.ts";
import type { Contender, Peers } from "./peers.ts";
import { peerName } from "./print.ts";
import { note } from "./setup.ts";
import { type Spread, spreadOf } from "./statistics.ts";

/** One model on so many rows, against one peer. */
export interface Duel {
  readonly model: string;
  readonly title: string;
  readonly rows: number;
  readonly peer: string;
  readonly kind: PeerKind;
  /** How ours was asked: `rows`, `record` or `inside`. */
  readonly variant: string;
  /** The version of scikit-learn that trained the model. */
  readonly trainedBy: string;
  readonly agreement: Agreement;
  /** Nanoseconds per row. */
  readonly ours: Spread;
  readonly theirs: Spread;
  /** Theirs over ours: above 1 ours is faster. */
  readonly ratio: Spread;
  readonly floor: number | null;
  readonly isMet: boolean | null;
}

/** A pair that was not timed, and why. */
export interface Untimed {
  readonly model: string;
  readonly peer: string;
  readonly variant: string;
  readonly reason: string;
}

export interface SpeedOptions {
  readonly rounds: number;
  readonly sampleMs: number;
  readonly maxRows: number;
}

interface Runner {
  readonly peer: LinePeer;
  readonly file: string;
  readonly variant: string;
  readonly rows: number;
  repeats: number;
  readonly nsPerRow: number[];
}

interface Pair {
  readonly contender: Contender;
  readonly variant: string;
  readonly agreement: Agreement;
}

export async function measureSpeed(
  peers: Peers,
  model: BenchModel,
  options: SpeedOptions,
): Promise<{ duels: readonly Duel[]; untimed: readonly Untimed[] }> {
  const contenders = peers.of(model);
  const trained = [...new Set(contenders.map(({ trainedBy }) => trainedBy))];
  for (const version of trained) {
    await peers.ours.ask("load", `${version}/${model.name}`, model.samples);
  }
  for (const { peer } of oncePerPeer(contenders)) await peer.ask("load", model.name, model.samples);
  const untimed: Untimed[] = [];
  const pairs = await agreeingPairs(peers.ours, contenders, model, untimed);
  const duels: Duel[] = [];
  for (const rows of model.rows.filter((count) => count <= options.maxRows)) {
    const asked = pairs.filter(({ variant }) => variant !== "record" || rows === 1);
    duels.push(...(await rounds(peers.ours, asked, model, rows, options)));
  }
  for (const version of trained) await peers.ours.ask("forget", `${version}/${model.name}`);
  for (const { peer } of oncePerPeer(contenders)) await peer.ask("forget", model.name);
  return { duels, untimed };
}

function oncePerPeer(contenders: readonly Contender[]): readonly Contender[] {
  return [...new Map(contenders.map((contender) => [contender.peer, contender])).values()];
}

async function agreeingPairs(
  ours: LinePeer,
  contenders: readonly Contender[],
  model: BenchModel,
  untimed: Untimed[],
): Promise<readonly Pair[]> {
  const pairs: Pair[] = [];
  for (const contender of contenders) {
    for (const variant of ["rows", "record", "inside"]) {
      const refuse = (reason: string): void => {
        const peer = peerName(contender.title, contender.kind);
        note(`${model.name}, ${variant}, ${peer}: ${reason}`);
        untimed.push({ model: model.name, peer, variant, reason });
      };
      try {
        const agreement = await compareAnswers(ours, contender, model, variant);
        if (agreement.isSame) pairs.push({ contender, variant, agreement });
        else refuse(`${agreement.different} of ${agreement.rows} answers differ`);
      } catch (error) {
        if (!(error instanceof PeerError)) throw error;
        refuse(error.message);
      }
    }
  }
  return pairs;
}

async function rounds(
  ours: LinePeer,
  pairs: readonly Pair[],
  model: BenchModel,
  rows: number,
  options: SpeedOptions,
): Promise<readonly Duel[]> {
  const runners = new Map<string, Runner>();
  const runnerOf = (peer: LinePeer, file: string, variant: string): Runner => {
    const key = `${peer.pid} ${file} ${variant}`;
    const runner = runners.get(key) ?? { peer, file, variant, rows, repeats: 1, nsPerRow: [] };
    runners.set(key, runner);
    return runner;
  };
  const duels = pairs.map(({ contender, variant, agreement }) => {
    const mine = runnerOf(ours, `${contender.trainedBy}/${model.name}`, variant);
    const theirs = runnerOf(contender.peer, model.name, contender.variant);
    return { contender, variant, agreement, mine, theirs };
  });
  const turns = [...runners.values()];
  for (const runner of turns) await warmUp(runner, options.sampleMs);
  for (let round = 0; round < options.rounds; round++) {
    for (const runner of round % 2 === 0 ? turns : turns.toReversed()) await sample(runner);
  }
  return duels.map(({ contender, variant, agreement, mine, theirs }) => {
    const { title, kind, version, trainedBy } = contender;
    const ratio = spreadOf(mine.nsPerRow.map((ns, i) => (theirs.nsPerRow[i] ?? Number.NaN) / ns));
    const floor = floorOf(model.name, kind, version, rows);
    return {
      model: model.name,
      title: model.title,
      rows,
      peer: title,
      kind,
      variant,
      trainedBy,
      agreement,
      ours: spreadOf(mine.nsPerRow),
      theirs: spreadOf(theirs.nsPerRow),
      ratio,
      floor,
      isMet: floor === null ? null : ratio.median >= floor,
    };
  });
}

/** Runs until the code is hot, and finds how many repeats make a sample of the wanted length. */
async function warmUp(runner: Runner, sampleMs: number): Promise<void> {
  let spentMs = 0;
  while (spentMs < 3 * sampleMs) {
    const ns = Number(await ask(runner));
    spentMs += ns / 1e6;
    const wanted = Math.round((runner.repeats * sampleMs * 1e6) / Math.max(ns, 1));
    runner.repeats = Math.max(1, Math.min(wanted, runner.repeats * 20));
  }
}

async function sample(runner: Runner): Promise<void> {
  const ns = Number(await ask(runner));
  runner.nsPerRow.push(ns / runner.repeats / runner.rows);
}

function ask({ peer, file, variant, rows, repeats }: Runner): Promise<string> {
  return peer.ask("run", file, variant, rows, repeats);
}
