import { describe, expect, it } from "vitest";
import { CsvScanner } from "../../src/bytes/csv.ts";
import { CsvCells } from "../../src/bytes/csv-cells.ts";
import { recordReader } from "../../src/bytes/csv-kernel.ts";
import { PicklejarError } from "../../src/errors.ts";
import type { InputSpec } from "../../src/estimators/estimator.ts";
import type { JudgedBlock } from "../../src/signature/blocks.ts";
import { formRow } from "../../src/signature/form.ts";
import { Fault } from "../../src/signature/issues.ts";
import { createRowParser } from "../../src/signature/parse.ts";
import type { Field } from "../../src/signature/signature.ts";
import { field, signatureOf } from "./fake-estimator.ts";

const salary = ["experience", "test_score", "interview_score"].map((name) => field({ name }));
const mixed: Field[] = [
  field({ name: "area", nullable: true }),
  field({ name: "district", kind: "category", choices: ["Centre", "North"], example: "North" }),
  field({ name: "street", kind: "category", choices: ["A"], open: true, example: "A" }),
  field({ name: "floor", kind: "category", choices: [1, 2], example: 1 }),
  field({ name: "garage", kind: "boolean", choices: [false, true], example: true }),
  field({ name: "remark", kind: "text", example: "" }),
];

function cellsOf(lines: string): CsvCells {
  const scanner = new CsvScanner(",");
  scanner.push(new TextEncoder().encode(lines));
  const block = scanner.next(true);
  if (block === null) throw new Error("no record");
  return new CsvCells(block);
}

/** Judges lines of CSV under a header of the fields' own names. */
function judgeLines(
  lines: string,
  fields: readonly Field[] = salary,
  kind: InputSpec["kind"] = "numbers",
  maxFaults = Number.POSITIVE_INFINITY,
): JudgedBlock {
  const parser = createRowParser(signatureOf(fields), kind);
  return parser.openTable(fields.map(({ name }) => name)).judgeCells(cellsOf(lines), maxFaults);
}

function codesOf({ faults }: JudgedBlock): [number, string[]][] {
  return [...faults].map(([row, issues]) => [row, issues.map(({ code }) => code)]);
}

