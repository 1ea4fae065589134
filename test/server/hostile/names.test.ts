// Names that mean something to JavaScript, and names that come twice, in every form of a request.
import { type Attack, attack, form, json, post, request } from "./attack.ts";

const record = '"experience":2,"test_score":9,"interview_score":6';
const pairs = "experience=2&test_score=9&interview_score=6";
const csvHeader = "experience,test_score,interview_score";

const names = [
  "__proto__",
  "constructor",
  "prototype",
  "toString",
  "valueOf",
  "hasOwnProperty",
  "__defineGetter__",
  "then",
  "length",
  "0",
];

function refused(...issues: string[]) {
  return { status: 400, code: "INPUT_INVALID", issues } as const;
}

attack(
  "a name of JavaScript's as a field",
  names.flatMap((name): Attack[] => [
    [`${name} in JSON`, json(`{${record},"${name}":1}`), refused(`${name} FIELD_UNKNOWN`)],
    [
      `${name} in the second row`,
      json(`[{${record}},{${record},"${name}":{"x":1}}]`),
      refused(`1.${name} FIELD_UNKNOWN`),
    ],
    [`${name} in a form`, form(`${pairs}&${name}=1`), refused(`${name} FIELD_UNKNOWN`)],
    [
      `${name} in a query string`,
      request(`GET /predict?${pairs}&${name}=1`),
      refused(`${name} FIELD_UNKNOWN`),
    ],
  ]),
);

const multipart = (name: string): string =>
  post(
    "multipart/form-data; boundary=b",
    `--b\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n1\r\n--b--`,
  );

attack("a name of JavaScript's elsewhere", [
  [
    "__proto__ with a whole record in it",
    json(`{"__proto__":{${record}}}`),
    refused(
      "experience FIELD_MISSING",
      "test_score FIELD_MISSING",
      "interview_score FIELD_MISSING",
      "__proto__ FIELD_UNKNOWN",
    ),
  ],
  [
    "constructor.prototype",
    json(`{${record},"constructor":{"prototype":{"polluted":1}}}`),
    refused("constructor FIELD_UNKNOWN"),
  ],
  [
    "__proto__ as a list of a column",
    json('{"__proto__":[1],"experience":[2],"test_score":[9],"interview_score":[6]}'),
    refused("__proto__ FIELD_UNKNOWN"),
  ],
  [
    "brackets in a form's name",
    form(`${pairs}&__proto__[x]=1`),
    refused("__proto__[x] FIELD_UNKNOWN"),
  ],
  [
    "the name of a form's part",
    multipart("__proto__"),
    refused(
      "experience FIELD_MISSING",
      "test_score FIELD_MISSING",
      "interview_score FIELD_MISSING",
      "__proto__ FIELD_UNKNOWN",
    ),
  ],
  [
    "the columns of a file",
    post("text/csv", "__proto__,constructor,toString\n2,9,6\n"),
    { status: 400, code: "INPUT_INVALID" },
  ],
  [
    "a value",
    json('["__proto__", "constructor", "toString"]'),
    refused("experience FIELD_KIND", "test_score FIELD_KIND", "interview_score FIELD_KIND"),
  ],
  [
    "the accepted type",
    request(`GET /predict?${pairs}`, ["Accept: __proto__/constructor"]),
    { status: 200 },
  ],
  ["the content type", post("__proto__", "x"), { status: 415, code: "MEDIA_TYPE_UNSUPPORTED" }],
  [
    "a parameter of the content type",
    post("application/json; __proto__=x; constructor=y", "[2,9,6]"),
    { status: 200 },
  ],
  ["the path", request("GET /__proto__"), { status: 404, code: "NOT_FOUND" }],
  ["the path constructor", request("GET /constructor"), { status: 404, code: "NOT_FOUND" }],
  ["a header", request("GET /health/live", ["__proto__: x", "constructor: y"]), { status: 200 }],
]);

attack("a name that comes twice", [
  ["in JSON", json(`{${record},"experience":3}`), refused("experience FIELD_DUPLICATE")],
  ["in a form", form(`${pairs}&experience=3`), refused("experience FIELD_DUPLICATE")],
  [
    "in a form, once encoded",
    form(`${pairs}&%65xperience=3`),
    refused("experience FIELD_DUPLICATE"),
  ],
  [
    "in a query string",
    request(`GET /predict?${pairs}&experience=2`),
    refused("experience FIELD_DUPLICATE"),
  ],
  [
    "a hundred thousand times",
    form("experience=1&".repeat(79_000)),
    { status: 400, code: "BODY_MALFORMED" },
  ],
  [
    "in multipart",
    post(
      "multipart/form-data; boundary=b",
      `${["experience", "experience", "test_score", "interview_score"].map((name) => `--b\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n2\r\n`).join("")}--b--`,
    ),
    refused("experience FIELD_DUPLICATE"),
  ],
  [
    "in the header of a file",
    post("text/csv", `${csvHeader},experience\n2,9,6,7\n`),
    { status: 400, code: "INPUT_INVALID" },
  ],
  [
    "in JSON Lines",
    post("application/x-ndjson", `{${record},"experience":3}\n`),
    refused("0.experience FIELD_DUPLICATE"),
  ],
]);
