// What CountVectorizer and TfidfVectorizer share: from texts to a vocabulary.

import { PicklejarError } from "../../errors.ts";
import { ReadContext } from "../../estimators/read-context.ts";
import type { Analyzer } from "../../estimators/sklearn/feature-extraction/analyzer.ts";
import { readAnalyzer } from "../../estimators/sklearn/feature-extraction/analyzer.ts";
import { defaultLimits } from "../../limits.ts";
import { PyFloat, PySet, type PyValue } from "../../objects/values.ts";
import { type Dialect, since } from "../dialect.ts";
import { Transformer } from "../kinds.ts";
import type { Attributes } from "../python.ts";
import { refuseWeights } from "../targets.ts";
import type { TrainingData } from "../training-data.ts";
import { chosenTerms, countTerms, type TermChoice } from "./terms.ts";

/** scikit-learn's parameters of the same names in snake_case. */
export interface VectorizerParameters {
  /** "word" unless told; "char" and "char_wb" count sequences of characters, the latter inside of words only. */
  readonly analyzer?: "word" | "char" | "char_wb";
  /** Lengths of sequences of words or characters; [1, 1] unless told. */
  readonly ngramRange?: readonly [least: number, most: number];
  /** Whether texts are made lowercase; true unless told. */
  readonly lowercase?: boolean;
  readonly stripAccents?: "ascii" | "unicode" | null;
  /** Words that do not count: scikit-learn's list of English ones, or one's own. */
  readonly stopWords?: "english" | readonly string[] | null;
  /** A word, as a regular expression of Python; two letters or more unless told. */
  readonly tokenPattern?: string;
  /** Texts that a term must be in: from 1 on a number of texts, below a share of them; 1 unless told. */
  readonly minDf?: number;
  /** Texts that a term may be in: up to 1 a share of all texts, above a number of them; 1 unless told. */
  readonly maxDf?: number;
  /** How many terms are kept, the commonest ones; all unless told. */
  readonly maxFeatures?: number | null;
  /** The terms, in the order of the columns, instead of those of the texts. */
  readonly vocabulary?: readonly string[] | null;
  /** Whether a term counts once in a text, however often it occurs. */
  readonly binary?: boolean;
}

/** Names of the parameters, all of which are honoured. */
export const vectorizerParameters = [
  "analyzer",
  "ngramRange",
  "lowercase",
  "stripAccents",
  "stopWords",
  "tokenPattern",
  "minDf",
  "maxDf",
  "maxFeatures",
  "vocabulary",
  "binary",
] as const;

export abstract class Vectorizer<
  Parameters extends VectorizerParameters,
