// Whether a graph's label must be the class of its largest probability: where one classifier gives both, as ONNX says
// of it. ONNX Runtime's own labels differ for some trees with weights for both of two classes.
// @see onnx/docs/Operators-ml.md `TreeEnsembleClassifier`, `LinearClassifier`: "the top class"

import type { OnnxGraph, OnnxNode } from "../../objects/onnx/onnx-model.ts";

const classifiers = new Set(["TreeEnsembleClassifier", "LinearClassifier"]);

/** Operators that leave the first of several where it is: their input says what they give. */
const passing = new Set(["Identity", "Cast", "Reshape", "Normalizer"]);

const mostSteps = 100;

export function isTopClass(graph: OnnxGraph, label: string, probabilities: string): boolean {
  const maker = classifierOf(graph, label, 0);
  return maker !== null && maker === classifierOf(graph, probabilities, 1);
}

/** The classifier whose output of this number a value is. */
function classifierOf({ nodes }: OnnxGraph, name: string, output: number): OnnxNode | null {
  let asked = name;
  for (let step = 0; step < mostSteps; step++) {
    const maker = nodes.find(({ outputs }) => outputs.includes(asked));
    if (maker === undefined) return null;
    if (classifiers.has(maker.op)) return maker.outputs[output] === asked ? maker : null;
    if (!passing.has(maker.op)) return null;
    asked = maker.inputs[0] ?? "";
  }
  return null;
}
