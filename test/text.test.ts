import { describe, expect, it } from "vitest";
import { nearestName, show } from "../src/text.ts";

describe("show", () => {
  it("leaves ordinary text of any script alone", () => {
    expect(show("Größe 身長 📏")).toBe("Größe 身長 📏");
  });

  it("escapes control, direction and invisible characters", () => {
    expect(show("a\u0000\u001b\u009b\u200b\u202e\ufeffb")).toBe(
      "a\\u0000\\u001b\\u009b\\u200b\\u202e\\ufeffb",
    );
  });

  it("escapes lone surrogates", () => {
    expect(show("a\ud800b")).toBe("a\\ud800b");
  });

  it("cuts at the limit and says so", () => {
    expect(show("x".repeat(1000))).toBe(`${"x".repeat(120)}…`);
  });
});

describe("nearestName", () => {
  const known = ["experience", "test_score", "interview_score", "__proto__"];

  it("finds a misspelt name", () => {
    expect(nearestName("experence", known)).toBe("experience");
    expect(nearestName("Test_Score", known)).toBe("test_score");
  });

  it("finds nothing when nothing is near", () => {
    expect(nearestName("weight", known)).toBeNull();
    expect(nearestName("", [])).toBeNull();
  });
});
