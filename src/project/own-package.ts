// `import … from "picklejar"` in a project that has no node_modules: the package that is running.

import { registerHooks } from "node:module";

const extension = import.meta.url.endsWith(".ts") ? "ts" : "js";

/** The package's front doors, beside this room. */
const entries: ReadonlyMap<string, string> = new Map(
  [
    ["picklejar", "index"],
    ["picklejar/pickle", "pickle"],
    ["picklejar/server", "server/index"],
    ["picklejar/train", "train/index"],
  ].map(([name = "", file]) => [name, new URL(`../${file}.${extension}`, import.meta.url).href]),
);

let isOffered = false;

/** From now on code of this process finds the package by its name, unless it has one of its own. */
export function offerOwnPackage(): void {
  if (isOffered) return;
  isOffered = true;
  registerHooks({
    resolve(specifier, context, nextResolve) {
      const own = entries.get(specifier);
      if (own === undefined) return nextResolve(specifier, context);
      try {
        return nextResolve(specifier, context);
      } catch {
        return nextResolve(own, context);
      }
    },
  });
}
