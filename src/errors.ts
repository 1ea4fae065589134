// Every failure a user can meet, in one place: a code that is stable API, a sentence, a hint.

import { requestErrors } from "./request-errors.ts";
import { show } from "./text.ts";

/** Facts that fill the placeholders of a message and travel with the error (JSON-safe values). */
export type Details = Readonly<Record<string, unknown>>;

/** One thing wrong with one field of an input, as the API's `issues` and the page show it. */
export interface Issue {
  /** Where: `["experience"]`, `[3, "experience"]` for the fourth record; `[]` for the whole input. */
  readonly path: readonly (string | number)[];
  readonly code: string;
  readonly message: string;
}

interface CatalogueEntry {
  /** The HTTP status that a server answers with when a request met this error. */
  readonly status: number;
  /** A sentence with `{placeholders}` for details. */
  readonly message: string;
  /** What to do next; may hold placeholders too. */
  readonly hint: string;
}

const ownErrors = {
  FILE_NOT_FOUND: {
    status: 404,
    message: "There is no file {file}.",
    hint: "Check the path; the current folder is {folder}.",
  },
  FILE_UNREADABLE: {
    status: 422,
    message: "{file} cannot be read: {reason}.",
    hint: "Check the file's permissions and the disk it is on.",
  },
  FILE_NOT_REGULAR: {
    status: 422,
    message: "{file} is {what}, not a file.",
    hint: "Name the file itself, such as model.pkl or rows.csv.",
  },
  FILE_TOO_LARGE: {
    status: 422,
    message: "{file} has {bytes} bytes; the limit is {limit}.",
    hint: "If you trust the file and have the memory: `--limit fileBytes=VALUE`, or `limits` in the library.",
  },
  FILE_NOT_A_MODEL: {
    status: 422,
    message: "{file} is {what}, not a scikit-learn model file.",
    hint: "{advice}",
  },
  FORMAT_UNSUPPORTED: {
    status: 422,
    message: "{file} is {what}, which cannot be served yet.",
    hint: "{advice}",
  },
  COMPRESSION_CORRUPT: {
    status: 422,
    message: "The {format} data is damaged at byte {offset}: {reason}.",
    hint: "Copy or download the file again; compare its size and checksum with the original's.",
  },
  COMPRESSION_UNSUPPORTED: {
    status: 422,
    message: "The {format} data uses {feature} (byte {offset}), which is not read here.",
    hint: "Decompress the file by hand and try again.",
  },
  COMPRESSION_NESTED: {
    status: 422,
    message: "The {outer} data holds {inner} data again; one layer of compression is read.",
    hint: "Decompress the file once by hand and try again.",
  },
  LIMIT_EXCEEDED: {
    status: 422,
    message: "Reading stopped at the limit {limit} = {value}.",
    hint: "A model rarely needs this much. If you trust the file, raise it: `--limit {limit}=VALUE`, or `limits` in the library.",
  },
  PICKLE_TRUNCATED: {
    status: 422,
    message: "The pickle ends at byte {offset}, in the middle of {opcode}.",
    hint: "The file was cut short: copy or download it again and compare its size with the original's.",
  },
  PICKLE_MALFORMED: {
    status: 422,
    message: "The pickle is damaged at byte {offset} ({opcode}): {reason}.",
    hint: "Copy the file again in binary mode, or save the model again with joblib.dump or pickle.dump.",
  },
  PICKLE_UNKNOWN_GLOBAL: {
    status: 422,
    message:
      "Byte {offset} names {global}, which is not part of any model Picklejar knows. {consequence} Nothing was executed.",
    hint: "{advice} `picklejar inspect` lists every name in the file.",
  },
  PICKLE_FORBIDDEN_CALL: {
    status: 422,
    message: "Byte {offset} calls {global}: {reason}. Nothing was executed.",
    hint: "No model saved by scikit-learn does this. `picklejar inspect` shows what the file holds.",
  },
  PICKLE_UNWRITABLE: {
    status: 422,
    message: "A pickle cannot hold {what}.",
    hint: "Write Python's kinds only: null, booleans, numbers, strings, bytes, arrays, Maps, PyFloat, PyTuple, PySet, NdArray …; `details.path` says where it lies.",
  },
  SKOPS_MALFORMED: {
    status: 422,
    message: "The skops file is damaged at {where}: {reason}. Nothing was executed.",
    hint: "Copy the file again, or save the model again with skops.io.dump or joblib.dump.",
  },
  ONNX_MALFORMED: {
    status: 422,
    message: "The ONNX file is not valid: {reason}.",
    hint: "Copy the file again, or export the model again and check it with onnx.checker.",
  },
  ONNX_FAILED: {
    status: 400,
    message: "ONNX Runtime cannot answer: {reason}.",
    hint: "Compare the rows with the model's inputs, which `picklejar inspect` shows.",
  },
  RUNTIME_MISSING: {
    status: 422,
    message: "{file} is an ONNX model, which ONNX Runtime runs; it is not installed.",
    hint: "Add it where Picklejar is installed: npm install onnxruntime-web (onnxruntime-node is taken, too).",
  },
  ARRAY_INVALID: {
    status: 422,
    message: "The array at byte {offset} is not valid: {reason}.",
    hint: "The file is damaged or was made by hand: save the model again with joblib.dump or pickle.dump.",
  },
  OBJECT_INVALID: {
    status: 422,
    message: "The {global} at byte {offset} is not valid: {reason}.",
    hint: "The file is damaged or was made by hand: save the model again with joblib.dump or pickle.dump.",
  },
  MODEL_NOT_AN_ESTIMATOR: {
    status: 422,
    message: "The file holds {what}, which cannot predict.",
    hint: 'Save the fitted estimator itself: joblib.dump(model, "model.pkl").',
  },
  MODEL_AMBIGUOUS: {
    status: 422,
    message: "The file holds {count} estimators: {parts}. It does not say which one answers.",
    hint: 'Save the one that predicts by itself (a Pipeline holds scaler and model together), or choose it by the option `part` of loadModel, such as "{first}".',
  },
  MODEL_PARTS: {
    status: 422,
    message: "The files do not make one model: {why}.",
    hint: "{advice}",
  },
  CONFIG_INVALID: {
    status: 422,
    message: "{file}: {summary}",
    hint: "docs/config.md says what a config may hold, with examples.",
  },
  CONFIG_UNLOADABLE: {
    status: 422,
    message: "{file} cannot be loaded: {reason}",
    hint: "{advice}",
  },
  PROJECT_AMBIGUOUS: {
    status: 422,
    message: "{folder} holds {count} {what}: {names}.",
    hint: "{advice}",
  },
  PROJECT_EMPTY: {
    status: 422,
    message: "{folder} holds no model file ({endings}).",
    hint: "Name the file: `picklejar serve PATH`, or `model` in picklejar.config.ts.",
  },
  ESTIMATOR_UNSUPPORTED: {
    status: 422,
    message: "{className} is known but cannot be served yet.",
    hint: "`picklejar inspect` shows the rest of the model; the list of what can be served is in docs/formats.md.",
  },
  OWN_CODE_MISSING: {
    status: 422,
    message: "{className} needs {name}, which is code of its project.",
    hint: "Write it in picklejar.config.ts: {lines}. docs/config.md has more.",
  },
  OWN_CODE_FAILED: {
    status: 500,
    message: "{name}, code of the project, failed: {reason}.",
    hint: "Correct it in picklejar.config.ts.",
  },
  ESTIMATOR_INVALID: {
    status: 422,
    message: "{className} cannot be used: {reason}.",
    hint: "The file is damaged, made by hand, or the model was saved before fit: fit it and save it again.",
  },
  INPUT_WIDTH: {
    status: 400,
    message: "{className} takes {expected} features; got {got}.",
    hint: "Give one value per feature, in the order of the training data.",
  },
  INPUT_NOT_FINITE: {
    status: 400,
    message: "{className} takes finite numbers; row {row}, feature {feature} is {value}.",
    hint: "Fill missing values first, or train the model with an imputer in its pipeline.",
  },
  INPUT_KIND: {
    status: 400,
    message: "{className} takes {expected}; got {got}.",
    hint: "See the model's signature for what it asks.",
  },
  INPUT_CATEGORY: {
    status: 400,
    message: "{className} does not know the category {category} of feature {feature}.",
    hint: "Give one of the categories of the training data, or train with handle_unknown='ignore'.",
  },
  INPUT_INVALID: {
    status: 400,
    message: "{summary}",
    hint: "Correct the fields named in `issues` and send the request again.",
  },
  INPUT_MALFORMED: {
    status: 400,
    message: "The input cannot be read at line {line}: {reason}.",
    hint: "{advice}",
  },
  PARQUET_MALFORMED: {
    status: 400,
    message: "The Parquet file cannot be read at byte {offset}: {reason}.",
    hint: "{advice}",
  },
  INPUT_ROWS: {
    status: 413,
    message: "One call takes at most {limit} rows; got {got}.",
    hint: "Send the rows in several calls, or as a file to a server's /batch.",
  },
  TEMPLATE_NOT_FOUND: {
    status: 500,
    message: "There is no template {name}.",
    hint: "Templates lie in the folder {folder}; it has: {known}.",
  },
  TEMPLATE_UNREADABLE: {
    status: 500,
    message: "The template {name} cannot be read: {reason}.",
    hint: "Templates are UTF-8 text files within the folder {folder}.",
  },
  TEMPLATE_SYNTAX: {
    status: 500,
    message: "{file}, line {line}, column {column}: {reason}.",
    hint: "Mend the template; docs/templates.md lists what is understood.",
  },
  TEMPLATE_FAILED: {
    status: 500,
    message: "{file}, line {line}, column {column}: {exception}: {reason}.",
    hint: "Flask would stop here too: mend the template, or what it is filled with.",
  },
  TEMPLATE_LIMIT: {
    status: 500,
    message: "{file}, line {line}, column {column}: {reason}.",
    hint: "Make the template do less, or raise `limits` where the templates are made.",
  },
  FORM_MISMATCH: {
    status: 400,
    message: "The form of {file} asks for {form}; the model takes {model}.",
    hint: "{advice}",
  },
  RESULT_INVALID: {
    status: 500,
    message: "A handler answered {what}, which is no answer.",
    hint: "Return a text, an object, render(…), redirect(…) or [body, status, headers].",
  },
  ABORTED: {
    status: 400,
    message: "{reason}",
    hint: "The app's own code answered this.",
  },
  OUTPUT_UNWRITABLE: {
    status: 500,
    message: "{file} cannot be written: {reason}.",
    hint: "Check the folder, its permissions and the space on the disk.",
  },
  PORT_BUSY: {
    status: 500,
    message: "Port {port} is in use.",
    hint: "Stop the other program, or choose another port with --port.",
  },
  TRAIN_DATA: {
    status: 400,
    message: "{className} cannot learn from this: {reason}.",
    hint: "{advice}",
  },
  TRAIN_PARAMETER: {
    status: 400,
    message: "{className}, {parameter}: {reason}.",
    hint: "{advice}",
  },
  TRAIN_TABLE: {
    status: 400,
    message: "{file}: {reason}.",
    hint: "{advice}",
  },
  TRAIN_DIALECT: {
    status: 400,
    message: "Models cannot be written for scikit-learn {version}.",
    hint: "Give one of {dialects}, or a later version.",
  },
  TRAIN_NOT_FITTED: {
    status: 400,
    message: "{className} has learned nothing yet.",
    hint: "Call fit(X, y) first.",
  },
  USAGE: {
    status: 400,
    message: "{reason}",
    hint: "{advice}",
  },
} as const;

