import { describe, expect, it } from "vitest";
import {
  saysClassNames,
  saysColumnEncoders,
  saysColumns,
  saysLabelEncoder,
  saysTarget,
  saysThreshold,
  saysTransformer,
} from "../../src/predict/composite-keys.ts";

function expectKeys(
  says: (key: string) => boolean,
  yes: readonly string[],
  no: readonly string[],
): void {
  for (const key of yes) expect(says(key), key).toBe(true);
  for (const key of no) expect(says(key), key).toBe(false);
}

describe("saysTarget", () => {
  it("finds the words for the target, whole", () => {
    const yes = ["y", "y_scaler", "scaler_y", "target", "Target-Scaler", "label encoder"];
    expectKeys(saysTarget, yes, ["scaler", "city", "x_scaler", "labelling", "model", "yield"]);
  });
});

describe("saysTransformer", () => {
  it("knows the usual names of what prepares samples", () => {
    const yes = ["scaler", "sc", "StandardScaler", "tfidf_vectorizer", "cv", "pca", "preprocessor"];
    expectKeys(
      saysTransformer,
      [...yes, "imputer", "ohe", "column_transformer", "selector"],
      ["thing", "other_model", "a", ""],
    );
  });
});

describe("saysLabelEncoder", () => {
  it("knows the usual names of the only encoder, not those that name a column", () => {
    const yes = ["le", "label_encoder", "LabelEncoder", "encoder", "target_encoder", "mlb"];
    expectKeys(saysLabelEncoder, yes, ["gender_encoder", "le_city", "encoder_2", "encoders"]);
  });
});

describe("saysColumnEncoders", () => {
  it("knows the names of a dict with one encoder per column", () => {
    const yes = ["encoders", "label_encoders", "labelencoders", "les", "cat_encoders"];
    expectKeys(saysColumnEncoders, yes, ["encoder", "models", "scalers", "label_encoder"]);
  });
});

describe("saysColumns", () => {
  it("knows the names of a list of columns", () => {
    const yes = ["feature_names", "features", "columns", "cols", "feature_cols", "X_columns"];
    const more = ["model_columns", "feature_columns", "feature_names_in_", "selected_features"];
    const no = ["target", "classes", "names", "model", "feature_importance", "drop_columns"];
    expectKeys(saysColumns, [...yes, ...more], no);
  });

  it("takes no longer for a key that is made to be slow", () => {
    const start = performance.now();
    for (const says of [saysColumns, saysClassNames, saysTransformer, saysLabelEncoder]) {
      expect(says(`features${"_names".repeat(50_000)}!`)).toBe(says === saysTransformer);
    }
    expect(performance.now() - start).toBeLessThan(500);
  });
});

describe("saysClassNames", () => {
  it("knows the names of what the classes' numbers mean", () => {
    const yes = ["classes", "class_names", "target_names", "labels", "id2label", "label_map"];
    expectKeys(saysClassNames, yes, ["target", "class_weight", "names", "label_encoder"]);
  });
});

describe("saysThreshold", () => {
  it("knows the names of a threshold", () => {
    const yes = ["threshold", "best_threshold", "optimal_threshold", "cutoff"];
    expectKeys(saysThreshold, yes, ["thresholds", "model", "threshold_scaler"]);
  });
});
