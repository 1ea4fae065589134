import { describe, expect, it } from "vitest";
import { parseExpression } from "../../../src/estimators/statsmodels/formula-expression.ts";
import { parseTerm } from "../../../src/estimators/statsmodels/formula-terms.ts";

/** The value with a = 3, b = 2 and `my c` = 5. */
function computed(text: string): number | null {
  const numbers = new Map([
    ["a", 3],
    ["b", 2],
    ["my c", 5],
  ]);
  return parseExpression(text)?.value((name) => numbers.get(name) ?? Number.NaN) ?? null;
}

describe("parseExpression", () => {
  it.each([
    ["a", 3],
    ["a - b - 1", 0],
    ["a + b * 2", 7],
    ["-a ** 2", -9],
    ["b ** -1", 0.5],
    ["2 ** 3 ** b", 512],
    ["I(a / b / 2)", 0.75],
    ["np.log(a)", Math.log(3)],
    ["numpy.sqrt(I(a + 1))", 2],
    ['Q("my c") * 1e1', 50],
    ["(a)", 3],
    [".5", 0.5],
  ])("computes %s as Python", (text, expected) => {
    expect(computed(text)).toBe(expected);
  });

  it.each([
    "",
    "a b",
    "a +",
    "(a",
    "a)",
    "a % b",
    "a // b",
    "center(a)",
    "np.random(a)",
    "os.system(a)",
    "a.b",
    "a[0]",
    'Q("a"',
    "a if b else 1",
    "__import__('os')",
    `${"(".repeat(60)}a${")".repeat(60)}`,
    `a${" + a".repeat(400)}`,
  ])("knows nothing else: %s", (text) => {
    expect(parseExpression(text)).toBeNull();
  });
});

describe("parseTerm", () => {
  const level = (variable: string, text: string) => ({ kind: "level", variable, level: text });

  it("reads levels however they were asked for", () => {
    expect(parseTerm("Intercept")).toEqual([]);
    expect(parseTerm("c[T.high]")).toEqual([level("c", "T.high")]);
    expect(parseTerm("C(c)[high]")).toEqual([level("c", "high")]);
    expect(parseTerm('C(c, Treatment("low"))[T.a:b [1]]')).toEqual([level("c", "T.a:b [1]")]);
    expect(parseTerm('Q("my c")[T.x]')).toEqual([level("my c", "T.x")]);
  });

  it("reads products", () => {
    const factors = parseTerm("C(c)[T.x]:np.log(a):b");
    expect(factors?.map((factor) => (factor.kind === "level" ? factor : factor.variables))).toEqual(
      [level("c", "T.x"), ["a"], ["b"]],
    );
  });

  it.each(["bs(a, df=4)[0]", "C(c, Sum)[S.x]", "a:", "c[T.x", "C(a + b)[T.1]", "x]y["])(
    "knows nothing else: %s",
    (name) => {
      expect(parseTerm(name)).toBeNull();
    },
  );

  it("looks at no name of a length that nobody writes", () => {
    expect(parseTerm(`C(${", ".repeat(500_000)})[T.x]`)).toBeNull();
    expect(parseTerm("a:".repeat(501))).toBeNull();
  });
});
