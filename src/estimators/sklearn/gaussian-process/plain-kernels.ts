// The kernels that others are put together of and by: constants, noise, products of rows, sums, products, powers.

import { dotProduct } from "../../dot-product.ts";
import { PairSums } from "../../kernels/pair-sums.ts";
import type { ProcessKernel, RowComparison } from "./kernel.ts";

/** The same for all rows. @see sklearn/gaussian_process/kernels.py `ConstantKernel` */
export function constantKernel(value: number): ProcessKernel {
  return {
    against: () => (_row, values) => values.fill(value),
    own: () => value,
  };
}

/** Noise, which a row shares with itself alone. @see sklearn/gaussian_process/kernels.py `WhiteKernel` */
export function whiteKernel(level: number): ProcessKernel {
  return {
    against: () => (_row, values) => values.fill(0),
    own: () => level,
  };
}

/** Inner product and a square. @see sklearn/gaussian_process/kernels.py `DotProduct` */
export function dotKernel(sigma: number): ProcessKernel {
  return {
    against: (points) => {
      const pairs = new PairSums(points);
      return (row, values) => {
        const sums = pairs.add("dots", row, 0);
        for (let i = 0; i < values.length; i++) values[i] = (sums[i] ?? 0) + sigma * sigma;
      };
    },
    own: (row) => dotProduct(row, row) + sigma * sigma,
  };
}

/** @see sklearn/gaussian_process/kernels.py `Sum` */
export function sumKernel(first: ProcessKernel, second: ProcessKernel): ProcessKernel {
  return bothKernels(first, second, (a, b) => a + b);
}

/** @see sklearn/gaussian_process/kernels.py `Product` */
export function productKernel(first: ProcessKernel, second: ProcessKernel): ProcessKernel {
  return bothKernels(first, second, (a, b) => a * b);
}

function bothKernels(
  first: ProcessKernel,
  second: ProcessKernel,
  join: (a: number, b: number) => number,
): ProcessKernel {
  return {
    against(points): RowComparison {
      const [compareFirst, compareSecond] = [first.against(points), second.against(points)];
      const others = new Float64Array(points.rows);
      return (row, values) => {
        compareFirst(row, values);
        compareSecond(row, others);
        for (let i = 0; i < values.length; i++) values[i] = join(values[i] ?? 0, others[i] ?? 0);
      };
    },
    own: (row) => join(first.own(row), second.own(row)),
  };
}

/** @see sklearn/gaussian_process/kernels.py `Exponentiation` */
export function powerKernel(base: ProcessKernel, exponent: number): ProcessKernel {
  return {
    against(points): RowComparison {
      const compare = base.against(points);
      return (row, values) => {
        compare(row, values);
        for (let i = 0; i < values.length; i++) values[i] = (values[i] ?? 0) ** exponent;
      };
    },
    own: (row) => base.own(row) ** exponent,
  };
}
