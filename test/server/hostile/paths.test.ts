// Ways out of the folder, other people's paths, and paths that two readers would take for two things.
import { type Attack, attack, request } from "./attack.ts";

const notFound = { status: 404, code: "NOT_FOUND" } as const;
const malformed = { status: 400, code: "REQUEST_MALFORMED" } as const;

const files: readonly string[] = [
  "/etc/passwd",
  "/../../../../etc/passwd",
  "/static/../../../../etc/passwd",
  "/./../etc/passwd",
  "/%2e%2e/%2e%2e/etc/passwd",
  "/%2E%2E%2Fetc%2Fpasswd",
  "/..%2f..%2fetc%2fpasswd",
  "/%252e%252e%252fetc%252fpasswd",
  "/..%5c..%5cwindows%5cwin.ini",
  "/..\\..\\windows\\win.ini",
  "/....//....//etc/passwd",
  "/..;/..;/etc/passwd",
  "/static/%00../model.pkl",
  "/model.pkl",
  "/app.py",
  "/app.ts",
  "/.env",
  "/.git/config",
  "/node_modules/fastify/package.json",
  "/package.json",
  "/src/server/app.ts",
  "/proc/self/environ",
  "/static/model.pkl",
  "/%2fetc/passwd",
  "//etc/passwd",
  "/server-status",
  "/wp-login.php",
  "/cgi-bin/.%2e/.%2e/bin/sh",
  "/actuator/env",
  "/predict.php",
  "/predict/../model.pkl",
  "/model/__proto__",
  "/model%00",
  "/health/live%20",
  "/a%0d%0aSet-Cookie:%20x=1",
  "/%3Cscript%3Ealert(1)%3C/script%3E",
  "/\u202e/kram",
];

const broken: readonly string[] = [
  "/%",
  "/%f",
  "/%zz",
  "/%ff",
  "/%c0%ae%c0%ae/etc/passwd",
  "/%ed%a0%80",
  "/static/%e0%80%af",
];

attack("a path", [
  ...files.map((path): Attack => [path, request(`GET ${path}`), notFound]),
  ...files
    .slice(0, 8)
    .map(
      (path): Attack => [
        `POST ${path}`,
        request(`POST ${path}`, ["Content-Type: application/json"], "[2,9,6]"),
        notFound,
      ],
    ),
  ...broken.map((path): Attack => [path, request(`GET ${path}`), malformed]),
]);

const page = ["Accept: text/html"];

attack("a path that a browser asks", [
  [
    "is shown with its markup as text",
    request("GET /<script>alert(1)</script>", page),
    { status: 404, has: "&lt;script>alert(1)" },
  ],
  ["is shown with its quotes as text", request("GET /'\"><img%20src=x>", page), { status: 404 }],
  ["that is no path", request("GET /%ff", page), { status: 400 }],
  ["with 4,000 folders", request(`GET ${"/x".repeat(4000)}`, page), { status: 404 }],
]);

attack("a path of ours in disguise is no path of ours", [
  ["in capitals", request("GET /MODEL"), notFound],
  ["with a double slash", request("GET //model"), notFound],
  ["with dots", request("GET /./model"), notFound],
  ["with a semicolon", request("GET /model;x=1"), notFound],
  ["in escapes is the same path", request("GET /%6dodel"), { status: 200, has: '"sha256"' }],
  [
    "with a slash behind it is the same path",
    request("GET /model/"),
    { status: 200, has: '"sha256"' },
  ],
  [
    "with a fragment, which nobody sends",
    request("GET /model#x"),
    { status: 200, has: '"sha256"' },
  ],
]);
