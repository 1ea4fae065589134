// What Flask gives to every template: `request`, `url_for`, `get_flashed_messages`, `config`, `session`, `g`.
// @see flask/app.py `create_jinja_environment`, flask/templating.py (2.2)

import type { PyValue } from "../objects/values.ts";
import { valueOr } from "../python/absent.ts";
import { typeError } from "../python/exception.ts";
import { bindArguments, PyFunction, PyInstance, textOf } from "../python/instance.ts";
import type { Endpoints, TemplateRequest } from "./api.ts";
import type { NameSource } from "./context.ts";
import { MultiDict } from "./multi-dict.ts";
import { Namespace } from "./namespace.ts";
import { urlFor } from "./url-for.ts";

export const emptyRequest: TemplateRequest = { method: "GET", path: "/", query: [], form: [] };

/** The names that Flask adds, for one request; each is made when a template asks for it, and kept. */
export class FlaskNames implements NameSource {
  readonly #request: TemplateRequest;
  readonly #endpoints: Endpoints;
  readonly #made = new Map<string, PyValue>();

  constructor(request: TemplateRequest, endpoints: Endpoints) {
    this.#request = request;
    this.#endpoints = endpoints;
  }

  get(name: string): PyValue | undefined {
    const made = this.#made.get(name);
    if (made !== undefined) return made;
    const value = this.#make(name);
    if (value !== undefined) this.#made.set(name, value);
    return value;
  }

  #make(name: string): PyValue | undefined {
    const origin = this.#request.origin ?? defaultOrigin;
    switch (name) {
      case "request":
        return new RequestObject(this.#request);
      case "url_for":
        return new PyFunction(name, (args) => urlFor(this.#endpoints, origin, args));
      case "get_flashed_messages":
        return noMessages;
      case "config":
        return new Map<PyValue, PyValue>(flaskConfig);
      case "session":
        return new Map<PyValue, PyValue>();
      case "g":
        return new AppGlobals(new Map());
      default:
        return undefined;
    }
  }
}

const defaultOrigin = "http://localhost";
const noMessages = new PyFunction("get_flashed_messages", () => []);
const flaskConfig: readonly (readonly [string, PyValue])[] = [
  ["DEBUG", false],
  ["TESTING", false],
  ["SECRET_KEY", null],
  ["APPLICATION_ROOT", "/"],
  ["PREFERRED_URL_SCHEME", "http"],
];

/** An address as people read it: characters beyond ASCII as themselves. @see werkzeug/urls.py `url_to_iri` */
function readable(address: string): string {
  return address.replace(/(?:%[89a-f][0-9a-f])+/gi, (bytes) => {
    try {
      return decodeURIComponent(bytes);
    } catch {
      return bytes;
    }
  });
}

/** `g`: attributes that a handler has set, and `get`. */
class AppGlobals extends Namespace {
  override attribute(name: string): PyValue | undefined {
    if (name !== "get") return super.attribute(name);
    return new PyFunction(name, (args) => {
      const [key = "", usual = null] = bindArguments(name, ["name", "default?"], args);
      return valueOr(super.attribute(textOf(key) ?? ""), () => usual);
    });
  }
  override repr(): string {
    return "<flask.g of 'app'>";
  }
}

/** `request`, to read. @see werkzeug/wrappers/request.py */
class RequestObject extends PyInstance {
  readonly kind = "request";
  readonly typeName = "Request";
  readonly #request: TemplateRequest;

  constructor(request: TemplateRequest) {
    super();
    this.#request = request;
  }

  override truth(): boolean {
    return true;
  }

  override repr(): string {
    return `<Request '${this.#url()}' [${this.#request.method}]>`;
  }

  #origin(): string {
    return this.#request.origin ?? defaultOrigin;
  }

  #queryText(): string {
    return new URLSearchParams(
      this.#request.query.map(([name, value]) => [name, value]),
    ).toString();
  }

  #url(): string {
    const query = readable(this.#queryText());
    return `${this.#origin()}${this.#request.path}${query === "" ? "" : `?${query}`}`;
  }

  override attribute(name: string): PyValue | undefined {
    const { method, path, query, form, headers, cookies, endpoint } = this.#request;
    switch (name) {
      case "method":
        return method;
      case "path":
        return path;
      case "args":
        return new MultiDict(query);
      case "form":
        return new MultiDict(form);
      case "values":
        return new MultiDict(method === "GET" ? query : [...query, ...form]);
      case "headers":
        return new MultiDict(headers ?? [], true);
      case "cookies":
        return new MultiDict(cookies ?? []);
      case "endpoint":
        return endpoint ?? null;
      case "files":
        return new MultiDict([]);
      default:
        return this.#addressAttribute(name);
    }
  }

  #addressAttribute(name: string): PyValue | undefined {
    const { path } = this.#request;
    const origin = this.#origin();
    switch (name) {
      case "url":
        return this.#url();
      case "base_url":
        return origin + path;
      case "host_url":
      case "url_root":
        return `${origin}/`;
      case "host":
        return origin.replace(/^\w+:\/\//, "");
      case "scheme":
        return /^\w+/.exec(origin)?.[0] ?? "http";
      case "full_path":
        return `${path}?${this.#queryText()}`;
      case "script_root":
        return "";
      case "is_json":
        return false;
      case "is_secure":
        return origin.startsWith("https:");
      case "view_args":
        return new Map();
      case "blueprint":
        return null;
      default:
        return undefined;
    }
  }

  override item(): PyValue | undefined {
    throw typeError("'Request' object is not subscriptable");
  }
}
