// From what a model was loaded, so that a thread can load it once more.

import type { LoadOptions } from "./load-options.ts";
import type { ModelOrigin } from "./prediction.ts";

/** undefined where the model needs code of the project: functions cannot be sent to a thread. */
export function modelOrigin(
  files: ModelOrigin["files"],
  parts: ModelOrigin["parts"],
  { name: _, names = {}, ...options }: LoadOptions,
): ModelOrigin | undefined {
  const own = Object.entries(names);
  if (own.some(([, meaning]) => meaning !== "inert")) return undefined;
  return { files, parts, options, inert: own.map(([name]) => name) };
}
