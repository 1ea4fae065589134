// The OpenAPI 3.1 document of one model's server: paths come from the routes, schemas from the signature.

import type { ErrorCode } from "../../errors.ts";
import type { PageModel } from "../../pages/page-model.ts";
import { answerSchemas, problemResponses } from "./answer-schemas.ts";
import { inputSchemas, type Schema } from "./input-schemas.ts";

/** Path items by path. */
export type Paths = Readonly<Record<string, Schema>>;

/** The paths that routes have contributed. */
export class PathList {
  readonly #paths = new Map<string, Schema>();

  /** Describes routes; what a path already has is kept beside. */
  add(paths: Paths): void {
    for (const [path, item] of Object.entries(paths)) {
      this.#paths.set(path, { ...this.#paths.get(path), ...item });
    }
  }

  /** Every operation in one line: `["POST", "/predict", "Predict for one record or many"]`. */
  summaries(): [method: string, path: string, summary: string][] {
    return [...this.#paths].flatMap(([path, item]) =>
      Object.entries(item).map(([method, operation]): [string, string, string] => {
        const { summary } = operation as { summary?: string };
        return [method.toUpperCase(), path, summary ?? ""];
      }),
    );
  }

  toObject(): Paths {
    return Object.fromEntries(this.#paths);
  }
}

/** @see https://spec.openapis.org/oas/v3.1.1.html */
export function openApiDocument(page: PageModel, version: string, paths: Paths): Schema {
  const { signature } = page.model;
  const { record, row } = inputSchemas(signature);
  const description = [page.description, page.about].filter(Boolean).join("\n\n");
  return {
    openapi: "3.1.1",
    info: { title: page.title, description, version },
    // Relative to this document, so that it holds behind a proxy that serves us under a prefix.
    servers: [{ url: "." }],
    paths,
    // `Record` is a word of the languages that clients are generated in.
    components: {
      schemas: { InputRecord: record, InputRow: row, ...answerSchemas(signature) },
    },
  };
}

/** A path that answers GET with one kind of content, whatever is asked. @param problems  its errors */
export function plainGet(
  operationId: string,
  summary: string,
  type: string,
  schema: Schema,
  problems: readonly ErrorCode[] = [],
): Schema {
  const content = { [type]: { schema } };
  const responses = { "200": { description: summary, content }, ...problemResponses(problems) };
  return { get: { operationId, summary, responses } };
}
