// All that a run found, as it is kept in bench/results and as the page is made from it.

import type { CsvResult } from "./measures/csv.ts";
import type { Curves } from "./measures/curves.ts";
import type { StartResult } from "./measures/start.ts";
import type { StreamResult } from "./measures/stream.ts";
import type { ThreadsResult } from "./measures/threads.ts";
import type { TrainingResult } from "./measures/training.ts";
import type { Noise } from "./noise.ts";
import type { PythonVersions } from "./setup.ts";
import type { Duel, Untimed } from "./speed.ts";

export interface Results {
  readonly date: string;
  readonly commit: string;
  /** What was measured again at other commits, in the order of time. */
  readonly again?: readonly { readonly what: string; readonly commit: string }[];
  readonly rounds: number;
  readonly minutes: number;
  readonly machine: {
    readonly cpu: string;
    readonly cores: number;
    readonly memoryGb: number;
    readonly system: string;
  };
  readonly node: string;
  readonly pythons: readonly PythonVersions[];
  readonly onnxruntime: string | null;
  readonly noise: { readonly before: Noise; readonly after: Noise };
  readonly duels: readonly Duel[];
  readonly untimed: readonly Untimed[];
  readonly threads: readonly ThreadsResult[];
  readonly starts: readonly StartResult[];
  readonly csv: readonly CsvResult[];
  readonly training: readonly TrainingResult[];
  readonly stream: StreamResult | null;
  readonly curves: Curves | null;
}

/** Earlier results with what was measured anew in the place of the old. */
export function mergedResults(old: Results, now: Results): Results {
  const models = new Set(now.duels.map(({ model }) => model));
  const parts = {
    ...(now.threads.length > 0 && { threads: now.threads }),
    ...(now.starts.length > 0 && { starts: now.starts }),
    ...(now.csv.length > 0 && { csv: now.csv }),
    ...(now.training.length > 0 && { training: now.training }),
    ...(now.stream !== null && { stream: now.stream }),
    ...(now.curves !== null && { curves: now.curves }),
  };
  const what = [...models, ...Object.keys(parts)].join(", ");
  const isOld = ({ model }: { readonly model: string }): boolean => !models.has(model);
  return {
    ...old,
    ...parts,
    again: [...(old.again ?? []), { what, commit: now.commit }],
    duels: [...old.duels.filter(isOld), ...now.duels],
    untimed: [...old.untimed.filter(isOld), ...now.untimed],
  };
}
