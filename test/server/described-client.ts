// A client that knows nothing but an OpenAPI document: it sends what the document allows and holds every
// answer against what the document promises.

import { Ajv2020 } from "ajv/dist/2020.js";
import type { FastifyInstance } from "fastify";

interface Operation {
  readonly operationId: string;
  readonly parameters?: readonly { readonly name: string; readonly required?: boolean }[];
  readonly requestBody?: { readonly content: Readonly<Record<string, unknown>> };
  readonly responses: Readonly<Record<string, { readonly content?: Record<string, unknown> }>>;
}

export interface OpenApi {
  readonly openapi: string;
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, unknown>> };
}

export interface Call {
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  readonly form?: Readonly<Record<string, string>>;
  /** Whether the request is sent although the document does not allow it. */
  readonly force?: boolean;
}

export class DescribedClient {
  readonly document: OpenApi;
  readonly #app: FastifyInstance;
  readonly #schemas: Ajv2020;

  constructor(app: FastifyInstance, document: OpenApi) {
    this.#app = app;
    this.document = document;
    this.#schemas = new Ajv2020({ strict: false, validateSchema: false, addUsedSchema: false });
    this.#schemas.addSchema(renamed(document), "api");
  }

  /** @throws when the document has no such operation, forbids the request or promises another answer */
  async call(
    operationId: string,
    { query, body, form, force = false }: Call = {},
  ): Promise<{ status: number; answer: unknown }> {
    const [path, method, operation] = this.#operation(operationId);
    const at = [path, method];
    const parameters = operation.parameters ?? [];
    for (const { name, required } of force ? [] : parameters) {
      if (required && query?.[name] === undefined) throw new Error(`${name} is required`);
    }
    const headers: Record<string, string> = { accept: "application/json" };
    let payload: string | undefined;
    if (body !== undefined) {
      const json = "application/json";
      if (!force) this.#check([...at, "requestBody", "content", json, "schema"], body);
      headers["content-type"] = json;
      payload = JSON.stringify(body);
    } else if (form !== undefined) {
      const type = "application/x-www-form-urlencoded";
      if (operation.requestBody?.content[type] === undefined) throw new Error("no form");
      headers["content-type"] = type;
      payload = String(new URLSearchParams(form));
    }
    const response = await this.#app.inject({
      method: method.toUpperCase() as "GET" | "POST",
      url: query === undefined ? path : `${path}?${new URLSearchParams(query)}`,
      headers,
      ...(payload !== undefined && { payload }),
    });
    const status = String(response.statusCode);
    const [type = ""] = String(response.headers["content-type"]).split(";");
    if (operation.responses[status]?.content?.[type] === undefined) {
      throw new Error(`${operationId} does not tell of ${status} with ${type}`);
    }
    const answer: unknown = type.endsWith("json") ? response.json() : response.body;
    this.#check([...at, "responses", status, "content", type, "schema"], answer);
    return { status: response.statusCode, answer };
  }

  #operation(id: string): [string, string, Operation] {
    for (const [path, item] of Object.entries(this.document.paths)) {
      for (const [method, operation] of Object.entries(item)) {
        if (operation.operationId === id) return [path, method, operation];
      }
    }
    throw new Error(`no operation ${id}`);
  }

  #check(place: readonly string[], value: unknown): void {
    const pointer = ["paths", ...place].map((part) =>
      encodeURIComponent(part.replaceAll("~", "~0").replaceAll("/", "~1")),
    );
    const validate = this.#schemas.compile({ $ref: `api#/${pointer.join("/")}` });
    if (!validate(renamed(value))) {
      const why = this.#schemas.errorsText(validate.errors);
      throw new Error(`${place.join(" ")}: ${why}: ${JSON.stringify(value).slice(0, 300)}`);
    }
  }
}

// Ajv leaves properties called `__proto__` out of its judgement; under another name it judges them.
function renamed(value: unknown): object {
  return JSON.parse(JSON.stringify(value).replaceAll('"__proto__"', '"(proto)"'));
}
