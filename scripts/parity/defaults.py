"""Every estimator of `all_estimators()` as it is by default: what it needs to be made, and what it is fitted on."""

import inspect

import samples as d
from namespace import ESTIMATORS, s

tree = lambda: s.DecisionTreeClassifier(max_depth=2, random_state=0)  # noqa: E731
logistic = lambda: s.LogisticRegression()  # noqa: E731
ridge = lambda: s.Ridge()  # noqa: E731
scaler = lambda: s.StandardScaler()  # noqa: E731

# What has no default. Ensembles are kept small.
PARAMETERS = {
    "ClassifierChain": lambda: [logistic()],
    "ColumnTransformer": lambda: [[("a", scaler(), [0, 1]), ("b", "passthrough", [3])]],
    "FeatureUnion": lambda: [[("a", scaler()), ("b", s.PCA(2))]],
    "FixedThresholdClassifier": lambda: [logistic()],
    "FrozenEstimator": lambda: [logistic().fit(d.X[0], d.three)],
    "GridSearchCV": lambda: [tree(), {"max_depth": [1, 2]}],
    "HalvingGridSearchCV": lambda: [tree(), {"max_depth": [1, 2]}],
    "HalvingRandomSearchCV": lambda: [tree(), {"max_depth": [1, 2, 3]}],
    "MultiOutputClassifier": lambda: [logistic()],
    "MultiOutputRegressor": lambda: [ridge()],
    "OneVsOneClassifier": lambda: [logistic()],
    "OneVsRestClassifier": lambda: [logistic()],
    "OutputCodeClassifier": lambda: [logistic()],
    "Pipeline": lambda: [[("a", scaler()), ("b", logistic())]],
    "RFE": lambda: [logistic()],
    "RFECV": lambda: [logistic()],
    "RandomizedSearchCV": lambda: [tree(), {"max_depth": [1, 2]}],
    "RegressorChain": lambda: [ridge()],
    "SelectFromModel": lambda: [logistic()],
    "SelfTrainingClassifier": lambda: [logistic()],
    "SequentialFeatureSelector": lambda: [logistic()],
    "SparseCoder": lambda: [s.np.linalg.qr(d.X[0].T)[0].T.copy()],
    "StackingClassifier": lambda: [[("a", tree()), ("b", s.GaussianNB())]],
    "StackingRegressor": lambda: [[("a", ridge()), ("b", s.DecisionTreeRegressor(max_depth=2))]],
    "TunedThresholdClassifierCV": lambda: [logistic()],
    "VotingClassifier": lambda: [[("a", tree()), ("b", s.GaussianNB())]],
    "VotingRegressor": lambda: [[("a", ridge()), ("b", s.DecisionTreeRegressor(max_depth=2))]],
}
SMALLER = {"GradientBoosting": 5, "Hist": 5, "Forest": 5, "ExtraTrees": 5, "Bagging": 3, "Ada": 5, "Embedding": 5}

