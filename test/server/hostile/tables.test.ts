// Files of rows, to /predict and to /batch: cells without end, quotes without end, lines that are no records.
import { type Attack, attack, post, request } from "./attack.ts";

const header = "experience,test_score,interview_score";

function invalid(...issues: string[]) {
  return { status: 400, code: "INPUT_INVALID", ...(issues.length > 0 && { issues }) } as const;
}

const malformed = { status: 400, code: "INPUT_MALFORMED" } as const;

const tables: readonly (readonly [string, string | Buffer, Attack[2]])[] = [
  ["nothing", "", malformed],
  ["a byte order mark alone", "\ufeff", malformed],
  ["line ends alone", "\n\r\n\n", malformed],
  ["a header alone", `${header}\n`, invalid("ROWS_EMPTY")],
  ["numbers where names belong", "2,9,6\n", invalid("HEADER_MISSING")],
  ["names of another model", "a,b,c\n1,2,3\n", invalid()],
  ["a column twice", `${header},experience\n2,9,6,2\n`, invalid()],
  ["10,001 columns", `${Array.from({ length: 10_001 }, (_, i) => `c${i}`).join(",")}\n`, malformed],
  ["a quote that does not end", `${header}\n2,9,"6\n`, malformed],
  ["a quote without end over a megabyte", `${header}\n2,9,"${"6".repeat(2 ** 20)}`, malformed],
  ["text behind a quote", `${header}\n2,9,"6"x\n`, invalid("0 ROW_MALFORMED")],
  ["a quote within a cell", `${header}\n2,9,6"\n`, invalid("0.interview_score FIELD_KIND")],
  ["too few cells", `${header}\n2,9\n`, invalid("0 ROW_WIDTH")],
  ["too many cells", `${header}\n2,9,6,7\n`, invalid("0 ROW_WIDTH")],
  ["an empty cell", `${header}\n2,,6\n`, invalid("0.test_score FIELD_MISSING")],
  ["a formula", `${header}\n=1+1,9,6\n`, invalid("0.experience FIELD_KIND")],
  ["a comma for a point", `${header}\n"2,5",9,6\n`, invalid("0.experience FIELD_KIND")],
  [
    "a number of 100,000 digits",
    `${header}\n${"1".repeat(100_000)},9,6\n`,
    invalid("0.experience FIELD_KIND"),
  ],
  ["a cell of two megabytes", `${header}\n${"x".repeat(2 ** 21)},9,6\n`, malformed],
  ["a line of three megabytes", `${"x,".repeat(1.5 * 2 ** 20)}\n`, malformed],
  ["a NUL", `${header}\n2,9,6\0\n`, malformed],
  [
    "bytes that are no UTF-8",
    Buffer.from(`${header}\n\xff,9,6\n`, "latin1"),
    invalid("0 ROW_MALFORMED"),
  ],
  ["UTF-16", Buffer.from(`\ufeff${header}\n2,9,6\n`, "utf16le"), malformed],
  ["gzip", Buffer.from([0x1f, 0x8b, 8, 0, 0]), malformed],
  ["a workbook", "PK\x03\x04", malformed],
  ["a pickle", Buffer.from("\x80\x04\x95\x00\x00\x00\x00\x00\x00\x00\x00.", "latin1"), malformed],
  [
    "101 faulty rows",
    `${header}\n${"x,y,z\n".repeat(101)}`,
    { status: 400, code: "INPUT_INVALID", has: "100 problems or more" },
  ],
];

attack(
  "CSV to /predict",
  tables.map(([name, body, expected]): Attack => [name, post("text/csv", body), expected]),
);

