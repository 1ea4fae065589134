// The monitor and feedback under attack: from elsewhere, with questions that are none, with bodies that are none.
import { type Attack, attack, request as requestOf } from "./attack.ts";

// On this machine, by its own name.
function request(line: string, headers: readonly string[] = [], body = ""): string {
  return requestOf(line, headers, body).replace("Host: x", "Host: localhost");
}

const here = "Accept: text/html";

function refused(name: string, start: string): Attack {
  return [name, request(start), { status: 400, code: "REQUEST_MALFORMED" }];
}

attack("the monitor, asked for what it does not have", [
  refused("a range that is none", "GET /monitor.json?range=%3Cscript%3E"),
  refused("a range of all objects", "GET /monitor.json?range=__proto__"),
  refused("a part of all objects", "GET /monitor.json?part=constructor"),
  ["a part that is none, of the page", request("GET /monitor?part=x", [here]), { status: 400 }],
  refused("bytes that are no text", "GET /monitor.json?q=%ff%fe"),
  ["another method", request("DELETE /monitor"), { status: 405, code: "METHOD_NOT_ALLOWED" }],
  [
    "a path beyond it",
    request("GET /monitor/../../etc/passwd"),
    { status: 404, code: "NOT_FOUND" },
  ],
  [
    "a file that it has not",
    request("GET /monitor/latest.exe"),
    { status: 404, code: "NOT_FOUND" },
  ],
  ["words without end", request(`GET /monitor.json?q=${"x".repeat(7000)}`), { status: 200 }],
  [
    "markup to look for, on the page",
    request("GET /monitor?q=%22%3E%3Cscript%3Ealert(1)%3C/script%3E", [here]),
    { status: 200 },
  ],
]);

const elsewhere: readonly (readonly [string, string])[] = [
  ["through a proxy", "X-Forwarded-For: 203.0.113.9"],
  ["through a proxy that says so by the standard", "Forwarded: for=203.0.113.9"],
  ["through one that names itself", "Via: 1.1 proxy"],
];

attack("the monitor, asked from elsewhere", [
  ...elsewhere.flatMap(([name, header]): Attack[] =>
    ["/monitor", "/monitor.json", "/monitor/latest.csv", "/monitor/latest.jsonl"].map((path) => [
      `${path} ${name}`,
      request(`GET ${path}`, [header]),
      { status: 403, code: "MONITOR_PRIVATE" },
    ]),
  ),
  [
    "by a name that is somebody else's (DNS rebinding)",
    request("GET /monitor.json").replace("Host: localhost", "Host: evil.example"),
    { status: 403, code: "MONITOR_PRIVATE" },
  ],
]);

attack("feedback to a server that keeps none", [
  [
    "a judgement",
    request("POST /feedback", ["Content-Type: application/json"], '{"id":"x","answer":1}'),
    { status: 404, code: "FEEDBACK_OFF" },
  ],
  ["no body at all", request("POST /feedback"), { status: 404, code: "FEEDBACK_OFF" }],
]);
