// From linear predictors to means: the inverse of a generalized linear model's link.

import { PyObject } from "../../objects/values.ts";
import { normalShare } from "../normal-distribution.ts";
import type { State } from "../state.ts";

export type InverseLink = (score: number) => number;

const module = "statsmodels.genmod.families.links";

/** Links that are powers of the mean, by the class that fixes the power. */
const powers: ReadonlyMap<string, number> = new Map([
  ["Power", 1],
  ["identity", 1],
  ["inversepower", -1],
  ["inversesquared", -2],
  ["sqrt", 0.5],
]);

const inverses: ReadonlyMap<string, InverseLink> = new Map<string, InverseLink>([
  ["logit", logistic],
  ["log", Math.exp],
  ["logc", (score) => 1 - Math.exp(score)],
  ["probit", normalShare],
  ["cauchy", cauchyShare],
  ["cloglog", (score) => 1 - Math.exp(-Math.exp(score))],
  ["loglog", (score) => Math.exp(-Math.exp(-score))],
]);

/** 1 / (1 + e⁻ˣ). */
export function logistic(score: number): number {
  return 1 / (1 + Math.exp(-score));
}

function cauchyShare(score: number): number {
  return 0.5 + Math.atan(score) / Math.PI;
}

/**
 * The inverse of a family's link.
 *
 * @param family  a record of one of `statsmodels.genmod.families.family`
 * @see statsmodels/genmod/families/links.py
 */
export function readInverseLink(family: State): InverseLink {
  const place = family.has("_link") ? "_link" : "link";
  const value = family.value(place);
  const path = value instanceof PyObject ? value.global.path : "";
  const link = family.part(place, value, path.startsWith(`${module}.`) ? path : `${module}.Link`);
  // Until 0.13 the classes had lower-case names with underscores, and both until 0.15.
  const name = link.className.toLowerCase().replaceAll("_", "");
  const power = powers.get(name) ?? powers.get(link.className);
  if (power !== undefined) {
    const held = link.number("power", power);
    if (held === 0) throw link.mismatch("power", "another number than 0", "0");
    return held === 1 ? (score) => score : (score) => score ** (1 / held);
  }
  if (name === "negativebinomial" || name === "nbinom") {
    const alpha = link.number("alpha");
    return (score) => -1 / (alpha * (1 - Math.exp(-score)));
  }
  const inverse = name === "cdflink" ? distributionOf(link) : inverses.get(name);
  if (inverse === undefined) throw link.unsupported("an own link");
  return inverse;
}

/** The distribution that a link of one's own making takes. */
function distributionOf(link: State): InverseLink | undefined {
  const value = link.value("dbn");
  const name = value instanceof PyObject ? value.global.name : "";
  return inverses.get(name === "norm_gen" ? "probit" : name.replace(/_gen$/, ""));
}
