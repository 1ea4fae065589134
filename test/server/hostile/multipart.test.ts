// Forms in parts: boundaries that are missing, long or doubled, parts without end, names that are ways out.
import { type Attack, attack, post, salaryAnswer } from "./attack.ts";

const malformed = { status: 400, code: "BODY_MALFORMED" } as const;
const fields: readonly (readonly [string, string])[] = [
  ["experience", "2"],
  ["test_score", "9"],
  ["interview_score", "6"],
];

function part(disposition: string, content: string, headers = ""): string {
  return `--b\r\nContent-Disposition: ${disposition}\r\n${headers}\r\n${content}\r\n`;
}

const good = fields.map(([name, value]) => part(`form-data; name="${name}"`, value)).join("");
const table = "experience,test_score,interview_score\n2,9,6\n";

function file(name: string, content = table, headers = ""): string {
  return `${part(`form-data; name="f"; ${name}`, content, headers)}--b--`;
}

function form(body: string | Buffer, type = "multipart/form-data; boundary=b"): string {
  return post(type, body);
}

const broken: readonly (readonly [string, string | Buffer, string?])[] = [
  ["no boundary", `${good}--b--`, "multipart/form-data"],
  ["an empty boundary", `${good}--b--`, "multipart/form-data; boundary="],
  ["an empty boundary in quotes", `${good}--b--`, 'multipart/form-data; boundary=""'],
  ["a boundary of 71 bytes", `${good}--b--`, `multipart/form-data; boundary=${"b".repeat(71)}`],
  [
    "a boundary of 8,000 bytes",
    `${good}--b--`,
    `multipart/form-data; boundary=${"b".repeat(8000)}`,
  ],
  ["a boundary with a bracket", `${good}--b--`, "multipart/form-data; boundary=[b]"],
  ["another boundary than the body's", `${good}--b--`, "multipart/form-data; boundary=c"],
  ["nothing", ""],
  ["no parts, no end", "--b"],
  ["no end", good],
  ["an end that is cut", `${good}--b-`],
  ["bare line ends", `${good}--b--`.replaceAll("\r\n", "\n")],
  ["a part without headers", `${good}--b\r\n\r\n1\r\n--b--`],
  ["a part without a name", `${good}${part("form-data", "1")}--b--`],
  ["an attachment", `${good}${part('attachment; name="x"', "1")}--b--`],
  ["a header without a colon", `${good}${part('form-data; name="x"', "1", "x\r\n")}--b--`],
  ["a folded header", `${good}${part('form-data;\r\n name="x"', "1")}--b--`],
  [
    "headers of 20,000 bytes",
    `${good}${part(`form-data; name="${"x".repeat(20_000)}"`, "1")}--b--`,
  ],
  [
    "3,000 headers",
    `${good}${part('form-data; name="x"', "1", Array.from({ length: 3000 }, (_, i) => `H${i}: y\r\n`).join(""))}--b--`,
  ],
  [
    "two dispositions",
    `${good}${part('form-data; name="x"', "1", 'Content-Disposition: form-data; name="y"\r\n')}--b--`,
  ],
  [
    "base64",
    `${good}${part('form-data; name="x"', "MQ==", "Content-Transfer-Encoding: base64\r\n")}--b--`,
  ],
  [
    "a part in Latin-1",
    `${good}${part('form-data; name="x"', "1", "Content-Type: text/csv; charset=latin1\r\n")}--b--`,
  ],
  [
    "a value that is no UTF-8",
    Buffer.from(`${good}${part('form-data; name="x"', "\xff")}--b--`, "latin1"),
  ],
  [
    "a name that is no UTF-8",
    Buffer.from(`${good}${part('form-data; name="\xff"', "1")}--b--`, "latin1"),
  ],
  ["10,001 parts", `${part('form-data; name="x"', "1").repeat(10_001)}--b--`],
  [
    "two files",
    `${part('form-data; name="f"; filename="a.csv"', table)}${file('filename="b.csv"')}`,
  ],
  ["a file and fields", `${good}${file('filename="a.csv"')}`],
  ["text behind a boundary", `${good}--bc--`],
];

attack(
  "a form in parts that is broken",
  broken.map(([name, body, type]): Attack => [name, form(body, type), malformed]),
);

const nested = `${part('form-data; name="x"', "--c\r\nContent-Disposition: form-data\r\n\r\n1\r\n--c--", "Content-Type: multipart/mixed; boundary=c\r\n")}--b--`;
const names = [
  "../../etc/passwd",
  "..\\\\..\\\\win.ini",
  "/etc/passwd",
  "a\\0.csv",
  "CON",
  "x".repeat(5000),
  "<script>alert(1)</script>",
  "=cmd|calc",
  "$(reboot).csv",
  "%2e%2e%2f",
];

attack("a form in parts that is odd", [
  ["is taken where it is whole", form(`${good}--b--`), { status: 200, prediction: salaryAnswer }],
  [
    "with a preamble and an epilogue",
    form(`x\r\n${good}--b-- y`),
    { status: 200, prediction: salaryAnswer },
  ],
  ["with a form within", form(nested), { status: 400, code: "INPUT_INVALID" }],
  [
    "with values that are files without content",
    form(`${good}${part('form-data; name="f"; filename=""', "")}--b--`),
    { status: 200, prediction: salaryAnswer },
  ],
  [
    "with a value of a megabyte",
    form(`${part('form-data; name="experience"', "1".repeat(2 ** 20))}--b--`),
    { status: 413, code: "BODY_TOO_LARGE" },
  ],
  [
    "with a file that is too large",
    form(file('filename="a.csv"', "x".repeat(10 * 2 ** 20))),
    { status: 413, code: "BODY_TOO_LARGE" },
  ],
  ...names.map(
    (name): Attack => [
      `with a file called ${name.slice(0, 30)}`,
      form(file(`filename="${name}"`)),
      { status: 200, has: `"prediction":${salaryAnswer}` },
    ],
  ),
  [
    "with a file that is a pickle",
    form(file('filename="a.csv"', "\x80\x04cposix\nsystem\n.")),
    { status: 400, code: "INPUT_INVALID" },
  ],
  [
    "with a file that is a ZIP file",
    form(file('filename="a.csv"', "PK\x03\x04")),
    { status: 400, code: "INPUT_MALFORMED" },
  ],
]);
