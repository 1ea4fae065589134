// The monitor and feedback as OpenAPI describes them.

import { timeRanges } from "../../monitor/ranges.ts";
import { reportParts } from "../../monitor/report.ts";
import type { PageModel } from "../../pages/page-model.ts";
import { problemResponses } from "./answer-schemas.ts";
import type { Paths } from "./document.ts";
import type { Schema } from "./input-schemas.ts";

const range: Schema = {
  name: "range",
  in: "query",
  required: false,
  description: "How far back.",
  schema: { type: "string", enum: timeRanges.map(({ name }) => name), default: "24h" },
};

const words: Schema = {
  name: "q",
  in: "query",
  required: false,
  description: "What the listed answers hold somewhere.",
  schema: { type: "string" },
};

function latestOf(operationId: string, what: string, type: string): Schema {
  const content = { [type]: { schema: { type: "string" } } };
  return {
    get: {
      operationId,
      summary: `The latest answers that are held, as ${what}`,
      parameters: [range, words],
      responses: {
        "200": { description: "One line for each answer, the newest first.", content },
        ...problemResponses(["REQUEST_MALFORMED", "MONITOR_PRIVATE"]),
      },
    },
  };
}

export const monitorPaths: Paths = {
  "/monitor.json": {
    get: {
      operationId: "monitor",
      summary: "Traffic, latency, errors, what was asked and answered",
      parameters: [
        range,
        {
          name: "part",
          in: "query",
          required: false,
          description: "One part alone.",
          schema: { type: "string", enum: reportParts },
        },
        words,
      ],
      responses: {
        "200": {
          description: "What was counted in the range.",
          content: { "application/json": { schema: { type: "object" } } },
        },
        ...problemResponses(["REQUEST_MALFORMED", "MONITOR_PRIVATE"]),
      },
    },
  },
  "/monitor/latest.csv": latestOf("latestAsCsv", "CSV", "text/csv"),
  "/monitor/latest.jsonl": latestOf("latestAsLines", "JSON Lines", "application/x-ndjson"),
};

export function feedbackPaths({ model }: PageModel): Paths {
  const { outputs } = model.signature;
  const one = { type: ["string", "number", "boolean"] };
  const answer = outputs.length > 1 ? { type: "array", items: one } : one;
  const schema = {
    type: "object",
    properties: {
      id: { type: "string", description: "The id of the answer." },
      answer,
      row: { type: "integer", minimum: 0, description: "Which of many rows, counted from 0." },
      note: { type: "string", maxLength: 500 },
    },
    required: ["id", "answer"],
    additionalProperties: false,
  };
  return {
    "/feedback": {
      post: {
        operationId: "feedback",
        summary: "Say what the right answer was",
        requestBody: {
          required: true,
          content: {
            "application/json": { schema },
            "application/x-www-form-urlencoded": { schema },
          },
        },
        responses: {
          "200": {
            description: "It is kept.",
            content: {
              "application/json": {
                schema: {
                  type: "object",
                  properties: {
                    id: { type: "string" },
                    matched: {
                      type: "boolean",
                      description: "Whether the answer is still known, and counts in the scores.",
                    },
                  },
                  required: ["id", "matched"],
                },
              },
              "text/html": { schema: { type: "string" } },
            },
          },
          ...problemResponses([
            "INPUT_INVALID",
            "BODY_MALFORMED",
            "REQUEST_MALFORMED",
            "BODY_TOO_LARGE",
            "MEDIA_TYPE_UNSUPPORTED",
          ]),
        },
      },
    },
  };
}