describe("BlockJudge.judgeCells", () => {
  it("gathers numbers into a matrix", () => {
    const { samples, rows, judged } = judgeLines('2,9,6\n "2.5", 7 ,-1e2\n');
    if (samples.kind !== "dense") throw new Error(samples.kind);
    // A space before a quote makes the quote a character of a bare cell.
    expect(codesOf(judgeLines('2,9,6\n "2.5", 7 ,-1e2\n'))).toEqual([[1, ["FIELD_KIND"]]]);
    expect([...samples.data, ...rows, judged]).toEqual([2, 9, 6, 0, 2]);
  });

  it("does without columns that the model never looks at", () => {
    const ignored = field({ name: "id", kind: "text", nullable: true, unused: true, example: "" });
    const parser = createRowParser(signatureOf([ignored, field({ name: "weight" })]), "table");
    const { samples } = parser.openTable(["weight"]).judgeCells(cellsOf("2\n3\n"), 1);
    if (samples.kind !== "table") throw new Error(samples.kind);
    expect(samples.columns.map(({ values }) => [...values])).toEqual([
      [null, null],
      [2, 3],
    ]);
  });

  it("leaves out rows at fault, and keeps the others in order", () => {
    const lines = '1,2,3\n1,x,3\n1,2\n4,5,6\n"a"b,1,2\n7,8,\n9,9,9\n';
    const judged = judgeLines(lines);
    expect(codesOf(judged)).toEqual([
      [1, ["FIELD_KIND"]],
      [2, ["ROW_WIDTH"]],
      [4, ["ROW_MALFORMED"]],
      [5, ["FIELD_MISSING"]],
    ]);
    expect([...judged.rows]).toEqual([0, 3, 6]);
    const { samples } = judged;
    expect(samples.kind === "dense" && [samples.rows, ...samples.data]).toEqual([
      3, 1, 2, 3, 4, 5, 6, 9, 9, 9,
    ]);
  });

  it("stops after as many rows at fault as told", () => {
    const judged = judgeLines("1,2,3\nx,2,3\n1,2,3\nx,2,3\n1,2,3\n", salary, "numbers", 2);
    expect([judged.judged, [...judged.rows], [...judged.faults.keys()]]).toEqual([
      4,
      [0, 2],
      [1, 3],
    ]);
  });

  it("judges every value as a form's is judged", () => {
    const parser = createRowParser(signatureOf(mixed), "table");
    const values: string[][] = [
      ["1.5", "", " 12 ", "1,5", "nan", "NA", "x", "1e400", "inf", "0x1F", "-0", "1e23"],
      ["Centre", "centre", "", " North", "nan"],
      ["A", "B", "", "1"],
      ["1", "2", "3", "1.0", "", "one"],
      ["true", "no", "1", "maybe", "", "TRUE"],
      ["", "two words", 'say "hi"', "line\nend", "1"],
    ];
    const good = ["1", "Centre", "A", "1", "true", "fine"];
    for (const [column, texts] of values.entries()) {
      for (const text of texts) {
        const row = good.with(column, text);
        const line = row.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(",");
        const judged = judgeLines(`${line}\n`, mixed, "table");
        const form = formRow(mixed.map(({ name }, i) => [name, row[i] ?? ""]));
        let expected: unknown;
        try {
          expected = parser.parse([form]).samples;
        } catch (error) {
          expected = error instanceof PicklejarError ? error.issues : error;
        }
        const got = judged.faults.get(0) ?? judged.samples;
        expect(got, `${mixed[column]?.name} = ${text}`).toEqual(expected);
      }
    }
  });

  it("judges numbers that were read ahead as those that were not", () => {
    const fields = [
      field({ name: "a", minimum: 0, maximum: 9 }),
      field({ name: "b", nullable: true }),
      field({ name: "c", default: 5 }),
    ];
    const lines = "1,2,x,3\n4,,y,1e1\n-1,2,z,3\n9.5,nan,,3\n0,1e400,,2\n9,8\n7,0x1,,\n".repeat(200);
    const scanner = new CsvScanner(",");
    scanner.readAhead(recordReader(",", [0, 1, 3]), true);
    scanner.push(new TextEncoder().encode(lines));
    const block = scanner.next(true);
    if (block === null) throw new Error("no record");
    expect([...(block.numbers?.subarray(0, 4) ?? [])]).toEqual([1, 2, Number.NaN, 3]);
    for (const kind of ["numbers", "table"] as const) {
      for (const header of [
        ["a", "b", "other", "c"],
        ["a", "b", "other", "another"],
      ]) {
        const open = () => createRowParser(signatureOf(fields), kind).openTable(header);
        expect([...open().numberColumns]).toEqual(header[3] === "c" ? [0, 1, 3] : [0, 1]);
        const ahead = open().judgeCells(new CsvCells(block), Number.POSITIVE_INFINITY);
        expect(ahead).toEqual(open().judgeCells(cellsOf(lines), Number.POSITIVE_INFINITY));
        expect([ahead.judged, ahead.rows.length > 200]).toEqual([1400, true]);
      }
    }
  });

  it("warns of what did not occur in training, by sample", () => {
    const lines = "1,Centre,A,1,yes,x\n,South,A,1,yes,x\n2,North,B,1,yes,x\n3,North,A,1,yes,x\n";
    const judged = judgeLines(lines, mixed, "table");
    expect([...judged.faults.keys()]).toEqual([1]);
    expect([...judged.warnings.keys()]).toEqual([1]);
  });

  it("forgets the warnings of a row at fault", () => {
    const judged = judgeLines("1,South,B,1,yes,x\n2,North,A,1,yes,x\n", mixed, "table");
    expect([judged.faults.size, judged.warnings.size]).toEqual([1, 0]);
  });

  it("gives the columns of a table their kinds", () => {
    const { samples } = judgeLines("1,Centre,A,2,yes,x\n,North,A,1,0,\n", mixed, "table");
    if (samples.kind !== "table") throw new Error(samples.kind);
    expect(samples.columns.map(({ name }) => name)).toEqual(mixed.map(({ name }) => name));
    expect(samples.columns.map(({ values }) => values)).toEqual([
      Float64Array.of(1, Number.NaN),
      ["Centre", "North"],
      ["A", "A"],
      Float64Array.of(2, 1),
      [true, false],
      ["x", ""],
    ]);
  });
});

describe("BlockJudge.judgeRecords", () => {
  const parser = createRowParser(signatureOf(salary), "numbers");
  const row = { experience: 1, test_score: 2, interview_score: 3 };

  it("takes records with further names, lists, and what could not be read as a fault", () => {
    const unread = new Fault("ROW_MALFORMED", "It is no JSON.");
    const rows = [{ ...row, id: "x" }, [4, 5, 6], unread, { experience: 1 }, "text", [7, 8, 9]];
    const judged = parser.openRecords(rows[0]).judgeRecords(rows, Number.POSITIVE_INFINITY);
    expect(codesOf(judged)).toEqual([
      [2, ["ROW_MALFORMED"]],
      [3, ["FIELD_MISSING", "FIELD_MISSING"]],
      [4, ["ROW_KIND"]],
    ]);
    expect(judged.samples.kind === "dense" && [...judged.samples.data]).toEqual([
      1, 2, 3, 4, 5, 6, 7, 8, 9,
    ]);
    expect(judged.faults.get(3)?.map(({ path }) => path)).toEqual([
      ["test_score"],
      ["interview_score"],
    ]);
  });

  it("reads every block by the names of the first record, where the model knows none", () => {
    const fields = ["x1", "x2"].map((name) => field({ name }));
    const judge = createRowParser(signatureOf(fields, false), "numbers").openRecords({
      b: 1,
      a: 2,
    });
    const first = judge.judgeRecords([{ b: 1, a: 2 }], 1);
    const second = judge.judgeRecords([{ a: 4, b: 3 }], 1);
    for (const [{ samples }, expected] of [
      [first, [1, 2]],
      [second, [3, 4]],
    ] as const) {
      expect(samples.kind === "dense" && [...samples.data]).toEqual(expected);
    }
    expect(judge.notes).toHaveLength(1);
    expect([first.warnings.size, second.warnings.size]).toEqual([0, 0]);
  });
});
