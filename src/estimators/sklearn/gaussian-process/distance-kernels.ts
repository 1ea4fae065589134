// Stationary kernels: functions of the distance between two rows, which is measured in length scales.

import { PairSums } from "../../kernels/pair-sums.ts";
import { besselK, gammaFunction } from "./bessel.ts";
import type { ProcessKernel } from "./kernel.ts";

/**
 * A kernel of distances.
 *
 * @param scales  one length, or one for each column
 * @param ofSquare  the kernel's value from the squared distance; a factor ≤ 0 of it as e's exponent
 */
function distanceKernel(
  scales: Float64Array,
  ofSquare: ((squared: number) => number) | { readonly factor: number },
): ProcessKernel {
  return {
    against(points) {
      const { columns } = points;
      const lengths = Float64Array.from({ length: columns }, (_, j) => scales[j] ?? scales[0] ?? 1);
      const scaled = points.data.map((value, i) => value / (lengths[i % columns] ?? 1));
      const own = new Float64Array(columns);
      const pairs = new PairSums({ ...points, data: scaled });
      return (row, values) => {
        for (let j = 0; j < columns; j++) own[j] = (row[j] ?? 0) / (lengths[j] ?? 1);
        if (typeof ofSquare !== "function") {
          values.set(pairs.add("squares", own, 0, ofSquare.factor));
          return;
        }
        const squares = pairs.add("squares", own, 0);
        for (let i = 0; i < values.length; i++) values[i] = ofSquare(squares[i] ?? 0);
      };
    },
    own: () => 1,
  };
}

/** @see sklearn/gaussian_process/kernels.py `RBF` */
export function rbfKernel(scales: Float64Array): ProcessKernel {
  return distanceKernel(scales, { factor: -0.5 });
}

/** The smallest distance that the general Matérn kernel takes, where it has no value of its own. */
const leastDistance = 2.220446049250313e-16;

/** Above this its gamma function overflows. */
export const maxSmoothness = 171;

/**
 * @param nu  smoothness: 0 < ν ≤ 171, or infinite
 * @see sklearn/gaussian_process/kernels.py `Matern`
 */
export function maternKernel(scales: Float64Array, nu: number): ProcessKernel {
  if (nu === Infinity) return rbfKernel(scales);
  if (nu === 0.5) return distanceKernel(scales, (squared) => Math.exp(-Math.sqrt(squared)));
  if (nu === 1.5) {
    return distanceKernel(scales, (squared) => {
      const d = Math.sqrt(squared) * Math.sqrt(3);
      return (1 + d) * Math.exp(-d);
    });
  }
  if (nu === 2.5) {
    return distanceKernel(scales, (squared) => {
      const d = Math.sqrt(squared) * Math.sqrt(5);
      return (1 + d + (d * d) / 3) * Math.exp(-d);
    });
  }
  const factor = 2 ** (1 - nu) / gammaFunction(nu);
  const stretch = Math.sqrt(2 * nu);
  return distanceKernel(scales, (squared) => {
    const d = stretch * (Math.sqrt(squared) || leastDistance);
    return factor * d ** nu * besselK(nu, d);
  });
}

/** @see sklearn/gaussian_process/kernels.py `RationalQuadratic` */
export function rationalQuadraticKernel(scale: number, alpha: number): ProcessKernel {
  const unit = Float64Array.of(1);
  return distanceKernel(unit, (squared) => (1 + squared / (2 * alpha * scale ** 2)) ** -alpha);
}

/** @see sklearn/gaussian_process/kernels.py `ExpSineSquared` */
export function periodicKernel(scale: number, period: number): ProcessKernel {
  return distanceKernel(Float64Array.of(1), (squared) => {
    const wave = Math.sin((Math.PI / period) * Math.sqrt(squared)) / scale;
    return Math.exp(-2 * wave ** 2);
  });
}
