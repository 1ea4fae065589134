// `/jobs` as OpenAPI describes it.

import type { ErrorCode } from "../../errors.ts";
import type { PageModel } from "../../pages/page-model.ts";
import { problemResponses } from "./answer-schemas.ts";
import { columnsParameters } from "./batch-paths.ts";
import type { Paths } from "./document.ts";
import type { Schema } from "./input-schemas.ts";
import { fileContent, inBothPlaces, parquetContent } from "./predict-paths.ts";

const ofSending: readonly ErrorCode[] = [
  "INPUT_MALFORMED",
  "BODY_MALFORMED",
  "REQUEST_MALFORMED",
  "BODY_TOO_LARGE",
  "MEDIA_TYPE_UNSUPPORTED",
  "BATCH_STALLED",
  "JOBS_FULL",
  "SERVER_OVERLOADED",
  "SERVER_STOPPING",
  "INTERNAL",
];

const text: Schema = { type: "string" };
const number: Schema = { type: "number" };
const integer: Schema = { type: "integer" };
const maybe = (type: string): Schema => ({ type: [type, "null"] });
const time: Schema = { type: ["string", "null"], format: "date-time" };

const jobSchema: Schema = {
  type: "object",
  properties: {
    id: text,
    status: { enum: ["waiting", "running", "done", "failed", "cancelled"] },
    file: maybe("string"),
    options: { type: "object" },
    progress: {
      type: "object",
      properties: {
        bytes: integer,
        rows: integer,
        rowsTotal: maybe("integer"),
        rowsTotalIsEstimated: { type: "boolean" },
        rowsPerSecond: number,
        secondsLeft: maybe("number"),
      },
      required: ["bytes", "rows", "rowsTotal", "rowsTotalIsEstimated", "rowsPerSecond"],
    },
    answered: integer,
    skipped: integer,
    warned: integer,
    notes: { type: "array", items: text },
    reasons: {
      type: "array",
      description: "Why rows were left out, the most frequent reason first.",
      items: {
        type: "object",
        properties: {
          code: text,
          field: maybe("string"),
          count: integer,
          message: text,
          row: integer,
        },
      },
    },
    distributions: { type: "array", items: { type: "object" } },
    error: { anyOf: [{ $ref: "#/components/schemas/Problem" }, { type: "null" }] },
    created: time,
    started: time,
    ended: time,
    expires: time,
    answers: { ...maybe("string"), description: "Where the answers are, relative to this." },
    errors: { ...maybe("string"), description: "Where the rows at fault are told." },
  },
  required: ["id", "status", "progress", "answers", "errors", "error"],
};

const job: Schema = {
  description: "The job.",
  content: { "application/json": { schema: jobSchema }, "text/html": { schema: text } },
};

const id: Schema = { name: "id", in: "path", required: true, schema: text };

export function jobPaths({ model }: PageModel): Paths {
  const form = {
    "multipart/form-data": {
      schema: {
        type: "object",
        description: "One file of rows, or rows as text, and the options.",
        properties: {
          file: { type: "string", format: "binary" },
          rows: text,
          on_error: { enum: ["stop", "skip"] },
          columns: text,
          ...(model.signature.probabilities && { proba: { enum: ["false", "true"] } }),
        },
      },
    },
  };
  const array = { "application/json": { schema: { type: "array" } } };
  const file = (type: string, description: string): Schema => ({
    description,
    content: { [type]: { schema: text } },
  });
  return {
    "/jobs": {
      post: {
        operationId: "sendJob",
        summary: "Send a file of rows to be scored while you do something else",
        parameters: [
          ...inBothPlaces("on_error", ["stop", "skip"], "What a row that cannot be answered does."),
          ...columnsParameters(),
          ...inBothPlaces("output", ["same", "json-lines"], "JSON Lines for CSV, too."),
          ...(model.signature.probabilities
            ? inBothPlaces("proba", ["false", "true"], "Whether CSV holds the probabilities.")
            : []),
        ],
        requestBody: {
          required: true,
          content: { ...form, ...fileContent(), ...parquetContent(), ...array },
        },
        responses: {
          "202": {
            ...job,
            headers: { Location: { description: "The job's address.", schema: text } },
          },
          ...problemResponses(ofSending),
        },
      },
      get: {
        operationId: "listJobs",
        summary: "The jobs that this client has sent, by its cookie",
        responses: {
          "200": {
            description: "The newest first.",
            content: {
              "application/json": {
                schema: {
                  type: "object",
                  properties: { jobs: { type: "array", items: jobSchema } },
                  required: ["jobs"],
                },
              },
            },
          },
        },
      },
    },
    "/jobs/{id}": {
      get: {
        operationId: "job",
        summary: "How far a job is, and what came of it",
        parameters: [id],
        responses: { "200": job, ...problemResponses(["JOB_NOT_FOUND"]) },
      },
      delete: {
        operationId: "deleteJob",
        summary: "Cancel a job; delete one that is over",
        parameters: [id],
        responses: {
          "200": job,
          "204": { description: "It was over, and is deleted." },
          ...problemResponses(["JOB_NOT_FOUND", "REQUEST_MALFORMED"]),
        },
      },
    },
    "/jobs/{id}/answers": {
      get: {
        operationId: "jobAnswers",
        summary: "The rows with their predictions",
        parameters: [id],
        responses: {
          "200": {
            description: "CSV for CSV and Parquet, else JSON Lines.",
            content: fileContent(),
          },
          ...problemResponses(["JOB_NOT_FOUND", "JOB_UNFINISHED"]),
        },
      },
    },
    "/jobs/{id}/errors": {
      get: {
        operationId: "jobErrors",
        summary: "What is wrong with rows, a line for each thing",
        parameters: [id],
        responses: {
          "200": file("text/csv", "The columns row, line, field, code, message."),
          ...problemResponses(["JOB_NOT_FOUND", "JOB_UNFINISHED"]),
        },
      },
    },
  };
}
