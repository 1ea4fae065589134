// JSON that is broken, absurd, or means something else than it seems to.
import { type Attack, attack, json, salaryAnswer } from "./attack.ts";

const malformed = { status: 400, code: "BODY_MALFORMED" } as const;
const ok = { status: 200, prediction: salaryAnswer } as const;

function invalid(...issues: string[]) {
  return { status: 400, code: "INPUT_INVALID", issues } as const;
}

const broken: readonly (readonly [string, string | Buffer])[] = [
  ["nothing", ""],
  ["white space", " \r\n\t "],
  ["a bare word", "hello"],
  ["half a record", '{"experience": 2'],
  ["a comma too many", '{"experience": 2,}'],
  ["a comma in a list too many", "[2, 9, 6,]"],
  ["single quotes", "{'experience': 2}"],
  ["a name without quotes", "{experience: 2}"],
  ["Python's words", "[None, True, False]"],
  ["NaN", "[NaN, 9, 6]"],
  ["Infinity", "[-Infinity, 9, 6]"],
  ["a comment", "[2, 9, 6] // salary"],
  ["two documents", "[2, 9, 6][2, 9, 6]"],
  ["a leading zero", "[02, 9, 6]"],
  ["a plus", "[+2, 9, 6]"],
  ["a bare point", "[2., 9, .6]"],
  ["hexadecimal", "[0x2, 9, 6]"],
  ["a bare line end in a text", '["2\n", 9, 6]'],
  ["half an escape", '["\\u12", 9, 6]'],
  ["an escape outside of a text", "[2, 9\\u002c 6]"],
  ["an unknown escape", '["\\x32", 9, 6]'],
  ["a NUL", "[2, 9, 6]\0"],
  ["bytes that are no UTF-8", Buffer.from('["\xff\xfe", 9, 6]', "latin1")],
  ["an overlong slash", Buffer.from('["\xc0\xaf", 9, 6]', "latin1")],
  ["half a surrogate as UTF-8", Buffer.from('["\xed\xa0\x80", 9, 6]', "latin1")],
  ["UTF-16", Buffer.from("\ufeff[2, 9, 6]", "utf16le")],
  ["100,000 open lists", "[".repeat(100_000)],
  ["100,000 open records", '{"a":'.repeat(100_000)],
  ["a form", "experience=2&test_score=9&interview_score=6"],
];

attack(
  "JSON that is none",
  broken.map(([name, body]): Attack => [name, json(body), malformed]),
);

const rows: readonly Attack[] = [
  ["a record in a million spaces", json(`${" ".repeat(1_000_000)}[2, 9, 6]`), ok],
  ["a byte order mark", json("\ufeff[2, 9, 6]"), ok],
  ["names in escapes", json('{"e\\u0078perience":2,"test_score":9,"interview\\u005fscore":6}'), ok],
  ["null", json("null"), malformed],
  ["a number", json("42"), malformed],
  ["true", json("true"), malformed],
  ["an empty record", json("{}"), invalid(...missing(""))],
  ["an empty list", json("[]"), invalid("ROWS_EMPTY")],
  ["an empty list of rows", json('{"rows": []}'), invalid("ROWS_EMPTY")],
  ["a list of nothing", json("[[]]"), invalid("ROW_WIDTH")],
  ["a text", json('"2, 9, 6"'), invalid("ROW_KIND")],
  [
    "rows of every kind",
    json('[[2, 9, 6], null, 5, "x", true]'),
    invalid("1 ROW_KIND", "2 ROW_KIND", "3 ROW_KIND", "4 ROW_KIND"),
  ],
  ["too few values", json("[2, 9]"), invalid("ROW_WIDTH")],
  ["100,000 values", json(`[${"1,".repeat(99_999)}1]`), invalid("ROW_WIDTH")],
  [
    "100,000 lists in one another",
    json("[".repeat(100_000) + "]".repeat(100_000)),
    invalid("ROW_WIDTH"),
  ],
  [
    "a field of 50,000 lists",
    json(
      `{"experience":${"[".repeat(50_000)}${"]".repeat(50_000)},"test_score":9,"interview_score":6}`,
    ),
    invalid("experience FIELD_KIND"),
  ],
  [
    "50,000 fields",
    json(`{${Array.from({ length: 50_000 }, (_, i) => `"f${i}":1`).join(",")}}`),
    { status: 400, code: "INPUT_INVALID" },
  ],
  [
    "a name of half a megabyte",
    json(`{"${"n".repeat(500_000)}":1}`),
    { status: 400, code: "INPUT_INVALID" },
  ],
  [
    "a value of half a megabyte",
    json(`["${"9".repeat(500_000)}", 9, 6]`),
    invalid("experience FIELD_KIND"),
  ],
  [
    "100,001 rows",
    json(`[${"[1,1,1],".repeat(100_000)}[1,1,1]]`),
    { status: 413, code: "INPUT_ROWS" },
  ],
  ["more than a mebibyte", json(" ".repeat(2 ** 20 + 1)), { status: 413, code: "BODY_TOO_LARGE" }],
  [
    "a name twice",
    json('{"experience":1,"experience":2,"test_score":9,"interview_score":6}'),
    invalid("experience FIELD_DUPLICATE"),
  ],
  [
    "a name twice, once in escapes",
    json('{"experience":1,"\\u0065xperience":2,"test_score":9,"interview_score":6}'),
    invalid("experience FIELD_DUPLICATE"),
  ],
  [
    "a name twice, deep inside",
    json('{"experience":{"a":1,"a":2},"test_score":9,"interview_score":6}'),
    invalid("a FIELD_DUPLICATE"),
  ],
  [
    "rows beside something else",
    json('{"rows": [[2, 9, 6]], "x": 1}'),
    { status: 400, code: "INPUT_INVALID" },
  ],
  [
    "columns that are none",
    json('{"columns": [1, [2]], "data": [[1, 2]]}'),
    { status: 400, code: "INPUT_INVALID" },
  ],
  [
    "columns of different lengths",
    json('{"experience": [2], "test_score": [9, 9], "interview_score": []}'),
    malformed,
  ],
  [
    "parameters that are none",
    json('{"rows": [[2, 9, 6]], "parameters": {"__proto__": {"proba": true}}}'),
    { status: 400, code: "REQUEST_MALFORMED" },
  ],
];

function missing(prefix: string): string[] {
  return ["experience", "test_score", "interview_score"].map(
    (name) => `${prefix}${name} FIELD_MISSING`,
  );
}

attack("JSON that is no record of the model", rows);
