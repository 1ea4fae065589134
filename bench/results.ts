// All that a run found, as it is kept in bench/results and as the page is made from it.

import type { CsvResult } from "./measures/csv.ts";
import type { Curves } from "./measures/curves.ts";
import type { StartResult } from "./measures/start.ts";
import type { StreamResult } from "./measures/stream.ts";
import type { TrainingResult } from "./measures/training.ts";
import type { Noise } from "./noise.ts";
import type { PythonVersions } from "./setup.ts";
import type { Duel, Untimed } from "./speed.ts";

export interface Results {
  readonly date: string;
  readonly commit: string;
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
  readonly starts: readonly StartResult[];
  readonly csv: readonly CsvResult[];
  readonly training: readonly TrainingResult[];
  readonly stream: StreamResult | null;
  readonly curves: Curves | null;
}
