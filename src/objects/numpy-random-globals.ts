// Random states and generators of numpy, which models keep from their training: inert records. Prediction
// never draws a number.

import type { Builder, BuilderTable } from "./builders.ts";
import { cythonObject, forbidden, mergedTables, pathsOf, record, tableOf } from "./records.ts";
import { PyGlobal, PyObject } from "./values.ts";

const algorithms: ReadonlySet<string> = new Set([
  "MT19937",
  "PCG64",
  "PCG64DXSM",
  "Philox",
  "SFC64",
]);

const bitGeneratorClasses = [
  "numpy.random._mt19937.MT19937",
  "numpy.random._pcg64.PCG64",
  "numpy.random._pcg64.PCG64DXSM",
  "numpy.random._philox.Philox",
  "numpy.random._sfc64.SFC64",
];

const bitGeneratorConstructor = "numpy.random._pickle.__bit_generator_ctor";

/**
 * `__bit_generator_ctor("MT19937")` or, from numpy 1.25 on, of the class.
 *
 * @see numpy/random/_pickle.py
 */
const bitGenerator: Builder = (call) => {
  const [algorithm = "MT19937"] = call.args;
  const isKnown =
    algorithm instanceof PyGlobal
      ? bitGeneratorClasses.includes(algorithm.path)
      : typeof algorithm === "string" && algorithms.has(algorithm);
  if (!isKnown || call.args.length > 1) {
    throw forbidden(call, "it makes numpy's own bit generators only");
  }
  return record(call);
};

/**
 * `__randomstate_ctor` and `__generator_ctor`: of an algorithm's name, of a bit generator, or (numpy 1.24)
 * of a name with the constructor.
 */
const generator: Builder = (call) => {
  const [source = "MT19937", helper] = call.args;
  const isKnown =
    source instanceof PyObject
      ? source.global.path === bitGeneratorConstructor
      : typeof source === "string" && algorithms.has(source);
  const isOwn =
    helper === undefined || (helper instanceof PyGlobal && helper.path === bitGeneratorConstructor);
  if (!isKnown || !isOwn || call.args.length > 2) {
    throw forbidden(call, "it makes numpy's own generators only");
  }
  return record(call);
};

const seedModules = ["numpy.random.bit_generator", "numpy.random._bit_generator"];

export const numpyRandomGlobals: BuilderTable = mergedTables(
  tableOf([bitGeneratorConstructor], bitGenerator),
  tableOf(
    [
      "numpy.random._pickle.__randomstate_ctor",
      "numpy.random._pickle.__generator_ctor",
      "numpy.random.mtrand.__RandomState_ctor",
      "numpy.random.__RandomState_ctor",
    ],
    generator,
  ),
  tableOf(bitGeneratorClasses, null),
  tableOf(pathsOf(seedModules, ["SeedSequence", "SeedlessSeedSequence"]), null),
  tableOf(
    pathsOf(seedModules, ["__pyx_unpickle_SeedSequence", "__pyx_unpickle_SeedlessSeedSequence"]),
    cythonObject(null),
  ),
);
