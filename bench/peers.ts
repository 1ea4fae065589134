// The peers as processes: ours, every Python with scikit-learn, and ONNX Runtime, one thread each and, where the
// floors say so, a second process with two.

import { join } from "node:path";
import { benchFolder, cacheFolder, distFolder } from "./folders.ts";
import { LinePeer } from "./line-peer.ts";
import type { BenchModel, PeerKind } from "./models.ts";
import type { Python, Setup } from "./setup.ts";

/** What answers for one kind of peer. */
export interface Contender {
  readonly kind: PeerKind;
  /** `scikit-learn 1.2.1`. */
  readonly title: string;
  readonly version: string;
  readonly peer: LinePeer;
  readonly variant: string;
  /** The folder of the models that it reads: the version of scikit-learn that trained them. */
  readonly trainedBy: string;
}

/** All processes of a run. */
export class Peers {
  readonly ours: LinePeer;
  readonly contenders: readonly Contender[];

  constructor(setup: Setup) {
    this.ours = startOurs();
    this.contenders = [...setup.pythons.flatMap(pythonContenders), ...onnxContenders(setup)];
  }

  /** Who is measured with a model: all of its kinds that this machine has. */
  of(model: BenchModel): readonly Contender[] {
    return this.contenders.filter(({ kind }) => model.peers.includes(kind));
  }

  close(): void {
    this.ours.close();
    for (const { peer } of this.contenders) peer.close();
  }
}

export function startOurs(threads = 1): LinePeer {
  const script = join(benchFolder, "peers", "picklejar.ts");
  const args = [script, distFolder, join(cacheFolder, "data"), join(cacheFolder, "models")];
  return new LinePeer({ command: process.execPath, args, cwd: cacheFolder, threads });
}

/** scikit-learn with the models that it trained itself. */
export function startPython(python: Python, threads = 1): LinePeer {
  const args = [...python.args, "python/peer.py", "data", `models/${python.versions.sklearn}`];
  return new LinePeer({ command: python.command, args, cwd: cacheFolder, threads });
}

function pythonContenders(python: Python): readonly Contender[] {
  const { sklearn, xgboost } = python.versions;
  const [one, two] = [startPython(python, 1), startPython(python, 2)];
  const common = { trainedBy: sklearn };
  const scikit = { ...common, title: `scikit-learn ${sklearn}`, version: sklearn };
  const contenders: Contender[] = [
    { ...scikit, kind: "sklearn", peer: one, variant: "predict" },
    { ...scikit, kind: "sklearn-2", peer: two, variant: "threads-2" },
  ];
  if (xgboost !== null) {
    const boosting = { ...common, title: `XGBoost ${xgboost}`, version: xgboost };
    contenders.push({ ...boosting, kind: "xgboost", peer: one, variant: "threads-1" });
    contenders.push({ ...boosting, kind: "xgboost-2", peer: two, variant: "threads-2" });
  }
  return contenders;
}

function onnxContenders({ onnxruntime, pythons }: Setup): readonly Contender[] {
  const [first] = pythons;
  if (onnxruntime === null || first === undefined) return [];
  const trainedBy = first.versions.sklearn;
  const script = join(benchFolder, "peers", "onnx.ts");
  const args = [
    script,
    join(cacheFolder, "data"),
    join(cacheFolder, "models", trainedBy),
    onnxruntime,
  ];
  const peer = new LinePeer({ command: process.execPath, args, cwd: cacheFolder, threads: 1 });
  const common = {
    peer,
    trainedBy,
    title: `ONNX Runtime ${onnxruntime}`,
    version: onnxruntime,
  };
  return [
    { ...common, kind: "onnx", variant: "threads-1" },
    { ...common, kind: "onnx-2", variant: "threads-2" },
  ];
}
