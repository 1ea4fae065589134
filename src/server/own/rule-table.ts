// All own routes of an app: which one answers a request, and the address of each.

import { PicklejarError } from "../../errors.ts";
import { compareRules, matchRule, type PathValue, parseRule, type Rule } from "./rule.ts";

/** What a path leads to. */
export type Found<Target> =
  | {
      readonly kind: "target";
      readonly target: Target;
      readonly params: ReadonlyMap<string, PathValue>;
      /** The rule's own path, for statistics. */
      readonly rule: string;
    }
  /** The path without its last slash was asked for. */
  | { readonly kind: "slash" }
  /** Another method would be answered; `options` where just that was asked. */
  | { readonly kind: "method" | "options"; readonly allowed: readonly string[] }
  | { readonly kind: "nothing" };

interface Entry<Target> {
  readonly rule: Rule;
  readonly methods: ReadonlySet<string>;
  readonly endpoint: string;
  readonly target: Target;
}

export class RuleTable<Target> {
  /** In the order in which they are tried. */
  #entries: Entry<Target>[] = [];
  /** Paths by endpoint; the first of several. Live: templates read it while routes are added. */
  readonly endpoints: Map<string, string> = new Map();

  get size(): number {
    return this.#entries.length;
  }

  /**
   * Adds a rule. GET answers HEAD as well, and every rule answers OPTIONS.
   *
   * @throws USAGE for what is no rule, and for one that is there already
   */
  add(path: string, methods: readonly string[], endpoint: string, target: Target): void {
    const rule = parseRule(path);
    const names = new Set(methods.map((method) => method.toUpperCase()));
    if (names.has("GET")) names.add("HEAD");
    const clash = this.#entries.find(
      (entry) =>
        entry.rule.path === path &&
        methods.some((method) => entry.methods.has(method.toUpperCase())),
    );
    if (clash !== undefined) {
      const reason = `The route ${path} is there already.`;
      throw new PicklejarError("USAGE", { reason, advice: "Give it once, with all its methods." });
    }
    this.#entries.push({ rule, methods: names, endpoint, target });
    this.#entries.sort((a, b) => compareRules(a.rule, b.rule));
    if (!this.endpoints.has(endpoint)) this.endpoints.set(endpoint, path);
  }

  /** Whether a rule without variables has this path. */
  hasFixed(path: string): boolean {
    return this.#entries.some(({ rule }) => rule.isFixed && rule.path === path);
  }

  /** @param path  decoded */
  find(method: string, path: string): Found<Target> {
    const allowed = new Set<string>();
    for (const { rule, methods, target } of this.#entries) {
      const params = matchRule(rule, path);
      if (params === null) continue;
      if (methods.has(method)) return { kind: "target", target, params, rule: rule.path };
      for (const name of methods) allowed.add(name);
    }
    if (allowed.size > 0) {
      const kind = method === "OPTIONS" ? "options" : "method";
      return { kind, allowed: [...allowed.add("OPTIONS")].sort() };
    }
    const isFolder =
      !path.endsWith("/") &&
      this.#entries.some(
        ({ rule, methods }) => methods.has(method) && matchRule(rule, `${path}/`) !== null,
      );
    return { kind: isFolder ? "slash" : "nothing" };
  }
}

/**
 * The address of a route with its variables filled in; values that the path does not name go into the query string.
 *
 * @throws USAGE where a variable has no value
 */
export function fillPath(path: string, values: Readonly<Record<string, unknown>> = {}): string {
  const rest = new Map(Object.entries(values));
  const variable = /<(?:([a-z]+)(?:\([^()]*\))?:)?([A-Za-z_]\w*)>|(?<=\/):([A-Za-z_]\w*)/g;
  const filled = path.replace(variable, (_, kind?: string, angled?: string, colon?: string) => {
    const name = angled ?? colon ?? "";
    const value = rest.get(name);
    if (value === undefined) {
      const reason = `The route ${path} needs a value for ${name}.`;
      throw new PicklejarError("USAGE", { reason, advice: "Give one for every part in < >." });
    }
    rest.delete(name);
    const text = encodeURIComponent(String(value));
    return kind === "path" ? text.replaceAll("%2F", "/") : text;
  });
  const query = new URLSearchParams([...rest].map(([name, value]) => [name, String(value)]));
  return query.size === 0 ? filled : `${filled}?${query}`;
}