# (rows, target) where it is not numbers and the target of the role.
DATA = {
    "AdditiveChi2Sampler": (d.positive, None),
    "BernoulliNB": (d.switches, d.three),
    "BernoulliRBM": (d.switches, None),
    "CategoricalNB": (d.codes, d.three),
    "ClassifierChain": (d.X, d.labels),
    "ComplementNB": (d.counts, d.three),
    "CountVectorizer": (d.texts, None),
    "DictVectorizer": (d.records, None),
    "FeatureHasher": (d.records, None),
    "FixedThresholdClassifier": (d.X, d.two),
    "FrozenEstimator": (d.X, d.three),
    "GammaRegressor": (d.X, d.count),
    "HashingVectorizer": (d.texts, None),
    "IsotonicRegression": (d.line, d.value),
    "KernelCenterer": (d.kernel, None),
    "LabelBinarizer": ((d.names, d.names[:5]), None),
    "LabelEncoder": ((d.names, d.names[:5]), None),
    "LatentDirichletAllocation": (d.counts, None),
    "MiniBatchNMF": (d.positive, None),
    "MultiLabelBinarizer": (d.sets, None),
    "MultiOutputClassifier": (d.X, d.targets),
    "MultiOutputRegressor": (d.X, d.values),
    "MultiTaskElasticNet": (d.X, d.values),
    "MultiTaskElasticNetCV": (d.X, d.values),
    "MultiTaskLasso": (d.X, d.values),
    "MultiTaskLassoCV": (d.X, d.values),
    "MultinomialNB": (d.counts, d.three),
    "NMF": (d.positive, None),
    "OneHotEncoder": (d.cells, None),
    "OrdinalEncoder": (d.cells, None),
    "PatchExtractor": (d.images, None),
    "PoissonRegressor": (d.X, d.count),
    "RegressorChain": (d.X, d.values),
    "SelfTrainingClassifier": (d.X, d.partly),
    "SkewedChi2Sampler": (d.positive, None),
    "TargetEncoder": (d.cells, d.value),
    "TfidfTransformer": (d.counts, None),
    "TfidfVectorizer": (d.texts, None),
    "TunedThresholdClassifierCV": (d.X, d.two),
    "LabelPropagation": (d.X, d.partly),
    "LabelSpreading": (d.X, d.partly),
    "PLSCanonical": (d.X, d.values),
    "PLSRegression": (d.X, d.values),
    "PLSSVD": (d.X, d.values),
    "CCA": (d.X, d.values),
}
GIVEN = {"SparseRandomProjection": {"n_components": 3}, "GaussianRandomProjection": {"n_components": 3}}
GIVEN["RandomizedSearchCV"] = {"n_iter": 2}
GIVEN["SelectKBest"] = {"k": 2}
GIVEN["SpectralBiclustering"] = {"n_clusters": 2}
GIVEN["NearestNeighbors"] = {"n_neighbors": 3}
GIVEN["LocalOutlierFactor"] = {"novelty": True}
GIVEN["MDS"] = {"n_init": 1, "max_iter": 20}
GIVEN["TSNE"] = {"perplexity": 5}
# What keeps a number for every pair of rows.
for name in ["AgglomerativeClustering", "ClassicalMDS", "MDS", "SpectralClustering", "SpectralEmbedding"]:
    DATA[name] = (d.few, None)
for name in ["RadiusNeighborsClassifier", "RadiusNeighborsRegressor"]:
    GIVEN[name] = {"radius": 6.0}


def target_of(name, cls):
    if is_regressor_class(cls):
        return d.value
    if is_classifier_class(cls) or name.startswith("Select") or "FeatureSel" in name or name in SUPERVISED:
        return d.three
    return None


SUPERVISED = ["RFE", "RFECV", "NeighborhoodComponentsAnalysis", "GenericUnivariateSelect", "Pipeline"]
SUPERVISED += ["GridSearchCV", "RandomizedSearchCV", "HalvingGridSearchCV", "HalvingRandomSearchCV"]


def is_classifier_class(cls):
    return getattr(cls, "_estimator_type", None) == "classifier" or "Classifier" in mixins(cls)


def is_regressor_class(cls):
    return getattr(cls, "_estimator_type", None) == "regressor" or "Regressor" in mixins(cls)


def mixins(cls):
    return {base.__name__.replace("Mixin", "") for base in cls.__mro__ if base.__name__.endswith("Mixin")}


def make(name, cls):
    arguments = PARAMETERS.get(name, list)()
    known = inspect.signature(cls.__init__).parameters
    given = dict(GIVEN.get(name, {}))
    if "random_state" in known:
        given["random_state"] = 0
    small = next((size for part, size in SMALLER.items() if part in name), None)
    for parameter in ["n_estimators", "max_iter"]:
        if small is not None and parameter in known:
            given[parameter] = small
    return cls(*arguments, **given)


def cases():
    """Cases as fit.py wants them: name, a function that makes the estimator, rows, target.."""
    for name, cls in sorted(ESTIMATORS.items()):
        rows, target = DATA.get(name, (d.X, target_of(name, cls)))
        yield {"name": name, "make": lambda name=name, cls=cls: make(name, cls), "rows": rows, "target": target}
