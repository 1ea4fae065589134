import { describe, expect, it } from "vitest";
import { type CsvOptions, CsvScanner, csvLimits, type Delimiter } from "../../src/bytes/csv.ts";
import type { CsvBlock, RecordReader } from "../../src/bytes/csv-block.ts";
import { CsvCells } from "../../src/bytes/csv-cells.ts";
import { recordReader } from "../../src/bytes/csv-kernel.ts";
import { PicklejarError } from "../../src/errors.ts";

const encoder = new TextEncoder();

function readerOf(delimiter: Delimiter, columns: readonly number[]): RecordReader {
  const reader = recordReader(delimiter, columns);
  if (reader === null) throw new Error("There is no kernel.");
  return reader;
}

/** The same numbers in [0, n) every time. */
function randomIntegers(seed: number): (n: number) => number {
  return (n) => {
    seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((seed / 2 ** 32) * n);
  };
}

const from = {
  at: 0,
  line: 1,
  maxRecords: 4096,
  maxCells: 2 ** 16,
  limits: csvLimits,
};

/** Room for as many cells. */
function blockOf(bytes: Uint8Array, cells: number, numbers: Float64Array): CsvBlock {
  return {
    bytes,
    records: 0,
    firstCells: new Int32Array(cells + 1),
    cellEnds: new Int32Array(cells),
    recordStarts: new Int32Array(cells),
    recordEnds: new Int32Array(cells),
    lines: new Float64Array(cells),
    numbers,
    faults: new Map(),
  };
}

/** What a pass makes of texts, one on each line; NaN where it leaves the text to others. */
function numbersOf(texts: readonly string[]): Float64Array {
  const bytes = encoder.encode(`${texts.join("\n")}\n`);
  const read = readerOf(",", [0])(bytes, { ...from, length: bytes.length });
  expect(read.records).toBe(texts.length);
  const numbers = new Float64Array(read.cells);
  read.copyTo(blockOf(bytes, read.cells, numbers), 0);
  return numbers;
}

