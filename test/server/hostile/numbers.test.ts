// Numbers that are none, too large, too long, or written so that two readers would disagree.
import { type Attack, attack, form, json, post, request, salaryAnswer } from "./attack.ts";

const others = '"test_score":9,"interview_score":6';

function refused(code: string) {
  return { status: 400, code: "INPUT_INVALID", issues: [`experience ${code}`] } as const;
}

function inJson(value: string): string {
  return json(`{"experience":${value},${others}}`);
}

const asJson: readonly (readonly [string, string, string])[] = [
  ["1e999", "1e999", "FIELD_NOT_FINITE"],
  ["-1e999", "-1e999", "FIELD_NOT_FINITE"],
  ["400 digits", "9".repeat(400), "FIELD_NOT_FINITE"],
  ["true", "true", "FIELD_KIND"],
  ["false", "false", "FIELD_KIND"],
  ["null", "null", "FIELD_MISSING"],
  ["a list of one", "[2]", "FIELD_KIND"],
  ["an empty list", "[]", "FIELD_KIND"],
  ["a record", '{"valueOf":2}', "FIELD_KIND"],
  ["an empty text", '""', "FIELD_MISSING"],
  ["a space", '" "', "FIELD_MISSING"],
  ["NaN", '"NaN"', "FIELD_NOT_FINITE"],
  ["Infinity", '"Infinity"', "FIELD_NOT_FINITE"],
  ["-inf", '"-inf"', "FIELD_NOT_FINITE"],
  ["1e999 as text", '"1e999"', "FIELD_NOT_FINITE"],
  ["hexadecimal", '"0x1F"', "FIELD_KIND"],
  ["octal", '"0o17"', "FIELD_KIND"],
  ["binary", '"0b11"', "FIELD_KIND"],
  ["underscores", '"1_000"', "FIELD_KIND"],
  ["a comma", '"1,5"', "FIELD_KIND"],
  ["a comma for thousands", '"1,500"', "FIELD_KIND"],
  ["a unit", '"5 cm"', "FIELD_KIND"],
  ["a formula", '"=1+1"', "FIELD_KIND"],
  ["a fraction", '"1/2"', "FIELD_KIND"],
  ["two points", '"1.2.3"', "FIELD_KIND"],
  ["an exponent alone", '"e5"', "FIELD_KIND"],
  ["an exponent without digits", '"1e"', "FIELD_KIND"],
  ["two signs", '"--2"', "FIELD_KIND"],
  ["digits of another script", '"٢"', "FIELD_KIND"],
  ["wide digits", '"２"', "FIELD_KIND"],
  ["a minus that is a dash", '"−2"', "FIELD_KIND"],
  ["a NUL behind it", '"2\\u0000"', "FIELD_KIND"],
  ["a line end within", '"2\\n3"', "FIELD_KIND"],
  ["true as a text", '"true"', "FIELD_KIND"],
  ["undefined", '"undefined"', "FIELD_KIND"],
  ["a big integer of JavaScript", '"2n"', "FIELD_KIND"],
  ["a date", '"2024-01-01"', "FIELD_KIND"],
  ["100,000 digits", `"${"1".repeat(100_000)}"`, "FIELD_KIND"],
  ["an exponent of 100,000 digits", `"1e${"1".repeat(100_000)}"`, "FIELD_KIND"],
];

attack(
  "a number in JSON",
  asJson.map(([name, value, code]): Attack => [name, inJson(value), refused(code)]),
);

/** What forms and query strings can send: texts. */
const asText = asJson.filter(([, value]) => value.startsWith('"') && value.length < 100);

attack(
  "a number in a form and a query string",
  asText.flatMap(([name, value, code]): Attack[] => {
    const pairs = new URLSearchParams({
      experience: String(JSON.parse(value)),
      test_score: "9",
      interview_score: "6",
    });
    return [
      [`${name}, in a form`, form(pairs.toString()), refused(code)],
      [`${name}, in a query string`, request(`GET /predict?${pairs}`), refused(code)],
    ];
  }),
);

const same = [
  "2",
  "2.0",
  "2e0",
  "20e-1",
  "0.2E+1",
  "2.0000000000000000000000000001",
  '" 2 "',
  '"2."',
  '"+2"',
];

const plain: readonly (readonly [string, number | null])[] = [
  ["-0", 47635.62447316061],
  ["1e-999", 47635.62447316061],
  ["5e-324", 47635.62447316061],
  ["9007199254740993", 25469063246082530000],
  ["1e300", 2.8276340431435106e303],
  ["-1e308", null],
];

attack("a number that is odd, but a number", [
  ...same.map(
    (value): Attack => [`${value} is 2`, inJson(value), { status: 200, prediction: salaryAnswer }],
  ),
  ...plain.map(
    ([value, prediction]): Attack => [value, inJson(value), { status: 200, prediction }],
  ),
  [
    "an overflow is null, and said",
    inJson("1e308"),
    { status: 200, prediction: null, has: "not a finite number" },
  ],
  [
    "in CSV",
    post("text/csv", "experience,test_score,interview_score\n1e999,9,6\n"),
    { status: 400, code: "INPUT_INVALID", issues: ["0.experience FIELD_NOT_FINITE"] },
  ],
]);
