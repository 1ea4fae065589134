// What rendering templates takes and gives: the types of this room's door, templates.ts.

/**
 * What a template is filled with. Python values stay what they are (5 is an int, `new PyFloat(5)` prints `5.0`);
 * plain JavaScript is taken as JSON is in Python: whole numbers are ints, other numbers floats, arrays lists,
 * objects and Maps dicts, null and undefined None, functions are called with plain values.
 */
export type TemplateContext = Readonly<Record<string, unknown>> | ReadonlyMap<string, unknown>;

/** The request that a page answers, as `request` shows it to a template. */
export interface TemplateRequest {
  /** `GET`, `POST` … */
  readonly method: string;
  /** Path without the query: `/predict`. */
  readonly path: string;
  /** Names and values of the query string, in order; a name may come several times. */
  readonly query: readonly (readonly [name: string, value: string])[];
  /** The same of an urlencoded or multipart form. */
  readonly form: readonly (readonly [name: string, value: string])[];
  /** `http://localhost:5000`: what `request.url`, `host_url` begin with; `http://localhost` unless told. */
  readonly origin?: string;
  readonly headers?: readonly (readonly [name: string, value: string])[];
  readonly cookies?: readonly (readonly [name: string, value: string])[];
  /** The name of the handler, Flask's `request.endpoint`. */
  readonly endpoint?: string;
}

/** Names of handlers and their paths, for `url_for`: `["predict", "/predict"]`, `["show", "/<int:id>"]`. */
export type Endpoints = ReadonlyMap<string, string>;

/** What one rendering may cost. */
export interface TemplateLimits {
  /** Characters of the page, and of any one text made on the way. */
  readonly characters: number;
  /** Steps: turns of loops, calls, items handled by filters. */
  readonly steps: number;
  /** Calls of macros, blocks and included templates within each other. */
  readonly depth: number;
  /** Wall-clock time, milliseconds. */
  readonly timeMs: number;
}

/** Where templates come from. Names are relative, with `/`: `index.html`, `parts/form.html`. */
export interface TemplateLoader {
  /** Every name, sorted. */
  readonly names: () => readonly string[];
  /** The text of a template; null when there is none of this name. @throws TEMPLATE_UNREADABLE */
  readonly load: (name: string) => TemplateSource | null;
}

export interface TemplateSource {
  readonly text: string;
  /** The file as messages name it. */
  readonly file: string;
  /** Changes whenever the text may have changed: compiled templates are kept by it. */
  readonly version: string;
}

export interface TemplatesOptions {
  /** The folder of templates, `templates/` of the project; or else `loader`. */
  readonly folder?: string;
  readonly loader?: TemplateLoader;
  /** Further names that every template sees. */
  readonly globals?: TemplateContext;
  /** For `url_for`; `static`, and the tutorials' names `home`, `index` and `predict` are there without it. */
  readonly endpoints?: Endpoints;
  readonly limits?: Partial<TemplateLimits>;
}

export interface Templates {
  /** Every template's name, sorted: `["index.html", "parts/form.html"]`. */
  readonly names: () => readonly string[];
  /**
   * A template's text, filled.
   *
   * @param context  wins over globals
   * @param request  what `request` shows; an empty `GET /` unless told
   * @throws TEMPLATE_NOT_FOUND, TEMPLATE_SYNTAX, TEMPLATE_FAILED, TEMPLATE_LIMIT, TEMPLATE_UNREADABLE, with `file`, `line`,
   *   `column` and `frame` (the lines around, the line marked) in `details`
   */
  readonly render: (name: string, context?: TemplateContext, request?: TemplateRequest) => string;
  /** Flask's `render_template_string`: escapes as an .html file does. @throws as `render` */
  readonly renderText: (
    text: string,
    context?: TemplateContext,
    request?: TemplateRequest,
  ) => string;
  /**
   * Compiles every template, so that a mistake shows before anybody asks for the page.
   *
   * @throws TEMPLATE_SYNTAX, TEMPLATE_UNREADABLE
   */
  readonly check: () => void;
  /** Forgets what was compiled. Not needed for changed files: they are seen by their time and size. */
  readonly reload: () => void;
}