export type ErrorCode = keyof typeof ownErrors | keyof typeof requestErrors;

const catalogue: Readonly<Record<ErrorCode, CatalogueEntry>> = { ...ownErrors, ...requestErrors };

/** The codes with their messages and hints, for documentation and tests. */
export const errorCatalogue: Readonly<Record<ErrorCode, CatalogueEntry>> = catalogue;

/**
 * Every failure a user can meet. `code` is stable API; `hint` says what to do next; `details` holds
 * the field, the byte offset or the class named.
 */
export class PicklejarError extends Error {
  override readonly name = "PicklejarError";
  readonly code: ErrorCode;
  readonly status: number;
  readonly hint: string;
  readonly details: Details;
  readonly issues: readonly Issue[];

  constructor(
    code: ErrorCode,
    details: Details = {},
    options: ErrorOptions & { issues?: readonly Issue[] } = {},
  ) {
    const { status, message, hint } = catalogue[code];
    super(fill(message, details), options);
    this.code = code;
    this.status = status;
    this.hint = fill(hint, details);
    this.details = details;
    this.issues = options.issues ?? [];
  }

  /** Whether it is one of ours, from whichever copy of this package: a project has one of its own. */
  static override [Symbol.hasInstance](value: unknown): value is PicklejarError {
    if (!(value instanceof Error) || value.name !== "PicklejarError") return false;
    const { code, hint, details, issues } = value as Partial<PicklejarError>;
    const isKnown = typeof code === "string" && Object.hasOwn(catalogue, code);
    return (
      isKnown && typeof hint === "string" && typeof details === "object" && Array.isArray(issues)
    );
  }
}

/** The error with more details, such as the file's name, which only the caller knows. */
export function withDetails(error: PicklejarError, details: Details): PicklejarError {
  const more = new PicklejarError(
    error.code,
    { ...details, ...error.details },
    { cause: error.cause, issues: error.issues },
  );
  // A stack begins with the message, which had less to say.
  if (error.stack !== undefined) {
    more.stack = error.stack.replace(error.message, () => more.message);
  }
  return more;
}

function fill(template: string, details: Details): string {
  return template.replace(/\{(\w+)\}/g, (whole, name: string) => {
    const value = Object.hasOwn(details, name) ? details[name] : undefined;
    if (value === undefined) return whole;
    return show(typeof value === "string" ? value : String(value), 500);
  });
}