> extends Transformer<Parameters> {
  /** @throws TRAIN_DATA for anything but texts, and where no term is left */
  protected learnTerms(data: TrainingData): TermChoice {
    const { samples } = data;
    refuseWeights(data.weights, this.className);
    if (samples.kind !== "texts") {
      throw this.#noTerms("X is no list of texts", 'Give texts: ["first text", "second text"].');
    }
    const asked = this.params.vocabulary ?? null;
    if (asked !== null && (asked.length === 0 || new Set(asked).size < asked.length)) {
      throw new PicklejarError("TRAIN_PARAMETER", {
        className: this.className,
        parameter: "vocabulary",
        reason: asked.length === 0 ? "it is empty" : "a term is there twice",
        advice: "Give each term once, in the order of the columns.",
      });
    }
    const counts = countTerms(samples.values, this.#analyzer(), asked);
    if (counts.terms.length === 0) {
      throw this.#noTerms("its texts have no words", "Texts of stop words alone teach nothing.");
    }
    const all = { least: 0, most: Number.POSITIVE_INFINITY, features: null };
    if (asked !== null) return columnsInOrder(chosenTerms(counts, all, false), counts.documents);
    const choice = chosenTerms(counts, this.#limits(data.rows), this.params.binary === true);
    if (choice.vocabulary.size > 0) return choice;
    throw this.#noTerms("no term is left", "Give a lower minDf or a higher maxDf.");
  }

  /** What a vectorizer holds of its terms. */
  protected termAttributes({ vocabulary, removed }: TermChoice, dialect: Dialect): Attributes {
    const { analyzer = "word" } = this.params;
    const isFixed = (this.params.vocabulary ?? null) !== null;
    const keepsRemoved = !isFixed && !since(dialect, "1.9");
    return [
      ["fixed_vocabulary_", isFixed],
      // An address in the memory of the process that learned; any other is as good.
      ...(analyzer === "word" ? [["_stop_words_id", 0] as const] : []),
      ...(keepsRemoved ? [["stop_words_", new PySet([...removed], false)] as const] : []),
      ["vocabulary_", new Map<PyValue, PyValue>(vocabulary)],
    ];
  }

  protected override keepsInputs(): boolean {
    return false;
  }

  /** Lists stay lists; shares are floats and numbers of texts ints, which decides what they mean. */
  protected override parameters(dialect: Dialect, fitted: boolean): Map<string, PyValue> {
    const parameters = super.parameters(dialect, fitted);
    const { stopWords, vocabulary, minDf = 1, maxDf = 1 } = this.params;
    if (Array.isArray(stopWords)) parameters.set("stop_words", [...stopWords]);
    if (Array.isArray(vocabulary)) parameters.set("vocabulary", [...vocabulary]);
    parameters.set("min_df", minDf < 1 ? new PyFloat(minDf) : minDf);
    parameters.set("max_df", maxDf > 1 ? maxDf : new PyFloat(maxDf));
    return parameters;
  }

  /** @throws TRAIN_PARAMETER for what no text can be split by */
  #analyzer(): Analyzer {
    const context = new ReadContext(new Map(), defaultLimits);
    try {
      return readAnalyzer(context.open(this.toUnfittedPython(), "", null));
    } catch (error) {
      if (!(error instanceof PicklejarError)) throw error;
      throw new PicklejarError("TRAIN_PARAMETER", {
        className: this.className,
        parameter: "analyzer, ngramRange, stripAccents, stopWords, tokenPattern",
        reason: error.message,
        advice: "See scikit-learn's documentation of these parameters.",
      });
    }
  }

  #limits(rows: number): { least: number; most: number; features: number | null } {
    const { minDf = 1, maxDf = 1, maxFeatures = null } = this.params;
    const isSound = (value: number): boolean => value >= 0 && (value <= 1 || isWhole(value));
    const isLimit = maxFeatures === null || (isWhole(maxFeatures) && maxFeatures >= 1);
    const least = minDf < 1 ? minDf * rows : minDf;
    const most = maxDf > 1 ? maxDf : maxDf * rows;
    if (isSound(minDf) && isSound(maxDf) && isLimit && least <= most) {
      return { least, most, features: maxFeatures };
    }
    throw new PicklejarError("TRAIN_PARAMETER", {
      className: this.className,
      parameter: "minDf, maxDf, maxFeatures",
      reason: `a term cannot be in ${least} texts or more and in ${most} or fewer`,
      advice: "Give shares in [0, 1] or whole numbers, minDf below maxDf, maxFeatures from 1 on.",
    });
  }

  #noTerms(reason: string, advice: string): PicklejarError {
    return new PicklejarError("TRAIN_DATA", { className: this.className, reason, advice });
  }
}

/** A vocabulary that was given keeps its own order. */
function columnsInOrder({ vocabulary }: TermChoice, documents: readonly number[]): TermChoice {
  const columns = [...vocabulary.keys()].map((term, column) => [term, column] as const);
  return { vocabulary: new Map(columns), documents: Float64Array.from(documents), removed: [] };
}

function isWhole(value: number): boolean {
  return Number.isSafeInteger(value);
}
