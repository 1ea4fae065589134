// A record as an HTML form, a query string or a CSV line gives it: names and texts, perhaps twice.

/** What a form sent for one field more than once: never a list of values, always a mistake to explain. */
export class Repeated {
  readonly first: string;
  /** How often the field was sent, at least 2. */
  count = 2;
  constructor(first: string) {
    this.first = first;
  }
}

/**
 * One record from the pairs of a form or a query string, in their order (a `URLSearchParams` is such a
 * sequence). Texts stay texts: the row parser reads them as the model's fields ask.
 */
export function formRow(
  pairs: Iterable<readonly [string, string]>,
): Map<string, string | Repeated> {
  const row = new Map<string, string | Repeated>();
  for (const [name, value] of pairs) {
    const before = row.get(name);
    if (before === undefined) row.set(name, value);
    else if (before instanceof Repeated) before.count++;
    else row.set(name, new Repeated(before));
  }
  return row;
}
