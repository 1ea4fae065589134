// A record that names a field twice is refused, in JSON as in forms.

import { repeatedNames } from "../bytes/json-names.ts";
import { quote } from "../signature/faults.ts";
import { Fault, Findings, maxIssues } from "../signature/issues.ts";

/**
 * @param text   the JSON
 * @param value  what JSON.parse made of it
 * @throws INPUT_INVALID with an issue FIELD_DUPLICATE for each name, paths as for every other issue
 */
export function refuseRepeatedNames(text: string, value: unknown): void {
  const repeated = repeatedNames(text, value, maxIssues);
  if (repeated.length === 0) return;
  const findings = new Findings(isSeveral(value));
  for (const path of repeated) {
    const name = String(path.at(-1));
    const row = path.find((part) => typeof part === "number");
    const message = `${quote(name)} was sent more than once; send one value.`;
    findings.add(Number(row ?? 0), name, new Fault("FIELD_DUPLICATE", message));
  }
  findings.check();
}

// As the rows are judged: paths begin with the row's number where there are several.
function isSeveral(value: unknown): boolean {
  const rows =
    typeof value === "object" && value !== null && "rows" in value ? value["rows"] : value;
  return Array.isArray(rows) && rows.length > 1;
}
