// A tree whose nodes are checked, laid out and packed, and what its leaves say, which some models change before it is
// placed. Both are made by a kernel, or else by JavaScript.

import type { Placed } from "../kernels/model-memory.ts";
import type { PackedNodes } from "./packed-tree.ts";

/** Good until the next tree is laid out. */
export interface LaidTree extends PackedNodes {
  /** Nodes. */
  readonly count: number;
  readonly features: number;
  /** Numbers per leaf. */
  readonly width: number;
  /** For each leaf the number of its node in the file, and the steps to it. */
  readonly leafNodes: Int32Array;
  readonly leafDepths: Int32Array;
  /** … the number of its node among the packed ones. */
  readonly places: Placed<Int32Array>;
  /** leaves × width; may be changed. */
  readonly values: Placed<Float64Array>;
}