describe("recordReader", () => {
  it("reads plain decimals as Number does, quoted or not", () => {
    const texts = [
      ...[
        "0",
        "-0",
        "+7",
        "12",
        "2.5",
        ".5",
        "5.",
        "-.25",
        "1e3",
        "1E-3",
        "2.5e+2",
        "007",
        "1e-05",
      ],
      ...["9007199254740991", "9007199254740993.5", "0.1", "1e22", "1e-22", "53290.89255944764"],
      ...[
        "25.143136000000002",
        "-1234567890123456789",
        "1.000000000000000000e+00",
        "0.00001234567",
      ],
      ...[
        "1234567.1234567890",
        "12345678.12345678",
        "00000000000000000000.5",
        "1.7976931348623157",
      ],
    ];
    expect([...numbersOf(texts)]).toEqual(texts.map(Number));
    expect([...numbersOf(texts.map((text) => `"${text}"`))]).toEqual(texts.map(Number));
  });

  it("leaves to others what is no plain decimal, or takes more bits to round", () => {
    const texts = [
      ...[
        "-",
        "+",
        ".",
        "-.",
        "e5",
        "1e",
        "1e+",
        "1.2.3",
        "0x1F",
        "1_000",
        " 1",
        "1 ",
        "--1",
        "+-1",
      ],
      ...["nan", "NaN", "inf", "Infinity", "１", "1e5x", "5 cm", "1/2", "12345678.1234567.", "1:2"],
      ...["1234/678", "1234567:9", "12345678/2345678", "1.2345678:2345678", "1".repeat(20)],
      ...["1e400", "1e308", "5e-324", "1e-300", `0.${"1".repeat(40)}`, "x".repeat(40), '""', '"-"'],
    ];
    expect([...numbersOf(texts)].filter((number) => !Number.isNaN(number))).toEqual([]);
  });

  it("rounds every decimal that it reads as Number does, to the last bit", () => {
    const random = randomIntegers(7);
    const digits = (n: number) => Array.from({ length: n }, () => random(10)).join("");
    const bits = new DataView(new ArrayBuffer(8));
    const float = (exponents: number): number => {
      bits.setUint32(0, ((1023 - exponents / 2 + random(exponents)) << 20) | random(2 ** 20));
      bits.setUint32(4, random(2 ** 32));
      return bits.getFloat64(0);
    };
    const kinds: (() => string)[] = [
      () => String((random(2 ** 30) - 2 ** 29) / 10 ** random(9)),
      () => String(float(2000)),
      () => float(120).toPrecision(15 + random(6)),
      () => float(200).toExponential(random(20)),
      () => `${digits(random(12))}.${digits(1 + random(12))}`,
      () => `${digits(1 + random(19))}e${random(60) - 30}`,
      // Halves between two floats, and their neighbours.
      () => `${2 ** 52 + random(2 ** 52)}.${["5", "49", "51", "50"][random(4)]}`,
      () => String(2n ** 60n + BigInt(random(2 ** 30)) * 128n - 1n + BigInt(random(3))),
      () => `0${".".repeat(random(2))}${"0".repeat(random(9))}${digits(17)}`,
    ];
    let refused = 0;
    const count = 40;
    for (let round = 0; round < count; round++) {
      const texts = Array.from({ length: 4096 }, () => kinds[random(kinds.length)]?.() ?? "");
      for (const [i, number] of numbersOf(texts).entries()) {
        if (Number.isNaN(number)) refused++;
        else if (!Object.is(number, Number(texts[i]))) expect.fail(`${texts[i]}: ${number}`);
      }
    }
    expect(refused).toBeLessThan(0.3 * count * 4096);
  });

  it("stops before a record that takes more thought, and before what is not whole", () => {
    const read = readerOf(",", [0]);
    const stop = (text: string, rest: object = {}): [number, number, number] => {
      const bytes = encoder.encode(text);
      const { records, at, line } = read(bytes, { ...from, length: bytes.length, ...rest });
      return [records, at, line];
    };
    expect(stop('1,2\n"3",4\n')).toEqual([2, 10, 3]);
    expect(stop('1,2\n"3\n",4\n"\n\r\n""",5\n')).toEqual([3, 21, 7]);
    expect(stop('1,2\n"3\n4')).toEqual([1, 4, 2]);
    expect(stop('1,2\n"3"x,4\n')).toEqual([1, 4, 2]);
    expect(stop("1,2\n3,4")).toEqual([1, 4, 2]);
    expect(stop("1,2\r3,4\r")).toEqual([1, 4, 2]);
    expect(stop("1\n\n\r\n2\n")).toEqual([2, 7, 5]);
    expect(stop("1,2\n1,2,3\n", { limits: { recordBytes: 9, columns: 2 } })).toEqual([1, 4, 2]);
    expect(stop("1,2\n1,2,3\n", { limits: { recordBytes: 4, columns: 9 } })).toEqual([1, 4, 2]);
    expect(stop("1\n2\n3\n", { maxRecords: 2 })).toEqual([2, 4, 3]);
    expect(stop("1,1,1\n2\n3\n", { maxCells: 3 })).toEqual([1, 6, 2]);
    expect(stop("1\n2\n", { maxCells: -1 })).toEqual([0, 0, 1]);
    expect(stop("1\n2\n3\n", { length: 5 })).toEqual([2, 4, 3]);
    expect(stop("1\n2\n3\n", { at: 2, line: 9 })).toEqual([2, 6, 11]);
  });
});

interface Read {
  readonly line: number | undefined;
  readonly texts: string[];
  readonly numbers: number[];
  readonly fault: string | undefined;
}

