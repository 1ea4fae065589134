// The operations of the OpenAPI document as the API's pages tell them: one list, so that they cannot disagree.

import { type ErrorCode, errorCatalogue, PicklejarError } from "../../errors.ts";
import type { Operation, OperationOption, Trial } from "../../pages/docs-facts.ts";
import type { Paths } from "./document.ts";
import type { Schema } from "./input-schemas.ts";

// What people come for stands first; what is not named here keeps its order.
const order: readonly string[] = ["predict", "predictByQuery", "batch"];

/** @param details  what fills the hints' placeholders: this model's own example, the content types it takes */
export function listOperations(
  paths: Paths,
  details: Readonly<Record<string, unknown>>,
): readonly Operation[] {
  const operations = Object.entries(paths).flatMap(([path, item]) =>
    Object.entries(item).map(([method, operation]) =>
      describeOperation(method.toUpperCase(), path, asSchema(operation), details),
    ),
  );
  const rank = ({ id }: Operation): number => (order.includes(id) ? order.indexOf(id) : 99);
  return operations.sort((a, b) => rank(a) - rank(b));
}

function describeOperation(
  method: string,
  path: string,
  operation: Schema,
  details: Readonly<Record<string, unknown>>,
): Operation {
  const takes = Object.keys(asSchema(asSchema(operation["requestBody"])["content"]));
  const responses = Object.entries(asSchema(operation["responses"]));
  const answers = responses.filter(([status]) => status.startsWith("2"));
  return {
    id: String(operation["operationId"] ?? `${method}-${path.replaceAll(/\W+/g, "-")}`),
    method,
    path,
    summary: String(operation["summary"] ?? ""),
    description: String(operation["description"] ?? ""),
    options: asList(operation["parameters"]).flatMap(optionOf),
    takes,
    gives: answers.flatMap(([, answer]) => Object.keys(asSchema(asSchema(answer)["content"]))),
    trial: trialOf(method, path, takes),
    errors: responses
      .flatMap(([, answer]) => problemCodes(asSchema(answer)))
      .map((code) => {
        const { status, hint } = new PicklejarError(code, details);
        return [code, status, hint.replaceAll("`", "")] as const;
      }),
  };
}

function trialOf(method: string, path: string, takes: readonly string[]): Trial {
  if (path.includes("{")) return null;
  if (method === "GET") return "link";
  if (/^\/predict(_api)?$/.test(path)) return "body";
  return /^\/(batch|jobs)$/.test(path) && takes.includes("multipart/form-data") ? "file" : null;
}

/** Fields of the model are told elsewhere, headers that repeat an option nowhere. */
function optionOf(parameter: Schema): OperationOption[] {
  const { name, in: place, description = "", schema } = parameter;
  if (place === "header" || description === "") return [];
  const { enum: values, default: usual } = asSchema(schema);
  const words = asList(values).map((value) => `${value}${value === usual ? " (usual)" : ""}`);
  return [
    {
      name: String(name),
      place: String(place),
      values: words.join(", "),
      description: String(description),
    },
  ];
}

function problemCodes(answer: Schema): ErrorCode[] {
  const content = asSchema(asSchema(answer["content"])["application/problem+json"]);
  return Object.keys(asSchema(content["examples"])).filter(isErrorCode);
}

function isErrorCode(code: string): code is ErrorCode {
  return Object.hasOwn(errorCatalogue, code);
}

function asSchema(value: unknown): Schema {
  return typeof value === "object" && value !== null ? (value as Schema) : {};
}

function asList(value: unknown): readonly Schema[] {
  return Array.isArray(value) ? value : [];
}
