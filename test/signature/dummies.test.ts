import { describe, expect, it } from "vitest";
import { withDummies } from "../../src/signature/dummies.ts";
import { field } from "./fake-estimator.ts";

const zeroOrOne = { kind: "integer", usual: { low: 0, high: 1 }, step: 1, example: 0 } as const;

function kindsOf(fields: Parameters<typeof withDummies>[0]): readonly string[] {
  return withDummies(fields).map(({ kind, usual }) => `${kind} ${usual?.low}…${usual?.high}`);
}

describe("withDummies", () => {
  const known = ["city_London", "city_Paris"].map((name) => field({ name, ...zeroOrOne }));

  it("takes a field of which nothing is known for one of its kind", () => {
    const fields = [...known, field({ name: "city_New_York", example: 0 })];
    expect(kindsOf(fields)).toEqual(Array(3).fill("integer 0…1"));
    expect(withDummies(fields)[2]).toEqual({ ...fields[2], ...zeroOrOne });
  });

  it("leaves the others alone, however alike their names are", () => {
    const rent = field({ name: "city_rent", usual: { low: 1, high: 9 }, example: 4 });
    const unknown = field({ name: "city_area", example: 0 });
    expect(kindsOf([...known, rent, unknown]).slice(2)).toEqual([
      "number 1…9",
      "number undefined…undefined",
    ]);
    const others = ["town_Rome", "cityRome", "city", "Rome"].map((name) =>
      field({ name, example: 0 }),
    );
    expect(withDummies([...known, ...others])).toEqual([...known, ...others]);
    expect(withDummies([...known.slice(1), unknown])).toEqual([...known.slice(1), unknown]);
  });
});
