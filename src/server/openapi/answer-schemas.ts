// What a model answers as JSON Schema, and what an error looks like.

import { type ErrorCode, errorCatalogue } from "../../errors.ts";
import { jsonValue } from "../../predict/json-value.ts";
import type { OutputField, Signature } from "../../signature/signature.ts";
import { show } from "../../text.ts";
import { clientCodes, problemOfCode } from "../problem.ts";
import { statusTexts } from "../status-texts.ts";
import { oneOf, type Schema } from "./input-schemas.ts";

const maxClasses = 200;

const numberOrNull: Schema = { type: ["number", "null"] };

const footer: Schema = {
  model: {
    type: "object",
    properties: { name: { type: "string" }, version: { type: "string" } },
    required: ["name", "version"],
  },
  id: { type: "string", description: "The request's id, also in the header X-Request-Id." },
};

/** The schemas of answers: to one record, to many, and of an error. */
export function answerSchemas(signature: Signature): Record<string, Schema> {
  const { properties, required } = predictionParts(signature);
  return {
    Answer: {
      type: "object",
      properties: { ...properties, ...footer },
      required: [...required, "model", "id"],
    },
    Answers: {
      type: "object",
      properties: {
        predictions: { type: "array", items: { type: "object", properties, required } },
        warnings: {
          type: "array",
          items: { type: "string" },
          description: "What to know about a file as a whole.",
        },
        ...footer,
      },
      required: ["predictions", "model", "id"],
    },
    Problem: problemSchema,
  };
}

function predictionParts({ outputs, probabilities }: Signature): {
  properties: Schema;
  required: readonly string[];
} {
  const [first] = outputs;
  const isOne = outputs.length === 1 && first !== undefined;
  const prediction = isOne
    ? outputSchema(first)
    : {
        type: "array",
        prefixItems: outputs.map(outputSchema),
        description: outputs.map(({ name }) => name).join(", "),
      };
  const shares = isOne
    ? sharesSchema(first)
    : { type: "array", prefixItems: outputs.map(sharesSchema) };
  return {
    properties: {
      prediction,
      ...(probabilities && { probabilities: shares }),
      warnings: { type: "array", items: { type: "string" } },
    },
    required: ["prediction"],
  };
}

/** One value of the answer, with what the project's config says of it. */
function outputSchema(output: OutputField): Schema {
  const { label, unit, labels } = output;
  const meanings = labels
    ?.slice(0, 20)
    .map(({ value, label }) => `${show(value, 40)} = ${show(label, 40)}`);
  return {
    ...plainOutputSchema(output),
    ...(label !== undefined && { title: show(label) }),
    ...(unit !== undefined && { "x-unit": unit }),
    ...(meanings && { description: `${meanings.join(", ")}.` }),
  };
}

function plainOutputSchema({ kind, classes }: OutputField): Schema {
  switch (kind) {
    case "number":
      return numberOrNull;
    case "class":
      return classes === undefined ? {} : oneOf([...new Set(classes.map(jsonValue))]);
    case "cluster":
      return { type: "integer", description: "The cluster's number." };
    case "anomaly":
      return { ...oneOf([1, -1]), description: "1 = usual, -1 = unusual." };
    case "vector":
      return {
        type: "array",
        description: "A row of values; of a sparse row, pairs of index and value.",
      };
  }
}

function sharesSchema({ classNames = [] }: OutputField): Schema {
  const known = classNames.slice(0, maxClasses);
  return {
    type: "object",
    description: "The probability of each class by its name, in [0, 1].",
    properties: Object.fromEntries(known.map((name) => [name, numberOrNull])),
    additionalProperties: numberOrNull,
  };
}

const text: Schema = { type: "string" };

const problemSchema: Schema = {
  type: "object",
  description: "RFC 9457.",
  properties: {
    type: text,
    title: text,
    status: { type: "integer" },
    code: { enum: [...clientCodes, "INTERNAL"] },
    detail: text,
    hint: { type: "string", description: "What to do next." },
    issues: {
      type: "array",
      items: {
        type: "object",
        properties: {
          path: { type: "array", items: { type: ["string", "integer"] } },
          code: text,
          message: text,
        },
        required: ["path", "code", "message"],
      },
    },
    id: text,
  },
  required: ["type", "title", "status", "code", "detail", "hint", "issues", "id"],
};

/** Responses by status for the codes that an operation can answer with; sentences keep their placeholders. */
export function problemResponses(codes: readonly ErrorCode[]): Record<string, Schema> {
  const byStatus = Map.groupBy(codes, (code) => errorCatalogue[code].status);
  const responses = [...byStatus].map(([status, group]): [string, Schema] => {
    const examples = group.map((code) => [code, { value: problemOfCode(code) }]);
    const schema = { $ref: "#/components/schemas/Problem" };
    return [
      String(status),
      {
        description: `${statusTexts[status]}: ${group.join(", ")}`,
        ...(status === 503 && {
          headers: { "Retry-After": { description: "Seconds.", schema: { type: "integer" } } },
        }),
        content: {
          "application/problem+json": { schema, examples: Object.fromEntries(examples) },
        },
      },
    ];
  });
  return Object.fromEntries(responses);
}
