// `/batch` as OpenAPI describes it.

import type { ErrorCode } from "../../errors.ts";
import type { PageModel } from "../../pages/page-model.ts";
import { problemResponses } from "./answer-schemas.ts";
import type { Paths } from "./document.ts";
import type { Schema } from "./input-schemas.ts";
import { fileContent, inBothPlaces, parquetContent } from "./predict-paths.ts";

const codes: readonly ErrorCode[] = [
  "INPUT_INVALID",
  "INPUT_MALFORMED",
  "PARQUET_MALFORMED",
  "BODY_MALFORMED",
  "REQUEST_MALFORMED",
  "BODY_TOO_LARGE",
  "MEDIA_TYPE_UNSUPPORTED",
  "BATCH_STALLED",
  "BATCHES_BUSY",
  "SERVER_OVERLOADED",
  "SERVER_STOPPING",
  "INTERNAL",
];

/** Columns that are called otherwise than the model's fields, in the address and as a header. */
export function columnsParameters(): Schema[] {
  const description = 'By field the column of the file that holds it: {"area": "Area m2"}.';
  const schema = { type: "string" };
  return [
    { name: "columns", in: "query", required: false, description, schema },
    {
      name: "picklejar-columns",
      in: "header",
      required: false,
      description: "As columns.",
      schema,
    },
  ];
}

export function batchPaths({ model }: PageModel): Paths {
  const form = {
    "multipart/form-data": {
      schema: { type: "object", description: "One file of rows, and nothing else." },
    },
  };
  const array = { "application/json": { schema: { type: "array" } } };
  return {
    "/batch": {
      post: {
        operationId: "batch",
        summary: "Predict for a file of rows of any length",
        description:
          "Every row is sent back with its prediction while others still come. A response that ends without its last chunk is not whole.",
        parameters: [
          ...inBothPlaces("on_error", ["stop", "skip"], "What a row that cannot be answered does."),
          ...columnsParameters(),
          ...(model.signature.probabilities
            ? inBothPlaces(
                "proba",
                ["false", "true"],
                "Whether to add the probability of every class.",
              )
            : []),
        ],
        requestBody: {
          required: true,
          content: { ...fileContent(), ...parquetContent(), ...array, ...form },
        },
        responses: {
          "200": {
            description:
              "The rows with their predictions: CSV for CSV and Parquet, JSON Lines for JSON.",
            content: fileContent(),
          },
          ...problemResponses(codes),
        },
      },
    },
  };
}
