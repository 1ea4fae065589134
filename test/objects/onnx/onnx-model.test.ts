// ONNX files made by hand: what their graphs say, and what is refused before anything runs.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { concat, readFields, writeField, writeNumber } from "../../../src/bytes/protobuf.ts";
import { PicklejarError } from "../../../src/errors.ts";
import { checkGraph } from "../../../src/objects/onnx/check-graph.ts";
import { decodeOnnx } from "../../../src/objects/onnx/onnx-model.ts";
import { readOnnxFile } from "../../../src/objects/onnx/onnx-record.ts";
import { withoutZipMaps, zipMapsOf } from "../../../src/objects/onnx/zip-map.ts";

const folder = join(import.meta.dirname, "../../fixtures/onnx");
const text = (number: number, value: string): Uint8Array =>
  writeField(number, [new TextEncoder().encode(value)]);

function node(
  op: string,
  inputs: readonly string[],
  outputs: readonly string[],
  ...more: Uint8Array[]
): Uint8Array {
  return writeField(1, [
    ...inputs.map((name) => text(1, name)),
    ...outputs.map((name) => text(2, name)),
    text(4, op),
    ...more,
  ]);
}

function value(
  field: number,
  name: string,
  type: Uint8Array = writeField(1, [writeNumber(1, 1)]),
): Uint8Array {
  return writeField(field, [text(1, name), writeField(2, [type])]);
}

function model(...graph: readonly Uint8Array[]): Uint8Array {
  return concat([writeNumber(1, 8), writeField(8, [writeNumber(2, 15)]), writeField(7, graph)]);
}

const x = value(11, "X");
const y = value(12, "Y");

describe("decodeOnnx", () => {
  it("tells what the graph takes, gives and does", () => {
    const { graph, producer, producerVersion, irVersion, opsets } = decodeOnnx(
      new Uint8Array(readFileSync(join(folder, "table.onnx"))),
    );
    expect([producer, producerVersion, irVersion]).toEqual(["skl2onnx", "1.14", 8]);
    expect([...opsets]).toEqual([
      ["", 15],
      ["ai.onnx.ml", 1],
    ]);
    expect(graph.inputs).toEqual([
      { name: "town", element: 8, shape: [null, 1] },
      { name: "age", element: 7, shape: [null, 1] },
    ]);
    expect(graph.nodes.map(({ op }) => op).slice(0, 3)).toEqual([
      "OneHotEncoder",
      "Reshape",
      "Cast",
    ]);
    expect([...graph.initializers]).toEqual(["towns_shape", "fifty"]);
    expect(graph.nodes[0]?.texts.get("cats_strings")).toEqual(["Bonn", "Köln", "Ulm"]);
  });

  it("knows sizes that have names", () => {
    const { graph } = decodeOnnx(new Uint8Array(readFileSync(join(folder, "network.onnx"))));
    expect(graph.inputs[0]?.shape).toEqual(["batch", 1, 6, 6]);
  });

  it("ends well wherever a file is cut, and whatever byte of it is another", () => {
    for (const name of ["table.onnx", "network.onnx"]) {
      const bytes = new Uint8Array(readFileSync(join(folder, name)));
      for (let at = 0; at < bytes.length; at++) {
        expect(["fine", "ONNX_MALFORMED", "ESTIMATOR_UNSUPPORTED"]).toContain(
          endOf(bytes.subarray(0, at)),
        );
        const changed = bytes.slice();
        changed[at] = (changed[at] ?? 0) ^ 0x55;
        expect(["fine", "ONNX_MALFORMED", "ESTIMATOR_UNSUPPORTED"]).toContain(endOf(changed));
      }
    }
  });
});

