// `/predict` and `/predict_api` as OpenAPI describes them for one model.

import type { ErrorCode } from "../../errors.ts";
import type { PageModel } from "../../pages/page-model.ts";
import { jsonValue } from "../../predict/json-value.ts";
import { type OptionName, optionHeader } from "../answer-options.ts";
import { problemResponses } from "./answer-schemas.ts";
import type { Paths } from "./document.ts";
import { exampleRecord, fieldSchema, isRequired, type Schema } from "./input-schemas.ts";

const always: readonly ErrorCode[] = [
  "INPUT_INVALID",
  "INPUT_CATEGORY",
  "INPUT_KIND",
  "REQUEST_MALFORMED",
  "URL_TOO_LONG",
  "HEADERS_TOO_LARGE",
  "REQUEST_TIMEOUT",
  "ANSWER_TIMEOUT",
  "SERVER_OVERLOADED",
  "INTERNAL",
];

const ofBodies: readonly ErrorCode[] = [
  "BODY_MALFORMED",
  "BODY_TOO_LARGE",
  "INPUT_ROWS",
  "INPUT_MALFORMED",
  "MEDIA_TYPE_UNSUPPORTED",
];

const ref = (name: string): Schema => ({ $ref: `#/components/schemas/${name}` });

export function predictPaths(page: PageModel): Paths {
  const body = requestBody(page);
  const { probabilities, inputs } = page.model.signature;
  const options = probabilities
    ? inBothPlaces("proba", ["true", "false"], "Whether JSON holds the probability of every class.")
    : [];
  const isTaken = inputs.some(({ name }) => name === "proba");
  const besideFields = isTaken ? options.filter((one) => one["in"] === "header") : options;
  const one = ref("Answer");
  const some = { anyOf: [one, ref("Answers")] };
  const responses = (answer: Schema, codes: readonly ErrorCode[]): Schema => ({
    "200": {
      description: "The answer; a page for browsers.",
      content: {
        "application/json": { schema: answer },
        "text/html": { schema: { type: "string" } },
        ...(answer === some && fileContent()),
      },
    },
    ...problemResponses(codes),
  });
  const codes = [...always, ...ofBodies];
  return {
    "/predict": {
      get: {
        operationId: "predictByQuery",
        summary: "Predict for one record in the address",
        parameters: [...queryParameters(page), ...besideFields],
        responses: responses(one, always),
      },
      post: {
        operationId: "predict",
        summary: "Predict for one record or many",
        parameters: options,
        requestBody: body,
        responses: responses(some, codes),
      },
    },
    "/predict_api": {
      post: {
        operationId: "predictApi",
        summary: "The same; JSON is taken without a content type too",
        parameters: options,
        requestBody: body,
        responses: responses(some, codes),
      },
    },
  };
}

/** An option in the address, and as a header; the first value is what holds where it is left out. */
export function inBothPlaces(
  name: OptionName,
  values: readonly [string, ...string[]],
  description: string,
): Schema[] {
  const schema = { type: "string", enum: values, default: values[0] };
  const header = `${optionHeader}${name.replaceAll("_", "-")}`;
  return [
    { name, in: "query", required: false, description, schema },
    { name: header, in: "header", required: false, description: `As ${name}.`, schema },
  ];
}

/** Files of rows, and what is sent back for them. */
export function fileContent(): Schema {
  const schema = { type: "string" };
  return { "text/csv": { schema }, "application/x-ndjson": { schema } };
}

/** Tables as Parquet, which are only sent. */
export function parquetContent(): Schema {
  const schema = { type: "string", format: "binary" };
  return { "application/vnd.apache.parquet": { schema } };
}

function queryParameters(page: PageModel): Schema[] {
  if (page.shape === "paste") {
    const description = "A row by position, its values separated by commas.";
    const schema = { type: "string" };
    return [{ name: page.pasteName, in: "query", required: true, description, schema }];
  }
  return page.fields.map(({ field }) => ({
    name: field.name,
    in: "query",
    required: isRequired(field),
    ...(field.nullable && { allowEmptyValue: true }),
    schema: fieldSchema(field),
  }));
}

function requestBody(page: PageModel): Schema {
  const { signature } = page.model;
  const { inputs } = signature;
  const [first] = inputs;
  const isText = inputs.length === 1 && first?.kind === "text";
  const rows = [ref("InputRecord"), ref("InputRow"), ...(isText ? [{ type: "string" }] : [])];
  const list = { type: "array", items: { anyOf: rows }, minItems: 1 };
  const parameters = inputs.some((field) => field.name === "parameters")
    ? {}
    : {
        parameters: {
          type: "object",
          properties: { proba: { type: "boolean" } },
          additionalProperties: false,
        },
      };
  const wrapped = {
    type: "object",
    properties: { rows: list, ...parameters },
    required: ["rows"],
    additionalProperties: false,
  };
  const columns = {
    type: "object",
    description: "Rows by columns: a list of values for each field, all of one length.",
    additionalProperties: { type: "array" },
    minProperties: 1,
  };
  const split = {
    type: "object",
    description: "Rows by columns as pandas splits a table.",
    properties: {
      columns: { type: "array", items: { type: "string" } },
      data: { type: "array", items: { type: "array" } },
      index: { type: "array" },
      ...parameters,
    },
    required: ["columns", "data"],
    additionalProperties: false,
  };
  const takesRows = !inputs.some((field) => field.name === "rows");
  const record = exampleRecord(signature);
  const row = inputs.length === 0 ? [1, 2, 3] : inputs.map(({ example }) => jsonValue(example));
  const isShort = inputs.length > 0 && page.shape === "fields";
  return {
    required: true,
    content: {
      "application/json": {
        schema: { anyOf: [...rows, list, ...(takesRows ? [wrapped] : []), columns, split] },
        examples: {
          ...(isShort && { record: { value: record }, records: { value: [record, record] } }),
          row: { value: row },
        },
      },
      ...(inputs.length > 0 && {
        "application/x-www-form-urlencoded": { schema: ref("InputRecord") },
      }),
      ...fileContent(),
      ...parquetContent(),
      "multipart/form-data": {
        schema: {
          type: "object",
          description:
            "The fields of one record, or one file of rows (CSV, JSON Lines, JSON, Parquet).",
        },
      },
    },
  };
}
