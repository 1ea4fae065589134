// Bodies that come slowly, or not at all: every one of them is answered or cut off, and holds nothing up meanwhile.
import { type Attack, attack } from "./attack.ts";

const limits = {
  headersMs: 150,
  requestMs: 250,
  tableMs: 250,
  stallMs: 250,
} as const;

const late = { status: 408, code: "REQUEST_TIMEOUT", closes: true } as const;

function begun(path: string, type: string, length: string, body: string): string {
  return `POST ${path} HTTP/1.1\r\nHost: x\r\nContent-Type: ${type}\r\n${length}\r\n\r\n${body}`;
}

const length = "Content-Length: 1000";
const chunks = "Transfer-Encoding: chunked";
const csv = "experience,test_score,interview_score\n";
const form = "multipart/form-data; boundary=b";

const rows: readonly Attack[] = [
  ["a request line without end", "GET /predict?exper", late],
  ["headers without end", "GET /predict HTTP/1.1\r\nHost: x\r\nA: b", late],
  ["a body that does not come", begun("/predict", "application/json", length, ""), late],
  ["half a body", begun("/predict", "application/json", length, '{"experience":'), late],
  [
    "half a form",
    begun("/predict", "application/x-www-form-urlencoded", length, "experience=2&"),
    late,
  ],
  ["chunks without end", begun("/predict", "application/json", chunks, "1\r\n[\r\n"), late],
  ["half a chunk's size", begun("/predict", "application/json", chunks, "1"), late],
  ["half a chunk", begun("/predict", "application/json", chunks, "ff\r\n[2,9"), late],
  [
    "chunks without their trailer",
    begun("/predict", "application/json", chunks, "7\r\n[2,9,6]\r\n0\r\n"),
    late,
  ],
  ["half a file", begun("/predict", "text/csv", length, csv), late],
  ["half a form in parts", begun("/predict", form, length, "--b\r\n"), late],
  ["half a body at the tutorials' path", begun("/predict_api", "text/plain", length, "[2,"), late],
  ["half a body at the page", begun("/", "application/json", length, "[2,"), late],
  [
    "a batch that does not come",
    begun("/batch", "text/csv", length, ""),
    { status: 408, code: "BATCH_STALLED", closes: true },
  ],
  [
    "a batch of a header",
    begun("/batch", "text/csv", length, csv),
    { status: 408, code: "BATCH_STALLED", closes: true },
  ],
  [
    "a batch of half a line",
    begun("/batch", "application/x-ndjson", length, "[2,9"),
    { status: 408, code: "BATCH_STALLED", closes: true },
  ],
  [
    "a batch of half a part",
    begun("/batch", form, length, "--b\r\nContent-"),
    { status: 408, code: "BATCH_STALLED", closes: true },
  ],
];

attack("a request that does not go on", rows, { limits });
