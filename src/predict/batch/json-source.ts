// JSON Lines, or an array of JSON records, as rows of a model.

import { parseJson } from "../../bytes/json-escapes.ts";
import { repeatedNames } from "../../bytes/json-names.ts";
import { locateJsonError } from "../../bytes/json-position.ts";
import { type JsonLayout, JsonScanner, type JsonText } from "../../bytes/json-records.ts";
import type { BlockJudge } from "../../signature/blocks.ts";
import { quote } from "../../signature/faults.ts";
import { Fault } from "../../signature/issues.ts";
import type { RowParser } from "../../signature/parse.ts";
import type { InputShape, JsonRows, RowSource } from "./row-source.ts";

export interface JsonSourceOptions {
  readonly parser: RowParser;
  readonly layout: JsonLayout;
  /** The row of a value, where rows do not stand there bare. */
  readonly rowOf?: ((value: unknown) => unknown) | undefined;
}

/** Reads JSON, blocks of records at a time. */
export class JsonSource implements RowSource {
  readonly #parser: RowParser;
  readonly #scanner: JsonScanner;
  readonly #rowOf: (value: unknown) => unknown;
  #judge: BlockJudge | null = null;

  constructor({ parser, layout, rowOf = (value) => value }: JsonSourceOptions) {
    this.#parser = parser;
    this.#scanner = new JsonScanner(layout);
    this.#rowOf = rowOf;
  }

  get shape(): InputShape {
    return { kind: "json" };
  }

  get notes(): readonly string[] {
    return this.#judge?.notes ?? [];
  }

  push(chunk: Uint8Array): void {
    this.#scanner.push(chunk);
  }

  next(isLast: boolean): JsonRows | null {
    const texts = this.#scanner.next(isLast);
    if (texts.length === 0) return null;
    const parsed = texts.map(parseText);
    const rows = parsed.map((value) => (value instanceof Fault ? value : this.#rowOf(value)));
    this.#judge ??= this.#parser.openRecords(rows.find((row) => !(row instanceof Fault)));
    const judge = this.#judge;
    return {
      kind: "json",
      texts,
      values: parsed.map((value) => (value instanceof Fault ? undefined : value)),
      count: texts.length,
      line: (row) => texts[row]?.line ?? 0,
      raw: (row) => texts[row]?.text ?? "",
      judge: (maxFaults) => judge.judgeRecords(rows, maxFaults),
    };
  }
}

/** The value of a text; a Fault where it is no JSON, or names something twice. */
function parseText({ text, isBroken }: JsonText): unknown {
  if (isBroken) return new Fault("ROW_MALFORMED", "The record is not UTF-8.");
  let value: unknown;
  try {
    value = parseJson(text);
  } catch {
    const place = locateJsonError(text);
    const where = place === null ? "" : `: column ${place.offset + 1}: ${place.reason}`;
    return new Fault("ROW_MALFORMED", `The record is not JSON${where}.`);
  }
  const [twice] = repeatedNames(text, value, 1);
  if (twice === undefined) return value;
  const name = String(twice.at(-1));
  return new Fault("FIELD_DUPLICATE", `${quote(name)} stands in the record more than once.`, name);
}
