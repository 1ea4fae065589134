import { describe, expect, it } from "vitest";
import {
  CountVectorizer,
  type CountVectorizerParameters,
  KMeans,
  KNeighborsClassifier,
  MultinomialNB,
  PCA,
  Pipeline,
  TfidfVectorizer,
} from "../../../src/train/index.ts";
import { errorOf } from "../../objects/errors-of.ts";

const texts = ["a red cat", "the red dog", "one cat and one cat more", "a dog, a dog"];
const labels = ["cat", "dog", "cat", "dog"];

function vocabularyOf(params: CountVectorizerParameters): unknown {
  const { state } = new CountVectorizer(params).fit(texts).toPython();
  return state instanceof Map ? [...(state.get("vocabulary_") as Map<string, number>)] : null;
}

describe("CountVectorizer", () => {
  it("numbers terms by the alphabet and keeps them in the order of the texts", () => {
    expect(vocabularyOf({ maxDf: 2, minDf: 2 })).toEqual([
      ["red", 2],
      ["cat", 0],
      ["dog", 1],
    ]);
  });

  it("keeps the first terms of the alphabet among equally common ones", () => {
    expect(vocabularyOf({ maxFeatures: 2 })).toEqual([
      ["cat", 0],
      ["dog", 1],
    ]);
  });

  it("takes a share of all texts for 1 and a number of texts for 2", () => {
    expect(vocabularyOf({ maxDf: 1 })).toHaveLength(7);
    expect(vocabularyOf({ maxDf: 0.25 })).toHaveLength(4);
  });

  it.each<readonly [string, CountVectorizerParameters]>([
    ["a range of sequences that falls", { ngramRange: [2, 1] }],
    ["a pattern that is none", { tokenPattern: "(" }],
    ["stop words of another language", { stopWords: "german" as "english" }],
    ["a term twice", { vocabulary: ["cat", "cat"] }],
    ["no terms", { vocabulary: [] }],
    ["limits that exclude each other", { minDf: 3, maxDf: 0.5 }],
    ["part of a term", { maxFeatures: 1.5 }],
  ])("refuses %s", (_, params) => {
    expect(errorOf(() => new CountVectorizer(params).fit(texts)).code).toBe("TRAIN_PARAMETER");
  });

  it("refuses rows that are no texts, texts without words, and limits that leave no term", () => {
    expect(errorOf(() => new CountVectorizer().fit([["a"], ["b"]])).code).toBe("TRAIN_DATA");
    expect(errorOf(() => new CountVectorizer().fit(["a", "!"])).code).toBe("TRAIN_DATA");
    expect(errorOf(() => new CountVectorizer({ minDf: 4 }).fit(texts)).code).toBe("TRAIN_DATA");
  });

  it("refuses weights", () => {
    const fit = (): unknown => new CountVectorizer().fit(texts, [], { sampleWeight: [1, 1, 1, 2] });
    expect(errorOf(fit).code).toBe("TRAIN_PARAMETER");
  });
});

describe("TfidfVectorizer", () => {
  it.each([
    ["naive Bayes", new MultinomialNB()],
    ["neighbours", new KNeighborsClassifier({ nNeighbors: 1 })],
  ])("feeds %s in a pipeline", (_, model) => {
    const pipeline = new Pipeline([
      ["terms", new TfidfVectorizer()],
      ["model", model],
    ]).fit(texts, labels);
    expect(pipeline.predict(["my cat", "your dog"])).toEqual(["cat", "dog"]);
  });

  it("feeds principal components and clusters in a pipeline", () => {
    const pipeline = new Pipeline([
      ["terms", new TfidfVectorizer({ vocabulary: ["cat", "dog", "red"] })],
      ["components", new PCA({ nComponents: 2 })],
      ["clusters", new KMeans({ nClusters: 2 })],
    ]).fit(texts);
    const [cat, dog, again] = pipeline.predict(["cat", "dog", "a cat"]);
    expect(cat).toBe(again);
    expect(cat).not.toBe(dog);
  });

  it("refuses another norm, and infinite weights", () => {
    expect(errorOf(() => new TfidfVectorizer({ norm: "max" as "l1" })).code).toBe(
      "TRAIN_PARAMETER",
    );
    const unknown = new TfidfVectorizer({ vocabulary: ["cat", "fish"], smoothIdf: false });
    expect(errorOf(() => unknown.fit(texts)).code).toBe("TRAIN_DATA");
  });
});
