// The classes of picklejar/train by scikit-learn's paths, for the cases that scikit-learn fitted, too.

import { LinearRegression } from "../../src/train/linear-model/linear-regression.ts";
import { MinMaxScaler, StandardScaler } from "../../src/train/preprocessing/scalers.ts";
import type { Trainable } from "../../src/train/trainable.ts";

type Make = (params: object) => Trainable;

export const trainableClasses: ReadonlyMap<string, Make> = new Map<string, Make>([
  ["linear_model.LinearRegression", (params) => new LinearRegression(params)],
  ["preprocessing.StandardScaler", (params) => new StandardScaler(params)],
  ["preprocessing.MinMaxScaler", (params) => new MinMaxScaler(params)],
]);