describe("checkGraph", () => {
  it("takes a graph in the order of its values", () => {
    expect(endOf(model(node("Relu", ["X"], ["h"]), node("Relu", ["h"], ["Y"]), x, y))).toBe("fine");
  });

  const weight = (...parts: readonly Uint8Array[]): Uint8Array =>
    writeField(5, [text(8, "w"), ...parts]);

  it.each([
    [
      "a circle",
      [node("Relu", ["b"], ["a"]), node("Relu", ["a"], ["b"]), node("Relu", ["b"], ["Y"]), x, y],
    ],
    [
      "a value that is used before it is made",
      [node("Relu", ["h"], ["Y"]), node("Relu", ["X"], ["h"]), x, y],
    ],
    ["a value that is made twice", [node("Relu", ["X"], ["Y"]), node("Relu", ["X"], ["Y"]), x, y]],
    ["an output that nothing makes", [node("Relu", ["X"], ["h"]), x, y]],
    ["an input without a name", [node("Relu", ["X"], ["Y"]), value(11, ""), x, y]],
    [
      "a tensor in another file",
      [node("Add", ["X", "w"], ["Y"]), weight(writeNumber(2, 1), writeNumber(14, 1)), x, y],
    ],
    [
      "a tensor at a place of another file",
      [
        node("Add", ["X", "w"], ["Y"]),
        weight(writeField(13, [text(1, "location"), text(2, "../../etc/passwd")])),
        x,
        y,
      ],
    ],
    [
      "a tensor whose bytes are not its sizes'",
      [
        node("Add", ["X", "w"], ["Y"]),
        weight(writeNumber(1, 3), writeNumber(2, 1), writeField(9, [new Uint8Array(4)])),
        x,
        y,
      ],
    ],
    [
      "a tensor of 2^40 numbers",
      [
        node("Add", ["X", "w"], ["Y"]),
        weight(writeNumber(1, 2 ** 20), writeNumber(1, 2 ** 20)),
        x,
        y,
      ],
    ],
    [
      "a text that is not UTF-8",
      [writeField(1, [writeField(4, [Uint8Array.of(0xff, 0xfe)])]), x, y],
    ],
  ])("refuses %s", (_, graph) => {
    expect(endOf(model(...graph))).toBe("ONNX_MALFORMED");
  });

  it("is bounded in nodes and in what it keeps of attributes", () => {
    const relu = node("Relu", ["X"], [""]);
    expect(endOf(model(concat(Array.from({ length: 100_001 }, () => relu)), x, y))).toBe(
      "ONNX_MALFORMED",
    );
    for (const count of [900_000, 2_000_000]) {
      const packed = writeField(8, [new Uint8Array(count)]);
      const numbers = writeField(5, [text(1, "nodes_nodeids"), packed]);
      expect(endOf(model(node("Relu", ["X"], ["Y"], numbers), x, y))).toBe("fine");
    }
  });

  it("refuses graphs that are nested too deep, and two graphs", () => {
    const relu = node("Relu", ["X"], ["Y"]);
    let inner = concat([relu, y]);
    for (let depth = 0; depth < 40; depth++) {
      const attribute = writeField(5, [text(1, "then_branch"), writeField(6, [inner])]);
      inner = concat([node("If", ["X"], [`v${depth}`], attribute), relu, y]);
    }
    expect(endOf(model(inner, x))).toBe("ONNX_MALFORMED");
    const one = model(relu, x, y);
    const graph = [...readFields(one, () => new Error())].find(({ number }) => number === 7)?.whole;
    expect(endOf(concat([one, graph ?? new Uint8Array(0)]))).toBe("ONNX_MALFORMED");
  });

  it.each([
    ["Loop", node("Loop", ["X"], ["Y"])],
    ["an operator of a foreign domain", node("Relu", ["X"], ["Y"], text(7, "com.evil"))],
  ])("does not run %s", (_, made) => {
    expect(endOf(model(made, x, y))).toBe("ESTIMATOR_UNSUPPORTED");
  });

  it("takes functions of the model's own", () => {
    const own = writeField(25, [
      text(1, "Twice"),
      text(10, "own"),
      writeField(7, [text(4, "Add")]),
    ]);
    const called = model(node("Twice", ["X"], ["Y"], text(7, "own")), x, y);
    expect(endOf(concat([called, own]))).toBe("fine");
    const hidden = writeField(25, [
      text(1, "Twice"),
      text(10, "own"),
      writeField(7, [text(4, "Loop")]),
    ]);
    expect(endOf(concat([called, hidden]))).toBe("ESTIMATOR_UNSUPPORTED");
  });
});

describe("withoutZipMaps", () => {
  it("makes the probabilities an output, and changes nothing else", () => {
    const bytes = new Uint8Array(readFileSync(join(folder, "logistic.onnx")));
    const before = decodeOnnx(bytes);
    expect(zipMapsOf(before).map(({ texts }) => texts.get("classlabels_strings"))).toEqual([
      ["setosa", "versicolor", "virginica"],
    ]);
    const after = decodeOnnx(withoutZipMaps(bytes, before));
    checkGraph(after);
    expect(after.graph.outputs.map(({ name }) => name)).toEqual(["output_label", "probabilities"]);
    expect(after.graph.nodes.map(({ op }) => op)).toEqual(
      before.graph.nodes.map(({ op }) => op).filter((op) => op !== "ZipMap"),
    );
    expect(after.graph.inputs).toEqual(before.graph.inputs);
  });

  it("leaves other models alone", () => {
    const bytes = new Uint8Array(readFileSync(join(folder, "network.onnx")));
    expect(withoutZipMaps(bytes, decodeOnnx(bytes))).toBe(bytes);
  });
});

function endOf(bytes: Uint8Array): string {
  try {
    readOnnxFile(bytes);
    return "fine";
  } catch (error) {
    if (error instanceof PicklejarError) return error.code;
    throw error;
  }
}
