// How answers are shown, as a project's config tells it; checked against what the model answers.

import { PyFloat } from "../objects/values.ts";
import { nearestName, show } from "../text.ts";
import { parseAnswerTemplate } from "./answer-template.ts";
import type { ConfigPath, ConfigProblems } from "./config-problems.ts";
import type { AnswerConfig } from "./field-config.ts";
import type { OutputField } from "./signature.ts";

/** The outputs with what is said about them; what is wrong is noted. */
export function configuredOutputs(
  outputs: readonly OutputField[],
  config: AnswerConfig | readonly AnswerConfig[],
  problems: ConfigProblems,
): readonly OutputField[] {
  const entries: readonly AnswerConfig[] = Array.isArray(config) ? config : [config];
  if (entries.length !== outputs.length) {
    const message = `tells of ${entries.length}; the model answers ${outputs.length} values`;
    problems.add(["answer"], "CONFIG_VALUE", message);
    return outputs;
  }
  return outputs.map((output, i) => {
    const path = Array.isArray(config) ? ["answer", i] : ["answer"];
    return configuredOutput(output, entries[i] ?? {}, path, problems);
  });
}

function configuredOutput(
  output: OutputField,
  { name, label, unit, decimals, text, labels }: AnswerConfig,
  path: ConfigPath,
  problems: ConfigProblems,
): OutputField {
  if (decimals !== undefined) checkDecimals(output, decimals, [...path, "decimals"], problems);
  if (text !== undefined) {
    const isNumber = output.kind === "number" || output.kind === "vector";
    const share = new PyFloat(0.5);
    const typical = { answer: isNumber ? share : "a", probability: share, label: "a", unit: "a" };
    const reason = parseAnswerTemplate(text, typical).fault;
    if (reason !== null) problems.add([...path, "text"], "CONFIG_VALUE", reason);
  }
  if (labels !== undefined) checkLabels(output, labels, [...path, "labels"], problems);
  const shown = Object.entries(labels ?? {}).map(([value, label]) => ({ value, label }));
  return {
    ...output,
    ...(name !== undefined && { name }),
    ...(label !== undefined && { label }),
    ...(unit !== undefined && { unit }),
    ...(decimals !== undefined && { decimals }),
    ...(text !== undefined && { text }),
    ...(shown.length > 0 && { labels: shown }),
  };
}

function checkDecimals(
  { kind }: OutputField,
  decimals: number,
  path: ConfigPath,
  problems: ConfigProblems,
): void {
  if (kind !== "number" && kind !== "vector") {
    problems.add(path, "CONFIG_VALUE", `are for numbers; the model answers with a ${kind}`);
  } else if (!Number.isInteger(decimals) || decimals < 0 || decimals > 20) {
    problems.add(path, "CONFIG_VALUE", `must be a whole number from 0 to 20; got ${decimals}`);
  }
}

function checkLabels(
  { kind, classNames }: OutputField,
  labels: Readonly<Record<string, string>>,
  path: ConfigPath,
  problems: ConfigProblems,
): void {
  if (kind === "number" || kind === "vector") {
    problems.add(path, "CONFIG_VALUE", "are for classes; the model answers with numbers");
    return;
  }
  const known = kind === "anomaly" ? ["1", "-1"] : classNames;
  for (const value of Object.keys(labels)) {
    if (known === undefined ? /^-?\d+$/.test(value) : known.includes(value)) continue;
    const nearest = nearestName(value, known?.slice(0, 2000) ?? []);
    const some = known?.slice(0, 8).map((name) => show(name, 40)) ?? ["0", "1", "…"];
    const advice =
      nearest === null ? `they are ${some.join(", ")}` : `did you mean ${show(nearest, 60)}?`;
    problems.add([...path, value], "CONFIG_VALUE", `is none of the model's classes; ${advice}`);
  }
}
