// Jobs and Parquet files from strangers: forms with too much in them, options that are none, addresses of others' jobs,
// tables that lie about themselves.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type Attack, attack, post, request } from "./attack.ts";

const malformedBody = { status: 400, code: "BODY_MALFORMED" } as const;
const malformedRequest = { status: 400, code: "REQUEST_MALFORMED" } as const;
const malformedTable = { status: 400, code: "PARQUET_MALFORMED" } as const;
const noJob = { status: 404, code: "JOB_NOT_FOUND" } as const;
const nothing = { status: 404, code: "NOT_FOUND" } as const;

const rows = "experience,test_score,interview_score\n2,9,6\n";

function part(disposition: string, content: string, headers = ""): string {
  return `--b\r\nContent-Disposition: form-data; ${disposition}\r\n${headers}\r\n${content}\r\n`;
}

const file = part('name="file"; filename="a.csv"', rows);

function form(...parts: readonly string[]): string {
  return post("multipart/form-data; boundary=b", `${parts.join("")}--b--`, "/jobs");
}

function field(name: string, value: string): string {
  return part(`name="${name}"`, value);
}

const id = "A".repeat(22);

attack("POST /jobs", [
  ["nothing", post("text/csv", "", "/jobs"), { status: 400, code: "INPUT_MALFORMED" }],
  [
    "no content type",
    request("POST /jobs", [], rows),
    { status: 415, code: "MEDIA_TYPE_UNSUPPORTED" },
  ],
  [
    "a program",
    post("application/x-sh", "rm -rf /", "/jobs"),
    { status: 415, code: "MEDIA_TYPE_UNSUPPORTED" },
  ],
  ["two files", form(file, file), malformedBody],
  [
    "a field twice",
    form(file, field("on_error", "skip"), field("on_error", "skip")),
    malformedBody,
  ],
  ["a field of two megabytes", form(field("rows", "x".repeat(2 ** 21))), malformedBody],
  [
    "100,000 fields",
    form(...Array.from({ length: 100_000 }, (_, i) => field(`f${i}`, ""))),
    malformedBody,
  ],
  ["a field that is no option", form(file, field("__proto__", "1")), malformedRequest],
  ["an option of another value", form(file, field("on_error", "explode")), malformedRequest],
  ["columns that are no JSON", form(file, field("columns", "{")), malformedRequest],
  ["columns that are a list", form(file, field("columns", '["a"]')), malformedRequest],
  ["columns of no field", form(file, field("columns", '{"__proto__":"a"}')), malformedRequest],
  [
    "columns of texts in texts",
    form(file, field("columns", '{"experience":{"a":"b"}}')),
    malformedRequest,
  ],
  [
    "10,000 columns",
    form(
      file,
      field(
        "columns",
        JSON.stringify(
          Object.fromEntries(Array.from({ length: 10_000 }, (_, i) => [`c${i}`, "a"])),
        ),
      ),
    ),
    malformedRequest,
  ],
  ["no file, no rows", form(field("on_error", "skip")), { status: 400, code: "INPUT_MALFORMED" }],
  [
    "a form that does not end",
    post("multipart/form-data; boundary=b", file, "/jobs"),
    malformedBody,
  ],
  [
    "a field that does not end",
    post("multipart/form-data; boundary=b", `${file}${field("rows", "1").slice(0, -2)}`, "/jobs"),
    malformedBody,
  ],
  [
    "a page of another site",
    request("POST /jobs", ["Content-Type: text/csv", "Sec-Fetch-Site: cross-site"], rows),
    malformedRequest,
  ],
  ["an unknown job", request(`GET /jobs/${id}`), noJob],
  ["an unknown job's answers", request(`GET /jobs/${id}/answers`), noJob],
  ["an unknown job's errors", request(`GET /jobs/${id}/errors`), noJob],
  ["the end of an unknown job", request(`DELETE /jobs/${id}`), noJob],
  ["the same by a form", request(`POST /jobs/${id}/delete`), noJob],
  ["a job called __proto__", request("GET /jobs/__proto__"), noJob],
  ["a job called constructor", request("GET /jobs/constructor/answers"), noJob],
  ["a job outside", request("GET /jobs/..%2f..%2fetc%2fpasswd"), noJob],
  ["a job of NULs", request("GET /jobs/%00%00"), noJob],
  ["a job with markup", request("GET /jobs/%3Cscript%3E"), noJob],
  ["something else of a job", request(`GET /jobs/${id}/secrets`), nothing],
  [
    "the list with another's cookie",
    request("GET /jobs", [`Cookie: picklejar_jobs=${id}`]),
    { status: 200, has: '{"jobs":[]}' },
  ],
  [
    "the list with a cookie of everything",
    request("GET /jobs", ["Cookie: picklejar_jobs=.*"]),
    { status: 200, has: '{"jobs":[]}' },
  ],
] satisfies readonly Attack[]);

const parquet = readFileSync(
  join(import.meta.dirname, "../../fixtures/parquet/plain-snappy.parquet"),
);

/** The file with some of its bytes replaced. */
function patched(at: number, ...bytes: readonly number[]): Buffer {
  const copy = Buffer.from(parquet);
  copy.set(bytes, at < 0 ? copy.length + at : at);
  return copy;
}

const tables: readonly (readonly [string, Buffer])[] = [
  ["its first bytes", parquet.subarray(0, 64)],
  ["half of it", parquet.subarray(0, parquet.length >> 1)],
  ["a footer of 4 GB", patched(-8, 0xff, 0xff, 0xff, 0xff)],
  ["a footer of no bytes", patched(-8, 0, 0, 0, 0)],
  ["a footer that begins with its end", patched(-8, 1, 0, 0, 0)],
  ["another end", patched(-4, 0x50, 0x41, 0x52, 0x45)],
  [
    "letters and zeros",
    Buffer.concat([Buffer.from("PAR1"), Buffer.alloc(5000), Buffer.from("PAR1")]),
  ],
];

for (const path of ["/predict", "/batch"]) {
  attack(
    `Parquet to ${path}`,
    tables.map(
      ([name, body]): Attack => [
        name,
        post("application/vnd.apache.parquet", body, path),
        malformedTable,
      ],
    ),
  );
}
