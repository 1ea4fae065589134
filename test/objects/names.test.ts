// The table of names: what it must say of every era's spelling, and what it must never hold.

import { describe, expect, it, vi } from "vitest";
import {
  classNames,
  estimatorNames,
  formerNames,
  functionNames,
} from "../../src/objects/names.generated.ts";
import { estimatorPaths, knownName } from "../../src/objects/names.ts";
import { dangerousNames } from "./dangerous-names.ts";

/** Every pair of the generated lists, read here on its own, without the table's code. */
function listedPairs(): (readonly [module: string, name: string])[] {
  const pairs: (readonly [string, string])[] = [];
  for (const list of [estimatorNames, classNames, functionNames]) {
    for (const [, heading = "", words = ""] of list.matchAll(/^(\S[^:]*):\s(.*(?:\n {2}.*)*)$/gm)) {
      for (const module of heading.split(" ")) {
        for (const name of words.trim().split(/\s+/)) pairs.push([module, name]);
      }
    }
  }
  for (const [, module = "", name = ""] of formerNames.matchAll(/^(\S+) (\S+): /gm)) {
    pairs.push([module, name]);
  }
  return pairs;
}

describe("knownName", () => {
  it.each([
    [
      "sklearn.linear_model.LinearRegression",
      "sklearn.linear_model.base sklearn.linear_model._base sklearn.linear_model",
    ],
    [
      "sklearn.linear_model.LogisticRegression",
      "sklearn.linear_model.logistic sklearn.linear_model._logistic sklearn.linear_model",
    ],
    ["sklearn.svm.SVC", "sklearn.svm.classes sklearn.svm._classes sklearn.svm"],
    ["sklearn.tree.DecisionTreeClassifier", "sklearn.tree.tree sklearn.tree._classes sklearn.tree"],
    [
      "sklearn.ensemble.RandomForestRegressor",
      "sklearn.ensemble.forest sklearn.ensemble._forest sklearn.ensemble",
    ],
    [
      "sklearn.ensemble.VotingClassifier",
      "sklearn.ensemble.voting_classifier sklearn.ensemble.voting sklearn.ensemble._voting",
    ],
    [
      "sklearn.ensemble.GradientBoostingClassifier",
      "sklearn.ensemble.gradient_boosting sklearn.ensemble._gb",
    ],
    [
      "sklearn.ensemble.AdaBoostClassifier",
      "sklearn.ensemble.weight_boosting sklearn.ensemble._weight_boosting",
    ],
    [
      "sklearn.preprocessing.StandardScaler",
      "sklearn.preprocessing.data sklearn.preprocessing._data sklearn.preprocessing",
    ],
    [
      "sklearn.preprocessing.PolynomialFeatures",
      "sklearn.preprocessing.data sklearn.preprocessing._data sklearn.preprocessing._polynomial",
    ],
    [
      "sklearn.preprocessing.OneHotEncoder",
      "sklearn.preprocessing.data sklearn.preprocessing._encoders",
    ],
    [
      "sklearn.preprocessing.LabelEncoder",
      "sklearn.preprocessing.label sklearn.preprocessing._label",
    ],
    ["sklearn.preprocessing.Imputer", "sklearn.preprocessing sklearn.preprocessing.imputation"],
    ["sklearn.impute.SimpleImputer", "sklearn.impute sklearn.impute._base"],
    ["sklearn.cluster.KMeans", "sklearn.cluster.k_means_ sklearn.cluster._kmeans sklearn.cluster"],
    ["sklearn.decomposition.PCA", "sklearn.decomposition.pca sklearn.decomposition._pca"],
    ["sklearn.mixture.GMM", "sklearn.mixture.gmm sklearn.mixture"],
    ["sklearn.neighbors.KernelDensity", "sklearn.neighbors.kde sklearn.neighbors._kde"],
    [
      "sklearn.neighbors.KNeighborsClassifier",
      "sklearn.neighbors.classification sklearn.neighbors._classification",
    ],
    [
      "sklearn.neural_network.MLPClassifier",
      "sklearn.neural_network.multilayer_perceptron sklearn.neural_network._multilayer_perceptron",
    ],
    [
      "sklearn.model_selection.GridSearchCV",
      "sklearn.grid_search sklearn.model_selection sklearn.model_selection._search",
    ],
    ["sklearn.linear_model.TweedieRegressor", "sklearn.linear_model sklearn.linear_model._glm.glm"],
    [
      "imblearn.over_sampling.SMOTE",
      "imblearn.over_sampling.smote imblearn.over_sampling._smote imblearn.over_sampling._smote.base",
    ],
    ["xgboost.XGBClassifier", "xgboost xgboost.sklearn"],
    ["xgboost.Booster", "xgboost xgboost.core"],
    ["lightgbm.LGBMClassifier", "lightgbm lightgbm.sklearn"],
    ["catboost.CatBoostRegressor", "catboost catboost.core"],
  ])("gives %s its one public path under the modules of all versions", (publicPath, modules) => {
    const name = publicPath.slice(publicPath.lastIndexOf(".") + 1);
    for (const module of modules.split(" ")) {
      expect(knownName(module, name), module).toEqual({ kind: "estimator", publicPath });
    }
  });

  it.each([
    ["sklearn.lda", "LDA", "sklearn.discriminant_analysis.LinearDiscriminantAnalysis"],
    ["sklearn.qda", "QDA", "sklearn.discriminant_analysis.QuadraticDiscriminantAnalysis"],
    ["sklearn.covariance.graph_lasso_", "GraphLasso", "sklearn.covariance.GraphicalLasso"],
  ])("follows a class that was %s.%s to its present name", (module, name, publicPath) => {
    expect(knownName(module, name)).toEqual({ kind: "estimator", publicPath });
  });

  it.each([
    ["sklearn.metrics._scorer", "_PredictScorer"],
    ["sklearn.metrics.scorer", "_ThresholdScorer"],
    ["sklearn.model_selection._split", "StratifiedKFold"],
    ["sklearn.cross_validation", "KFold"],
    ["sklearn.neural_network._stochastic_optimizers", "AdamOptimizer"],
    ["sklearn._loss.loss", "HalfBinomialLoss"],
    ["sklearn._loss._loss", "CyHalfBinomialLoss"],
    ["_loss", "CyHalfBinomialLoss"],
    ["sklearn._loss.link", "Interval"],
    ["sklearn.ensemble.gradient_boosting", "BinomialDeviance"],
    ["sklearn.ensemble._gb_losses", "MultinomialDeviance"],
    ["sklearn.linear_model.sgd_fast", "Hinge"],
    ["sklearn.linear_model._sgd_fast", "Hinge"],
    ["sklearn.neighbors.dist_metrics", "EuclideanDistance"],
    ["sklearn.metrics._dist_metrics", "EuclideanDistance64"],
    ["sklearn.neighbors._kd_tree", "KDTree"],
    ["sklearn.gaussian_process.kernels", "Matern"],
    ["sklearn.compose._column_transformer", "make_column_selector"],
    ["sklearn.compose._column_transformer", "_RemainderColsList"],
    ["sklearn.impute._iterative", "_ImputerTriplet"],
    ["sklearn.utils", "Bunch"],
    ["sklearn.utils._bunch", "Bunch"],
    ["scipy.stats._distn_infrastructure", "rv_frozen"],
    ["scipy.stats._continuous_distns", "uniform_gen"],
    ["scipy.stats._discrete_distns", "randint_gen"],
    ["joblib.memory", "Memory"],
    ["xgboost.callback", "EarlyStopping"],
    ["numpy", "vectorize"],
  ])("keeps %s.%s as an inert class", (module, name) => {
    expect(knownName(module, name)).toEqual({ kind: "class" });
  });

  it.each([
    ["numpy", "log1p"],
    ["numpy.core._multiarray_umath", "log1p"],
    ["numpy.core.fromnumeric", "mean"],
    ["scipy.special._ufuncs", "expit"],
    ["scipy.spatial.distance", "cosine"],
    ["sklearn.feature_selection._univariate_selection", "f_classif"],
    ["sklearn.feature_selection.univariate_selection", "chi2"],
    ["sklearn.metrics._regression", "mean_squared_error"],
    ["sklearn.metrics.classification", "accuracy_score"],
    ["sklearn.metrics.pairwise", "rbf_kernel"],
    ["sklearn.metrics._scorer", "_passthrough_scorer"],
    ["sklearn.feature_extraction.text", "strip_accents_unicode"],
  ])("lets %s.%s be named as a function", (module, name) => {
    expect(knownName(module, name)).toEqual({ kind: "function" });
  });

  it.each(dangerousNames())("does not know %s %s", (module, name) => {
    expect(knownName(module, name)).toBeNull();
  });

  it.each([
    ["a dotted name of a known module", "sklearn.linear_model", "_base.LinearRegression"],
    ["a dotted name that joins to a known pair", "sklearn", "linear_model.LinearRegression"],
    ["a former name in two halves", "sklearn", "lda.LDA"],
    ["an attribute of a known class", "sklearn.pipeline", "Pipeline.__init__"],
    ["an empty name", "sklearn.pipeline", ""],
    ["an empty module", "", "Pipeline"],
    ["another case", "sklearn.pipeline", "pipeline"],
    ["another case of the module", "SKLEARN.pipeline", "Pipeline"],
    ["a space before the name", "sklearn.pipeline", " Pipeline"],
    ["two known names in one", "sklearn.pipeline", "FeatureUnion Pipeline"],
    ["two known modules in one", "sklearn.svm sklearn.svm._classes", "SVC"],
    ["a newline after the name", "sklearn.pipeline", "Pipeline\n"],
    ["a NUL after the name", "sklearn.pipeline", "Pipeline\0"],
    ["a trailing dot", "sklearn.pipeline.", "Pipeline"],
    ["a module below a known one", "sklearn.pipeline.os", "Pipeline"],
    ["a known name under another module", "sklearn.svm", "Pipeline"],
    ["a Cyrillic letter for a Latin one", "sklearn.pipeline", "Рipeline"],
    ["a full-width letter, which Python normalises", "sklearn.pipeline", "Ｐipeline"],
    ["a name of 100,000 characters", "sklearn.pipeline", "P".repeat(100_000)],
    ["a module of 100,000 characters", "sklearn.".repeat(12_500), "Pipeline"],
    ["the separator of the lists", "sklearn.pipeline", "Pipeline:"],
  ])("does not know %s", (_what, module, name) => {
    expect(knownName(module, name)).toBeNull();
  });

  it("does not know the names of JavaScript's prototypes, as module or as name", () => {
    const names = Object.getOwnPropertyNames(Object.prototype);
    for (const name of [...names, "prototype", "size", "get"]) {
      expect(knownName(name, name), name).toBeNull();
      expect(knownName("sklearn.pipeline", name), name).toBeNull();
      expect(knownName(name, "Pipeline"), name).toBeNull();
    }
  });

  it("knows every pair of the generated lists, each an ASCII identifier of one module", () => {
    const pairs = listedPairs();
    expect(pairs.length).toBeGreaterThan(2500);
    for (const [module, name] of pairs) {
      expect(module).toMatch(/^[A-Za-z_]\w*(\.[A-Za-z_]\w*)*$/);
      expect(name).toMatch(/^[A-Za-z_]\w*$/);
      expect(knownName(module, name), `${module} ${name}`).not.toBeNull();
    }
  });

  it("answers the first questions, for which it makes no table, like all others", async () => {
    const pairs = listedPairs();
    const modules = pairs.map(([module]) => module);
    const others = modules.flatMap((module) => {
      const half = module.slice(0, module.lastIndexOf("."));
      return [module.slice(1), module.slice(0, -1), `${module} `, `${half} ${module}`];
    });
    const asked = [
      ...pairs,
      ...pairs.map(([module], i) => [module, pairs[(i * 7) % pairs.length]?.[1] ?? ""] as const),
      ...[...new Set([...others, "", ":", "\n", "s", "LDA"])].map(
        (other) => [other, "LDA"] as const,
      ),
    ];
    for (let start = 0; start < asked.length; start += 100) {
      vi.resetModules();
      const fresh = await import("../../src/objects/names.ts");
      for (const [module, name] of asked.slice(start, start + 100)) {
        const known = knownName(module, name);
        expect(fresh.knownName(module, name), `${module} ${name}`).toEqual(known);
      }
    }
  });

  it("lists each pair once", () => {
    const pairs = listedPairs().map((pair) => pair.join(" "));
    expect(pairs.length).toBe(new Set(pairs).size);
  });

  it("names only the libraries whose estimators are stored, and Cython's bare _loss", () => {
    const packages = new Set(listedPairs().map(([module]) => module.split(".")[0]));
    expect([...packages].sort()).toEqual(
      [
        "_loss",
        "catboost",
        "category_encoders",
        "feature_engine",
        "imblearn",
        "joblib",
        "lightgbm",
        "numpy",
        "scipy",
        "sklearn",
        "statsmodels",
        "xgboost",
      ].sort(),
    );
  });
});

describe("estimatorPaths", () => {
  it("gives every public path once, and each is a known name itself", () => {
    const paths = [...estimatorPaths()];
    expect(paths.length).toBeGreaterThan(300);
    expect(new Set(paths).size).toBe(paths.length);
    for (const path of paths) {
      const dot = path.lastIndexOf(".");
      expect(knownName(path.slice(0, dot), path.slice(dot + 1)), path).toEqual({
        kind: "estimator",
        publicPath: path,
      });
    }
  });

  it("holds the estimators that most model files are made of", () => {
    const paths = new Set(estimatorPaths());
    for (const path of [
      "sklearn.pipeline.Pipeline",
      "sklearn.compose.ColumnTransformer",
      "sklearn.ensemble.RandomForestClassifier",
      "sklearn.naive_bayes.MultinomialNB",
      "sklearn.feature_extraction.text.TfidfVectorizer",
      "sklearn.linear_model.LinearRegression",
    ]) {
      expect(paths, path).toContain(path);
    }
  });
});