const lines: readonly (readonly [string, string | Buffer, Attack[2]])[] = [
  ["nothing", "", malformed],
  ["a bare word", "hello\n", invalid("0 ROW_MALFORMED")],
  ["half a record", '{"experience":2\n', invalid("0 ROW_MALFORMED")],
  [
    "a record over two lines",
    '{"experience":2,\n"test_score":9,"interview_score":6}\n',
    invalid("0 ROW_MALFORMED", "1 ROW_MALFORMED"),
  ],
  ["two records on a line", "[2,9,6][2,9,6]\n", invalid("0 ROW_MALFORMED")],
  ["null", "null\n", invalid("0 ROW_KIND")],
  ["a number", "5\n", invalid("0 ROW_KIND")],
  [
    "a name twice",
    '{"experience":2,"experience":3,"test_score":9,"interview_score":6}\n',
    invalid("0.experience FIELD_DUPLICATE"),
  ],
  [
    "__proto__",
    '{"experience":2,"test_score":9,"interview_score":6,"__proto__":{"x":1}}\n',
    { status: 200 },
  ],
  [
    "a line of 100,000 lists",
    `${"[".repeat(100_000)}${"]".repeat(100_000)}\n`,
    invalid("0 ROW_WIDTH"),
  ],
  ["a line of two megabytes", `["${"x".repeat(2 ** 21)}",9,6]\n`, malformed],
  ["bytes that are no UTF-8", Buffer.from('["\xff",9,6]\n', "latin1"), invalid("0 ROW_MALFORMED")],
  ["NaN", "[NaN,9,6]\n", invalid("0 ROW_MALFORMED")],
  ["1e999", "[1e999,9,6]\n", invalid("0.experience FIELD_NOT_FINITE")],
];

attack(
  "JSON Lines to /predict",
  lines.map(
    ([name, body, expected]): Attack => [name, post("application/x-ndjson", body), expected],
  ),
);

/** A batch ends at its first faulty row, and a file without rows is answered without rows. */
const ofBatch = (rows: typeof tables, type: string): Attack[] =>
  rows
    .filter(([name]) => !["a header alone", "__proto__"].includes(name))
    .map(([name, body, { status, code }]) => [
      `${type}: ${name}`,
      post(type, body, "/batch"),
      { status, ...(code !== undefined && { code }) },
    ]);

attack("the same to /batch, where the first row is at fault", [
  ...ofBatch(tables.slice(0, -1), "text/csv"),
  ...ofBatch(lines, "application/x-ndjson"),
]);

attack(
  "a batch that is asked oddly",
  [
    [
      "another method",
      request("PUT /batch", ["Content-Type: text/csv"], "x"),
      { status: 405, code: "METHOD_NOT_ALLOWED" },
    ],
    [
      "no content type",
      request("POST /batch", [], `${header}\n2,9,6\n`),
      { status: 415, code: "MEDIA_TYPE_UNSUPPORTED" },
    ],
    [
      "a form",
      post("application/x-www-form-urlencoded", "experience=2", "/batch"),
      { status: 415, code: "MEDIA_TYPE_UNSUPPORTED" },
    ],
    [
      "gzip",
      request("POST /batch", ["Content-Type: text/csv", "Content-Encoding: gzip"], "x"),
      { status: 415, code: "MEDIA_TYPE_UNSUPPORTED" },
    ],
    [
      "an option that there is not",
      post("text/csv", header, "/batch?__proto__=1"),
      { status: 400, code: "REQUEST_MALFORMED" },
    ],
    [
      "an option twice",
      post("text/csv", header, "/batch?proba=true&proba=true"),
      { status: 400, code: "REQUEST_MALFORMED" },
    ],
    [
      "an option with markup",
      post("text/csv", header, "/batch?on_error=<script>alert(1)</script>"),
      { status: 400, code: "REQUEST_MALFORMED" },
    ],
    [
      "a length of a terabyte",
      request("POST /batch", ["Content-Type: text/csv", "Content-Length: 1099511627776"]),
      { status: 413, code: "BODY_TOO_LARGE", closes: true },
    ],
  ],
  { limits: { requestMs: 300, headersMs: 200 } },
);