/** All records, read ahead or not, in pieces of some sizes. */
function scan(
  bytes: Uint8Array,
  sizes: readonly number[],
  delimiter: Delimiter,
  options: CsvOptions,
  reader: RecordReader | null,
  tellsNumbers = true,
): (Read | string)[] {
  const scanner = new CsvScanner(delimiter, options);
  scanner.readAhead(reader, tellsNumbers);
  const found: (Read | string)[] = [];
  const take = (isLast: boolean): void => {
    for (let block = scanner.next(isLast); block !== null; block = scanner.next(isLast)) {
      const cells = new CsvCells(block);
      for (let record = 0; record < block.records; record++) {
        const texts = cells.texts(record);
        const numbers = texts.map((_, column) => cells.number(record, column));
        const [line, fault] = [block.lines[record], block.faults.get(record)];
        found.push({ line, texts, numbers, fault });
      }
    }
  };
  try {
    for (let at = 0, i = 0; at < bytes.length; i++) {
      const size = sizes[i % sizes.length] ?? 1;
      scanner.push(bytes.subarray(at, at + size));
      at += size;
      take(false);
    }
    take(true);
  } catch (error) {
    if (!(error instanceof PicklejarError)) throw error;
    found.push(`${error.code} ${error.details["line"]}`);
  }
  return found;
}

describe("CsvScanner.readAhead", () => {
  it("changes nothing but the time it takes, for noise of every kind", () => {
    const random = randomIntegers(23);
    const pick = <T>(values: readonly [T, ...T[]]): T => values[random(values.length)] ?? values[0];
    const plain = [
      "1",
      "2.5",
      "-3.25",
      "1e5",
      "",
      "a",
      "é",
      "nan",
      '5" pipe',
      "3.125149",
      " 1 ",
      "-0",
    ];
    const quoted = [
      '"a"',
      '"1.5"',
      '"x,y"',
      '"say ""hi"""',
      '""',
      '"a\nb"',
      '"\r\n"',
      '"a"b',
      '""""',
    ];
    let ahead = 0;
    for (let round = 0; round < 150; round++) {
      const delimiter = pick<Delimiter>([",", ";", "\t", "|"]);
      const share = pick([0, 1, 20, 200]);
      const end = pick([["\n"], ["\r\n"], ["\r"], ["\n", "\r\n", "\r", "\n\n"]]);
      const width = 1 + random(8);
      let text = "";
      while (text.length < 9000) {
        const cells = Array.from({ length: random(50) > 0 ? width : random(12) }, () =>
          random(1000) < share ? quoted[random(quoted.length)] : plain[random(plain.length)],
        );
        text += cells.join(delimiter) + (end[random(end.length)] ?? "");
      }
      text += pick(["", "last", `1${delimiter}`, '"open']);
      const bytes = encoder.encode(text);
      if (random(10) === 0) bytes[random(bytes.length)] = 0xff;
      const sizes = pick([[1_000_000], [1 + random(9000), 1 + random(9000)]]);
      const limits = pick([csvLimits, csvLimits, { recordBytes: 20 + random(200), columns: 9 }]);
      const options = { limits, maxRecords: pick([4096, 7, 300]) };
      const read = readerOf(delimiter, [0, 2, 3, 5]);
      const counted: RecordReader = (...given) => {
        const found = read(...given);
        ahead += found.records;
        return found;
      };
      const expected = scan(bytes, sizes, delimiter, options, null);
      const tellsNumbers = random(4) > 0;
      expect(scan(bytes, sizes, delimiter, options, counted, tellsNumbers)).toEqual(expected);
    }
    expect(ahead).toBeGreaterThan(20_000);
  });

  it("comes through records that are wider than what is read at once", () => {
    const record = `${"1.25,".repeat(9_999)}7\n`;
    const bytes = encoder.encode(record.repeat(12));
    const columns = Array.from({ length: 10_000 }, (_, i) => i);
    const found = scan(bytes, [2 ** 18], ",", {}, readerOf(",", columns));
    expect(found).toHaveLength(12);
    expect(found).toEqual(scan(bytes, [2 ** 18], ",", {}, null));
    const long = encoder.encode(`1\n${"x".repeat(2 ** 19)}\n2\n`.repeat(2));
    expect(scan(long, [2 ** 18], ",", {}, readerOf(",", [0]))).toHaveLength(6);
  });
});
