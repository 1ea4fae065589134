// Requests that are no HTTP, or that a proxy in front might read in another way than we do.
import { type Attack, attack, request, salaryAnswer } from "./attack.ts";

const bad = { status: 400, code: "REQUEST_MALFORMED", closes: true } as const;
const get = "GET /predict?experience=2&test_score=9&interview_score=6";
const ok = { status: 200, prediction: salaryAnswer } as const;

function raw(...lines: string[]): string {
  return `${lines.join("\r\n")}\r\n\r\n`;
}

const broken: readonly (readonly [string, string])[] = [
  ["nothing but a line end and a word", "\r\n\r\nhello\r\n\r\n"],
  ["HTTP/2 without asking", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"],
  ["HTTP/3.0", raw("GET / HTTP/3.0", "Host: x")],
  ["HTTP/1.1 in small letters", raw("GET / http/1.1", "Host: x")],
  ["a TLS handshake", "\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03"],
  ["an unknown method", raw("PWN / HTTP/1.1", "Host: x")],
  ["a method in small letters", raw("get / HTTP/1.1", "Host: x")],
  ["a space in the address", raw("GET /a b HTTP/1.1", "Host: x")],
  ["a NUL in the address", raw("GET /\0 HTTP/1.1", "Host: x")],
  ["a tab in the request line", raw("GET\t/ HTTP/1.1", "Host: x")],
  ["a NUL in a header", raw(`${get} HTTP/1.1`, "Host: x", "A: b\0c")],
  ["a bare CR in a header", raw(`${get} HTTP/1.1`, "Host: x", "A: b\rSet-Cookie: x=1")],
  ["a folded header", raw(`${get} HTTP/1.1`, "Host: x", "A: b", " c")],
  ["a folded first header", raw(`${get} HTTP/1.1`, " Host: x")],
  ["a space before the colon", raw(`${get} HTTP/1.1`, "Host : x")],
  ["a header without a name", raw(`${get} HTTP/1.1`, "Host: x", ": y")],
  ["a header without a colon", raw(`${get} HTTP/1.1`, "Host: x", "nonsense")],
  ["a header name with a bracket", raw(`${get} HTTP/1.1`, "Host: x", "a[b]: y")],
  ["a header name beyond ASCII", raw(`${get} HTTP/1.1`, "Host: x", "\xe9: y")],
  ["lines that end with LF alone", `${get} HTTP/1.1\nHost: x\n\n`],
];

attack(
  "a head that is no HTTP/1.1",
  broken.map(([name, bytes]): Attack => [name, bytes, bad]),
);

const chunked = (body: string, ...headers: string[]): string =>
  `${raw("POST /predict HTTP/1.1", "Host: x", "Content-Type: application/json", ...headers)}${body}`;
const te = "Transfer-Encoding: chunked";
const hidden = "GET /health/ready HTTP/1.1\r\nHost: evil\r\n\r\n";

const smuggled: readonly (readonly [string, string])[] = [
  ["a length and chunks", chunked(`0\r\n\r\n${hidden}`, "Content-Length: 5", te)],
  ["chunks and a length", chunked(`0\r\n\r\n${hidden}`, te, "Content-Length: 5")],
  ["two lengths", chunked("[2,9,6]", "Content-Length: 7", "Content-Length: 8")],
  ["two equal lengths", chunked("[2,9,6]", "Content-Length: 7", "Content-Length: 7")],
  ["a list of lengths", chunked("[2,9,6]", "Content-Length: 7, 7")],
  ["a negative length", chunked("[2,9,6]", "Content-Length: -7")],
  ["a length with a sign", chunked("[2,9,6]", "Content-Length: +7")],
  ["a hexadecimal length", chunked("[2,9,6]", "Content-Length: 0x7")],
  ["a length beyond 64 bits", chunked("[2,9,6]", `Content-Length: 1${"0".repeat(20)}`)],
  ["a length that is empty", chunked("[2,9,6]", "Content-Length:")],
  ["chunks twice", chunked(`0\r\n\r\n${hidden}`, te, te)],
  ["chunks that are none", chunked(`0\r\n\r\n${hidden}`, "Transfer-Encoding: xchunked")],
  [
    "chunks behind something else",
    chunked(`0\r\n\r\n${hidden}`, "Transfer-Encoding: chunked, identity"),
  ],
  ["chunks in quotes", chunked(`0\r\n\r\n${hidden}`, 'Transfer-Encoding: "chunked"')],
  ["chunks behind a vertical tab", chunked(`0\r\n\r\n${hidden}`, "Transfer-Encoding:\x0bchunked")],
  [
    "chunks under a name with a space",
    chunked(`0\r\n\r\n${hidden}`, "Transfer-Encoding : chunked"),
  ],
  ["a chunk's size that is none", chunked("x\r\n[2,9,6]\r\n0\r\n\r\n", te)],
  ["a chunk's size with a sign", chunked("+7\r\n[2,9,6]\r\n0\r\n\r\n", te)],
  ["a chunk's size in 0x", chunked("0x7\r\n[2,9,6]\r\n0\r\n\r\n", te)],
  ["a chunk's size beyond 64 bits", chunked(`1${"0".repeat(16)}\r\n[2,9,6]\r\n0\r\n\r\n`, te)],
  ["a chunk that is too long", chunked("3\r\n[2,9,6]\r\n0\r\n\r\n", te)],
  ["chunks that end with LF alone", chunked("7\n[2,9,6]\n0\n\n", te)],
  [
    "a chunk's extension of 20,000 bytes (CVE-2024-22019)",
    chunked(`7;${"a".repeat(20_000)}\r\n[2,9,6]\r\n0\r\n\r\n`, te),
  ],
];

attack(
  "a body whose end two readers would see in two places",
  smuggled.map(([name, bytes]): Attack => [name, bytes, bad]),
);

attack("a head that is HTTP, but not as usual", [
  ["no host", raw(`${get} HTTP/1.1`), { status: 400, code: "REQUEST_MALFORMED" }],
  [
    "two hosts",
    raw(`${get} HTTP/1.1`, "Host: x", "Host: y"),
    { status: 400, code: "REQUEST_MALFORMED" },
  ],
  ["HTTP/1.0 without a host", raw(`${get} HTTP/1.0`), { ...ok, closes: true }],
  [
    "a host with markup",
    raw(`${get} HTTP/1.1`, "Host: <script>alert(1)</script>", "Accept: text/html"),
    { status: 200 },
  ],
  ["the whole address", raw(`${get.replace("/", "http://evil.example/")} HTTP/1.1`, "Host: x"), ok],
  ["an asterisk", raw("GET * HTTP/1.1", "Host: x"), { status: 400, code: "REQUEST_MALFORMED" }],
  ["an asterisk to ask for methods", raw("OPTIONS * HTTP/1.1", "Host: x"), { status: 204 }],
  ["HTTP/0.9", "GET /predict\r\n\r\n", bad],
  ["an address without a slash", raw("GET predict HTTP/1.1", "Host: x"), bad],
  [
    "another scheme",
    raw("GET file:///etc/passwd HTTP/1.1", "Host: x"),
    { status: 400, code: "REQUEST_MALFORMED" },
  ],
  ["two spaces before the address", raw(`${get.replace(" ", "  ")} HTTP/1.1`, "Host: x"), ok],
  ["a method of WebDAV", request("PROPFIND /predict"), { status: 405, code: "METHOD_NOT_ALLOWED" }],
  [
    "TRACE",
    request("TRACE /predict", ["Cookie: secret"]),
    { status: 405, code: "METHOD_NOT_ALLOWED" },
  ],
  ["DELETE of the model", request("DELETE /model"), { status: 405, code: "METHOD_NOT_ALLOWED" }],
  ["CONNECT", raw("CONNECT evil.example:443 HTTP/1.1", "Host: x"), bad],
  [
    "an upgrade",
    raw(`${get} HTTP/1.1`, "Host: x", "Connection: Upgrade", "Upgrade: websocket"),
    ok,
  ],
  [
    "an upgrade to HTTP/2",
    raw(
      `${get} HTTP/1.1`,
      "Host: x",
      "Connection: Upgrade, HTTP2-Settings",
      "Upgrade: h2c",
      "HTTP2-Settings: x",
    ),
    ok,
  ],
  [
    "Expect: 100-continue",
    request("POST /predict", ["Content-Type: application/json", "Expect: 100-continue"], "[2,9,6]"),
    ok,
  ],
  [
    "another expectation",
    request("POST /predict", ["Content-Type: application/json", "Expect: 200-ok"], "[2,9,6]"),
    { status: 400, code: "REQUEST_MALFORMED" },
  ],
  ["a body on GET", request(get, ["Content-Type: application/json"], "[1,1,1]"), ok],
  [
    "chunks with an extension and a trailer",
    chunked("7;a=b\r\n[2,9,6]\r\n0\r\nX: y\r\n\r\n", te),
    ok,
  ],
  [
    "chunks of one byte",
    chunked(`${[..."[2,9,6]"].map((byte) => `1\r\n${byte}\r\n`).join("")}0\r\n\r\n`, te),
    ok,
  ],
  [
    "a trailer that is a header",
    chunked("7\r\n[2,9,6]\r\n0\r\nContent-Length: 99\r\nHost: y\r\n\r\n", te),
    bad,
  ],
  [
    "17,000 bytes of headers",
    raw(`${get} HTTP/1.1`, "Host: x", `A: ${"b".repeat(17_000)}`),
    { status: 431, code: "HEADERS_TOO_LARGE", closes: true },
  ],
  [
    "3,000 headers",
    raw(`${get} HTTP/1.1`, "Host: x", ...Array.from({ length: 3000 }, (_, i) => `H${i}: y`)),
    { status: 431, code: "HEADERS_TOO_LARGE", closes: true },
  ],
  [
    "an address of 9,000 bytes",
    request(`GET /predict?experience=${"1".repeat(9000)}`),
    { status: 414, code: "URL_TOO_LONG" },
  ],
  [
    "a forwarded host",
    request(get, [
      "X-Forwarded-Host: evil.example",
      "X-Forwarded-Proto: javascript",
      "Forwarded: host=evil",
    ]),
    ok,
  ],
  ["another method in a header", request(get, ["X-HTTP-Method-Override: DELETE"]), ok],
  ["a range", request(get, ["Range: bytes=0-1"]), ok],
  ["a cookie of JavaScript's", request(get, ["Cookie: __proto__=1; connect.sid=s%3Ax"]), ok],
  [
    "accepted types without end",
    request(get, [`Accept: ${"text/html;q=0.1,".repeat(900)}`]),
    { status: 200 },
  ],
  [
    "qualities that are none",
    request(get, ["Accept: text/html;q=NaN, application/json;q=1e9"]),
    { status: 200 },
  ],
]);
