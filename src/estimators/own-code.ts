// The project's own functions and classes by the names that a file uses for them, each called behind a check of what
// it gives.

import { PicklejarError } from "../errors.ts";
import { PyGlobal, type PyValue } from "../objects/values.ts";
import type { Estimator } from "./estimator.ts";
import type { OwnNames } from "./own-names.ts";

type Call = (...values: readonly unknown[]) => unknown;

/** A function of the project, ready to be called. */
export interface OwnCall {
  /** As the file names it. */
  readonly name: string;
  /** @throws OWN_CODE_FAILED with what it throws as cause */
  readonly call: Call;
}

type Methods = Readonly<Record<"transform" | "predict" | "predictProba", unknown>>;

/** An object of a class of the project. */
export interface OwnObject {
  /** undefined where the class has no such method. */
  method(name: keyof Methods): OwnCall | undefined;
}

export class OwnCode {
  readonly #names: ReadonlyMap<string, unknown>;
  /** An estimator as the project's code gets it. */
  readonly plain: (estimator: Estimator) => unknown;

  constructor(names: OwnNames, plain: (estimator: Estimator) => unknown) {
    this.#names = new Map(Object.entries(names));
    this.plain = plain;
  }

  /** The function that a value names; null where the project has none for it. */
  functionOf(value: PyValue): OwnCall | null {
    if (!(value instanceof PyGlobal)) return null;
    const own = this.#names.get(value.path);
    if (typeof own !== "function" || isClass(own)) return null;
    return guarded(value.path, own as Call, undefined);
  }

  /** Whether a name is that of a class of the project. */
  hasClass(path: string): boolean {
    return isClass(this.#names.get(path));
  }

  /** @throws OWN_CODE_FAILED when its constructor throws */
  make(path: string, state: unknown): OwnObject {
    const Own = this.#names.get(path) as new (state: unknown) => Methods;
    const made = guarded(path, () => new Own(state), undefined).call() as Methods;
    return {
      method(name) {
        const method = made[name];
        if (typeof method !== "function") return undefined;
        return guarded(`${path}.${name}`, method as Call, made);
      },
    };
  }
}

/** The error that the project's code does other than it must. */
export function ownFailure(name: string, reason: string, cause?: unknown): PicklejarError {
  return new PicklejarError("OWN_CODE_FAILED", { name, reason }, { cause });
}

function guarded(name: string, call: Call, self: unknown): OwnCall {
  return {
    name,
    call(...values) {
      try {
        return call.apply(self, [...values]);
      } catch (cause) {
        // What the code refuses on purpose is the sender's to know.
        if (cause instanceof PicklejarError) throw cause;
        const reason = cause instanceof Error ? `${cause.name}: ${cause.message}` : String(cause);
        throw ownFailure(name, `it throws ${reason}`, cause);
      }
    },
  };
}

function isClass(value: unknown): boolean {
  if (typeof value !== "function") return false;
  const { prototype } = value as { prototype?: unknown };
  return (
    typeof prototype === "object" &&
    prototype !== null &&
    ("transform" in prototype || "predict" in prototype || /^class\b/.test(String(value)))
  );
}
