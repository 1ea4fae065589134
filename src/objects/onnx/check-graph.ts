// Whether an ONNX graph may be run: known operators only, every value made once and before it is used.

import { PicklejarError } from "../../errors.ts";
import { show } from "../../text.ts";
import { malformed, type OnnxGraph, type OnnxModel, type OnnxNode } from "./onnx-model.ts";

/** ONNX's own operators, those for classical models, and those that ONNX Runtime brings. */
const domains = new Set(["", "ai.onnx.ml", "com.microsoft"]);

/** Operators that run as long as the file says. */
const endless = new Set(["Loop"]);

/** @throws ONNX_MALFORMED; ESTIMATOR_UNSUPPORTED for operators that are not run here */
export function checkGraph(model: OnnxModel): void {
  for (const node of model.functionNodes) checkOperators(node, model.functions);
  checkNodes(model.graph, new Set(), model.functions);
}

function checkNodes(
  graph: OnnxGraph,
  outer: ReadonlySet<string>,
  functions: ReadonlySet<string>,
): void {
  const known = new Set([...outer, ...graph.initializers, ...graph.inputs.map(({ name }) => name)]);
  for (const node of graph.nodes) {
    checkOperators(node, functions);
    const missing = node.inputs.find((name) => name !== "" && !known.has(name));
    if (missing !== undefined) {
      throw malformed(`a ${show(node.op, 40)} uses ${show(missing, 60)} before anything makes it`);
    }
    for (const name of node.outputs) {
      if (name === "") continue;
      if (known.has(name)) throw malformed(`${show(name, 60)} is made twice`);
    }
    for (const inner of node.graphs) checkNodes(inner, known, functions);
    for (const name of node.outputs) known.add(name);
  }
  const lost = graph.outputs.find(({ name }) => !known.has(name));
  if (lost !== undefined) throw malformed(`nothing makes the output ${show(lost.name, 60)}`);
}

function checkOperators({ op, domain }: OnnxNode, functions: ReadonlySet<string>): void {
  if (functions.has(`${domain}.${op}`)) return;
  if (domains.has(domain) && !endless.has(op)) return;
  const name = domain === "" ? op : `${domain}.${op}`;
  throw new PicklejarError("ESTIMATOR_UNSUPPORTED", {
    className: `An ONNX model with the operator ${show(name, 80)}`,
  });
}
