// Content types that are missing, doubled, misspelt, or say something else than what is sent.
import { type Attack, attack, json, post, request, salaryAnswer } from "./attack.ts";

const body = "[2, 9, 6]";
const ok = { status: 200, prediction: salaryAnswer } as const;
const unsupported = { status: 415, code: "MEDIA_TYPE_UNSUPPORTED" } as const;
const malformed = { status: 400, code: "BODY_MALFORMED" } as const;

const taken: readonly (readonly [string, string])[] = [
  ["in capitals", "APPLICATION/JSON"],
  ["with a charset", "application/json; charset=utf-8"],
  ["with a charset in quotes", 'application/json;charset="UTF-8"'],
  ["with spaces and a semicolon too many", "  application/json ;; "],
  ["with an unknown parameter", "application/json; version=1"],
  ["of a kind of JSON", "application/vnd.api+json"],
];

const refused: readonly (readonly [string, string])[] = [
  ["none of ours", "text/plain"],
  ["empty", ""],
  ["without a slash", "json"],
  ["XML", "application/xml"],
  ["a tab within (CVE-2026-25223)", "application/json\tx"],
  ["something before it (CVE-2025-32442)", "x application/json"],
  ["a slash too many", "application/json/"],
  ["two types", "application/json, text/csv"],
  ["UTF-16", "application/json; charset=utf-16"],
  ["Latin-1", "application/json; charset=iso-8859-1"],
  ["a charset in quotes that is none", 'application/json; charset="utf-8; x"'],
  ["CSV in Latin-1", "text/csv; charset=windows-1252"],
  ["UTF-7", "application/x-ndjson; charset=utf-7"],
  ["another multipart", "multipart/mixed; boundary=b"],
  ["a wildcard", "*/*"],
  ["a pickle", "application/x-pickle"],
  ["+json alone", "+json"],
  ["bytes beyond ASCII", "application/j\xe9son"],
  ["markup", "<script>alert(1)</script>"],
  ["a name of JavaScript's", "__proto__/constructor"],
  ["ten thousand parameters", `text/plain${";a=b".repeat(3000)}`],
];

attack("a content type", [
  ...taken.map(([name, type]): Attack => [`${name}, is taken`, post(type, body), ok]),
  ...refused.map(([name, type]): Attack => [name, post(type, body), unsupported]),
  ["that is missing", request("POST /predict", [], body), unsupported],
  [
    "that comes twice is the first",
    request("POST /predict", ["Content-Type: application/json", "Content-Type: text/plain"], body),
    ok,
  ],
  [
    "that comes twice is the first, whichever that is",
    request("POST /predict", ["Content-Type: text/plain", "Content-Type: application/json"], body),
    unsupported,
  ],
]);

const compressed = (encoding: string): string =>
  request(
    "POST /predict",
    ["Content-Type: application/json", `Content-Encoding: ${encoding}`],
    Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0]),
  );

attack("a body that is something else than it is said to be", [
  ["JSON as a form", post("application/x-www-form-urlencoded", body), malformed],
  ["a form as JSON", json("experience=2&test_score=9&interview_score=6"), malformed],
  ["CSV as JSON", json("experience,test_score,interview_score\n2,9,6\n"), malformed],
  ["JSON as CSV", post("text/csv", body), { status: 400, code: "INPUT_INVALID" }],
  ["JSON Lines as JSON", json("[2,9,6]\n[2,9,6]\n"), malformed],
  [
    "a ZIP file as CSV",
    post("text/csv", "PK\x03\x04xxxx"),
    { status: 400, code: "INPUT_MALFORMED" },
  ],
  ["a pickle as JSON", json(Buffer.from("\x80\x04\x95cposix\nsystem\n", "latin1")), malformed],
  ["multipart as JSON", json("--b\r\nContent-Disposition: form-data\r\n\r\n\r\n--b--"), malformed],
  ["gzip", compressed("gzip"), unsupported],
  ["brotli", compressed("br"), unsupported],
  ["a coding that there is not", compressed("x; y"), unsupported],
  ["many codings", compressed("identity, gzip, gzip, gzip"), unsupported],
  [
    "identity, in capitals",
    request(
      "POST /predict",
      ["Content-Type: application/json", "Content-Encoding: IDENTITY"],
      body,
    ),
    ok,
  ],
]);

attack("the same at the path that takes JSON whatever it is called", [
  ["no content type", request("POST /predict_api", [], body), ok],
  ["text", post("text/plain", body, "/predict_api"), ok],
  ["text that is no JSON", post("text/plain", "2, 9, 6", "/predict_api"), unsupported],
  ["compressed", compressed("gzip").replace("/predict", "/predict_api"), unsupported],
  ["UTF-16", post("text/plain", Buffer.from("[2, 9, 6]", "utf16le"), "/predict_api"), malformed],
]);
