// A text means the same wherever it is sent: in JSON, in a list, in a form or query string, in a cell of a CSV file.
import { describe, expect, it } from "vitest";
import { CsvScanner } from "../../src/bytes/csv.ts";
import { CsvCells } from "../../src/bytes/csv-cells.ts";
import { PicklejarError } from "../../src/errors.ts";
import { type Samples, sampleCount } from "../../src/estimators/samples.ts";
import { formRow } from "../../src/signature/form.ts";
import { createRowParser } from "../../src/signature/parse.ts";
import type { Field } from "../../src/signature/signature.ts";
import { field, signatureOf } from "./fake-estimator.ts";

const words = ["Centre", "North", "São Paulo"];
const fields: readonly (readonly [string, Field])[] = [
  ["number", field({ name: "v" })],
  ["number or missing", field({ name: "v", nullable: true })],
  ["integer", field({ name: "v", kind: "integer" })],
  ["boolean", field({ name: "v", kind: "boolean", choices: [false, true], example: true })],
  ["text", field({ name: "v", kind: "text", example: "" })],
  ["category", field({ name: "v", kind: "category", choices: words, example: "North" })],
  [
    "open category",
    field({ name: "v", kind: "category", choices: words, open: true, example: "North" }),
  ],
  [
    "category or missing",
    field({ name: "v", kind: "category", choices: words, nullable: true, example: "North" }),
  ],
  ["numbered category", field({ name: "v", kind: "category", choices: [1, 2, 3], example: 1 })],
];

const texts = [
  ..."2|2.5| 12 |-2|+3|.5|3.|1e5|1E-5|1e400|007|-0|0.1|123456789012345678901|4.35|1e-320".split(
    "|",
  ),
  ..."1,5|1 234|1,234|1.234,5|$5|12%|5 cm|−5|٣|１２|½|0x1F|1_000|(5)|5-10|1e 5".split("|"),
  ..."true|False|TRUE|yes|No|on|off|y|NaN|nan|None|null|NA|#N/A|inf|-Infinity|Infinity".split("|"),
  ..."Centre|centre| Centre|Sao Paulo|São Paulo|Nort|abc|?|-|'5'|\"|a\nb|__proto__|=1+1".split("|"),
  ...["", " ", "\u00a0", "\t", "1\u202f234", "1\u2009234", "\u200b5", "5\n", "x".repeat(500)],
];

interface Outcome {
  readonly value?: unknown;
  readonly warnings?: readonly string[];
  readonly issues?: readonly { readonly code: string; readonly message: string }[];
}

function outcome(
  parse: () => { samples: Samples; warnings: ReadonlyMap<number, readonly string[]> },
): Outcome {
  try {
    const { samples, warnings } = parse();
    if (samples.kind !== "table" || sampleCount(samples) !== 1) throw new Error(samples.kind);
    return { value: samples.columns[0]?.values[0], warnings: warnings.get(0) ?? [] };
  } catch (error) {
    if (!(error instanceof PicklejarError)) throw error;
    return { issues: error.issues.map(({ code, message }) => ({ code, message })) };
  }
}

function ofCell(parser: ReturnType<typeof createRowParser>, text: string): Outcome {
  const scanner = new CsvScanner(",");
  scanner.push(new TextEncoder().encode(`"${text.replaceAll('"', '""')}"\n`));
  const block = scanner.next(true);
  if (block === null) throw new Error("no record");
  const judged = parser.openTable(["v"]).judgeCells(new CsvCells(block), 1);
  const issues = judged.faults.get(0)?.map(({ code, message }) => ({ code, message }));
  return issues === undefined ? outcome(() => judged) : { issues };
}

describe.each(fields)("a %s", (_, asked) => {
  const parser = createRowParser(signatureOf([asked]), "table");

  it.each(texts.map((text) => [text]))("is the same everywhere: %j", (text) => {
    const inJson = outcome(() => parser.parse([{ v: text }]));
    expect(outcome(() => parser.parse([[text]]))).toEqual(inJson);
    expect(outcome(() => parser.parse([new Map([["v", text]])]))).toEqual(inJson);
    expect(outcome(() => parser.parse([formRow(new URLSearchParams({ v: text }))]))).toEqual(
      inJson,
    );
    expect(ofCell(parser, text)).toEqual(inJson);
  });
});
