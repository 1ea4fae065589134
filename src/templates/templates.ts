// The project's own pages: Jinja templates rendered as Flask renders them. This file is the room's door.

import { PicklejarError } from "../errors.ts";
import type { PyValue } from "../objects/values.ts";
import { BudgetExceeded, PythonException } from "../python/exception.ts";
import { nearestName, show } from "../text.ts";
import type {
  Endpoints,
  TemplateContext,
  TemplateLimits,
  TemplateLoader,
  TemplateRequest,
  Templates,
  TemplatesOptions,
} from "./api.ts";
import { runTemplate } from "./compile-import.ts";
import { compileTemplate } from "./compile-template.ts";
import { type CompiledTemplate, Context, type Library, Names } from "./context.ts";
import { filters } from "./filters.ts";
import { emptyRequest, FlaskNames } from "./flask.ts";
import { folderLoader } from "./folder-loader.ts";
import { jinjaGlobals } from "./globals.ts";
import { pythonValue } from "./python-value.ts";
import { Meter, Output } from "./render-state.ts";
import { placeDetails, templateText } from "./template-text.ts";
import { tests } from "./tests.ts";

export type {
  Endpoints,
  TemplateContext,
  TemplateLimits,
  TemplateLoader,
  TemplateRequest,
  TemplateSource,
  Templates,
  TemplatesOptions,
} from "./api.ts";
export { templateNames } from "./folder-loader.ts";

export const defaultTemplateLimits: TemplateLimits = {
  characters: 4 * 2 ** 20,
  steps: 2_000_000,
  depth: 100,
  timeMs: 5000,
};

const noEndpoints: Endpoints = new Map();

/** A project's templates. Nothing is read before a template is asked for. */
export function createTemplates(options: TemplatesOptions): Templates {
  return new Engine(options);
}

class Engine implements Templates {
  readonly #options: TemplatesOptions;
  readonly #loader: TemplateLoader;
  readonly #limits: TemplateLimits;
  readonly #globals: Names;
  readonly #compiled = new Map<
    string,
    { readonly version: string; readonly code: CompiledTemplate }
  >();

  constructor(options: TemplatesOptions) {
    this.#options = options;
    this.#loader = options.loader ?? folderLoader(options.folder ?? "templates");
    this.#limits = { ...defaultTemplateLimits, ...options.limits };
    const base = new Names(jinjaGlobals, null);
    this.#globals = new Names(namesOf(options.globals ?? {}), base);
  }

  names(): readonly string[] {
    return this.#loader.names();
  }

  render(name: string, context: TemplateContext = {}, request?: TemplateRequest): string {
    return this.#run(() => this.#get(name), context, request);
  }

  renderText(text: string, context: TemplateContext = {}, request?: TemplateRequest): string {
    const template = templateText(null, "<template>", text);
    return this.#run(() => compileTemplate(template, true), context, request);
  }

  check(): void {
    for (const name of this.names()) if (isText(name)) this.#get(name);
  }

  reload(): void {
    this.#compiled.clear();
  }

  #run(
    template: () => CompiledTemplate,
    context: TemplateContext,
    request: TemplateRequest = emptyRequest,
  ): string {
    const meter = new Meter(this.#limits);
    try {
      const code = template();
      const globals = new Names(
        new FlaskNames(request, this.#options.endpoints ?? noEndpoints),
        this.#globals,
      );
      const library = this.#library(globals);
      const names = new Names(namesOf(context), globals);
      const out = new Output(this.#limits);
      runTemplate(new Context(library, meter, code, names), out);
      return out.text;
    } catch (error) {
      throw templateError(error, meter);
    }
  }

  /** A page looks at each file once, however often it includes it. */
  #library(globals: Names): Library {
    const kept = new Map<string, CompiledTemplate>();
    return {
      get: (name) => {
        const code = kept.get(name) ?? this.#get(name);
        kept.set(name, code);
        return code;
      },
      has: (name) => kept.has(name) || this.#loader.load(name) !== null,
      filters,
      tests,
      globals,
    };
  }

  /** A compiled template; compiled again when its text changed. */
  #get(name: string): CompiledTemplate {
    const source = this.#loader.load(name);
    if (source === null) throw this.#notFound(name);
    const known = this.#compiled.get(name);
    if (known?.version === source.version) return known.code;
    const text = templateText(name, source.file, source.text);
    const code = compileTemplate(text, isEscaped(name));
    this.#compiled.set(name, { version: source.version, code });
    return code;
  }

  #notFound(name: string): PicklejarError {
    const names = this.#loader.names();
    return new PicklejarError("TEMPLATE_NOT_FOUND", {
      name: show(name),
      folder: this.#options.folder ?? "templates",
      known: names.length === 0 ? "nothing" : names.slice(0, 20).join(", "),
      nearest: nearestName(name, names),
    });
  }
}

/** Whether Flask escapes what a template of this name is filled with. @see flask/app.py `select_jinja_autoescape` */
function isEscaped(name: string): boolean {
  return /\.(html|htm|xml|xhtml|svg)$/.test(name);
}

/** Pictures and the like may lie beside templates; they are not compiled unless asked for. */
function isText(name: string): boolean {
  return /\.(html?|xhtml|xml|svg|txt|jinja2?|j2)$/i.test(name);
}

function namesOf(context: TemplateContext): ReadonlyMap<string, PyValue> {
  const entries = context instanceof Map ? [...context] : Object.entries(context);
  return new Map(entries.map(([name, value]) => [name, pythonValue(value)]));
}

/** What went wrong, with the place in the template. */
function templateError(error: unknown, meter: Meter): unknown {
  const { place } = meter;
  const where = place === null ? {} : placeDetails(place.template, place.at);
  if (error instanceof PythonException) {
    const reason = show(error.message, 400).replace(/\.$/, "");
    const details = { ...where, exception: error.type, reason };
    return new PicklejarError("TEMPLATE_FAILED", details, { cause: error });
  }
  if (error instanceof BudgetExceeded) {
    return new PicklejarError(
      "TEMPLATE_LIMIT",
      { ...where, reason: error.message },
      { cause: error },
    );
  }
  // V8's way of saying that functions call each other too deep.
  if (error instanceof RangeError) {
    const reason = "templates and values are nested too deep";
    return new PicklejarError("TEMPLATE_LIMIT", { ...where, reason }, { cause: error });
  }
  if (error instanceof PicklejarError && error.code === "TEMPLATE_NOT_FOUND" && place !== null) {
    return new PicklejarError(error.code, { ...where, ...error.details }, { cause: error });
  }
  return error;
}
