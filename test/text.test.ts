import { describe, expect, it } from "vitest";
import { nearestName, show, showJson } from "../src/text.ts";

describe("show", () => {
  it("leaves ordinary text of any script alone", () => {
    expect(show("Größe 身長 📏")).toBe("Größe 身長 📏");
  });

  it("escapes control, direction and invisible characters", () => {
    expect(show("a\u0000\u001b\u009b\u200b\u202e\ufeffb")).toBe(
      "a\\u0000\\u001b\\u009b\\u200b\\u202e\\ufeffb",
    );
  });

  it("escapes letters that are seen as nothing, and invisible tags", () => {
    expect(show("a\u3164b\u{e0041}")).toBe("a\\u3164b\\u{e0041}");
  });

  it("escapes lone surrogates", () => {
    expect(show("a\ud800b")).toBe("a\\ud800b");
  });

  it("cuts at the limit and says so", () => {
    expect(show("x".repeat(1000))).toBe(`${"x".repeat(120)}…`);
  });
});

describe("showJson", () => {
  it("escapes what could drive a terminal, and reads back as the same", () => {
    const value = { "a\u009b": ["\u202e", "\u{e0041}\ud800", "line\nend", "Größe 📏"] };
    const json = showJson(JSON.stringify(value, null, 2));
    expect(json).toContain("Größe 📏");
    expect(json).not.toMatch(/[\u007f-\u009f\u202e]|\u{e0041}/u);
    expect(JSON.parse(json)).toEqual(value);
    expect(json.split("\n")).toHaveLength(8);
  });
});

describe("nearestName", () => {
  const known = ["experience", "test_score", "interview_score", "__proto__"];

  it("finds a misspelt name", () => {
    expect(nearestName("experence", known)).toBe("experience");
    expect(nearestName("Test_Score", known)).toBe("test_score");
  });

  it("counts two letters the wrong way round as one mistake", () => {
    expect(nearestName("titel", ["label", "title"])).toBe("title");
    expect(nearestName("lable", ["title", "label"])).toBe("label");
    expect(nearestName("abc", ["bca"])).toBeNull();
  });

  it("minds no case, accents, spaces, underscores and hyphens", () => {
    expect(nearestName("TEST  Score", known)).toBe("test_score");
    expect(nearestName("InterviewScore", known)).toBe("interview_score");
    expect(nearestName("sao-paulo", ["Porto", "São Paulo"])).toBe("São Paulo");
    expect(nearestName("Résultat", ["resultat_s1", "resultat"])).toBe("resultat");
  });

  it("finds no other letter near to a letter", () => {
    expect(nearestName("z", ["x", "y"])).toBeNull();
    expect(nearestName("X", ["x", "y"])).toBe("x");
  });

  it("finds nothing when nothing is near", () => {
    expect(nearestName("weight", known)).toBeNull();
    expect(nearestName("", [])).toBeNull();
  });
});
