import { describe, expect, it } from "vitest";
import { dotProduct, quadraticForm } from "../../src/estimators/dot-product.ts";

describe("dotProduct", () => {
  it("is the sum of the products", () => {
    expect(dotProduct(Float64Array.of(1, 2, 3), Float64Array.of(4, -5, 6))).toBe(12);
    expect(dotProduct(new Float64Array(), new Float64Array())).toBe(0);
  });
});

describe("quadraticForm", () => {
  it("multiplies a matrix by the same vector from both sides", () => {
    expect(quadraticForm(Float64Array.of(1, 2), Float64Array.of(1, 10, 100, 1000))).toBe(4221);
  });
});
