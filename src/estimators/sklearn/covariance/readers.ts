// The classes of sklearn.covariance. The estimators of covariances alone have no answers for new rows.

import type { Estimator } from "../../estimator.ts";
import { fittedOnly } from "../../fitted-only.ts";
import type { EstimatorReader } from "../../read-context.ts";
import type { State } from "../../state.ts";
import { readEllipticEnvelope } from "./elliptic-envelope.ts";

function readCovariances(state: State): Estimator {
  const { shape } = state.float64("location_", [null]);
  const [width = 0] = shape;
  state.float64("covariance_", [width, width]);
  return fittedOnly(state, "transformer", width);
}

export const readers: ReadonlyMap<string, EstimatorReader> = new Map([
  ["sklearn.covariance.EllipticEnvelope", readEllipticEnvelope],
  ["sklearn.covariance.EmpiricalCovariance", readCovariances],
  ["sklearn.covariance.GraphicalLasso", readCovariances],
  ["sklearn.covariance.GraphicalLassoCV", readCovariances],
  ["sklearn.covariance.LedoitWolf", readCovariances],
  ["sklearn.covariance.MinCovDet", readCovariances],
  ["sklearn.covariance.OAS", readCovariances],
  ["sklearn.covariance.ShrunkCovariance", readCovariances],
]);
