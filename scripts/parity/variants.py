"""What else estimators can be: other parameters, labels, rows, several outputs, estimators inside estimators."""

import samples as d
from namespace import s

CASES = []


def case(name, make, rows=d.X, target=None, **more):
    """more: `fit` (further arguments of fit), `grade`, `asked` (what is asked instead of the unseen rows)."""
    CASES.append({"name": name, "make": make, "rows": rows, "target": target, **more})


def cases():
    return CASES


def each(name, values, make, rows=d.X, target=None, **more):
    for value in values:
        case(f"{name}: {value}", lambda value=value: make(value), rows, target, **more)


def tree(**parameters):
    return s.DecisionTreeClassifier(**{"max_depth": 3, "random_state": 0, **parameters})


def twig(**parameters):
    return s.DecisionTreeRegressor(**{"max_depth": 3, "random_state": 0, **parameters})


def forest(**parameters):
    return s.RandomForestClassifier(**{"n_estimators": 4, "max_depth": 3, "random_state": 0, **parameters})


# Labels of every kind, for classifiers of every kind.
LABELS = {
    "str": d.names,
    "object": d.objects,
    "yes and no": d.yes_no,
    "bool": d.booleans,
    "reals": d.reals,
    "signs": d.signs,
    "uint8": d.three.astype("uint8"),
}
CLASSIFIERS = {
    "tree": tree,
    "forest": forest,
    "boosting": lambda: s.GradientBoostingClassifier(n_estimators=3, random_state=0),
    "hist": lambda: s.HistGradientBoostingClassifier(max_iter=3),
    "ada": lambda: s.AdaBoostClassifier(n_estimators=3, random_state=0),
    "bagging": lambda: s.BaggingClassifier(n_estimators=3, random_state=0),
    "logistic": lambda: s.LogisticRegression(),
    "SVC": lambda: s.SVC(probability=True, random_state=0),
    "linear SVC": lambda: s.LinearSVC(random_state=0),
    "SGD": lambda: s.SGDClassifier(random_state=0),
    "perceptron": lambda: s.Perceptron(random_state=0),
    "ridge": lambda: s.RidgeClassifier(),
    "neighbours": lambda: s.KNeighborsClassifier(3),
    "bayes": lambda: s.GaussianNB(),
    "LDA": lambda: s.LinearDiscriminantAnalysis(),
    "QDA": lambda: s.QuadraticDiscriminantAnalysis(),
    "MLP": lambda: s.MLPClassifier(hidden_layer_sizes=(5,), max_iter=30, random_state=0),
    "process": lambda: s.GaussianProcessClassifier(),
    "centroid": lambda: s.NearestCentroid(),
    "propagation": lambda: s.LabelSpreading(),
    "dummy": lambda: s.DummyClassifier(strategy="most_frequent"),
}
for kind, make in CLASSIFIERS.items():
    for label, target in LABELS.items():
        case(f"{kind}, {label}", make, d.X, target)

# Several outputs and several labels.
case("tree, outputs", tree, d.X, d.targets)
case("tree, named outputs", tree, d.X, d.named_targets)
case("tree, labels", tree, d.X, d.labels)
case("forest, outputs", forest, d.X, d.targets)
case("forest, named outputs", forest, d.X, d.named_targets)
case("extra trees, labels", lambda: s.ExtraTreesClassifier(n_estimators=3, max_depth=3, random_state=0), d.X, d.labels)
case("forest regressor, outputs", lambda: s.RandomForestRegressor(n_estimators=3, max_depth=3, random_state=0), d.X, d.values)
case("tree regressor, outputs", twig, d.X, d.values)
case("neighbours, outputs", lambda: s.KNeighborsClassifier(3), d.X, d.targets)
case("neighbours, labels", lambda: s.KNeighborsClassifier(3, weights="distance"), d.X, d.labels)
case("neighbours regressor, outputs", lambda: s.KNeighborsRegressor(3), d.X, d.values)
case("radius, outputs", lambda: s.RadiusNeighborsClassifier(6.0), d.X, d.targets)
case("radius regressor, outputs", lambda: s.RadiusNeighborsRegressor(6.0), d.X, d.values)
case("linear, outputs", lambda: s.LinearRegression(), d.X, d.values)
case("ridge, outputs", lambda: s.Ridge(alpha=s.np.array([0.1, 1.0])), d.X, d.values)
case("ridge classifier, labels", lambda: s.RidgeClassifier(), d.X, d.labels)
case("MLP, labels", lambda: s.MLPClassifier(hidden_layer_sizes=(5,), max_iter=30, random_state=0), d.X, d.labels)
case("MLP regressor, outputs", lambda: s.MLPRegressor(hidden_layer_sizes=(5,), max_iter=30, random_state=0), d.X, d.values)
case("kernel ridge, outputs", lambda: s.KernelRidge(kernel="rbf", gamma=0.3), d.X, d.values)
case("dummy, outputs", lambda: s.DummyClassifier(strategy="most_frequent"), d.X, d.named_targets)
case("dummy regressor, outputs", lambda: s.DummyRegressor(), d.X, d.values)
case("one vs rest, labels", lambda: s.OneVsRestClassifier(s.LinearSVC(random_state=0)), d.X, d.labels)
case("multi-output, named", lambda: s.MultiOutputClassifier(tree()), d.X, d.named_targets)
case("multi-output SVC", lambda: s.MultiOutputClassifier(s.SVC()), d.X, d.targets)
case("multi-output regressor", lambda: s.MultiOutputRegressor(s.SVR()), d.X, d.values)
each("chain", [None, [2, 0, 1], "random"], lambda order: s.ClassifierChain(s.LogisticRegression(), order=order, random_state=0), d.X, d.labels)
case("chain, folds", lambda: s.ClassifierChain(tree(), cv=3), d.X, d.labels)
case("chain of SVC", lambda: s.ClassifierChain(s.LinearSVC(random_state=0)), d.X, d.labels)
case("chain method", lambda: s.ClassifierChain(s.LogisticRegression(), chain_method="predict_log_proba"), d.X, d.labels)
each("regressor chain", [None, [1, 0]], lambda order: s.RegressorChain(s.Ridge(), order=order), d.X, d.values)
case("regressor chain, folds", lambda: s.RegressorChain(twig(), cv=3), d.X, d.values)

# Rows of other kinds.
for kind, make in CLASSIFIERS.items():
    case(f"{kind}, frame", make, d.frames, d.three)
for kind in ["tree", "forest", "logistic", "SVC", "linear SVC", "SGD", "ridge", "neighbours", "MLP", "dummy", "perceptron"]:
    case(f"{kind}, sparse", CLASSIFIERS[kind], d.sparse, d.three)
    case(f"{kind}, float32", CLASSIFIERS[kind], d.single, d.three, grade=1e-4)
for kind in ["tree", "forest", "hist", "bagging"]:
    case(f"{kind}, missing", CLASSIFIERS[kind], d.missing, d.three)
case("hist regressor, missing", lambda: s.HistGradientBoostingRegressor(max_iter=4), d.missing, d.value)
case("forest regressor, missing", lambda: s.RandomForestRegressor(n_estimators=3, random_state=0), d.missing, d.value)
case("extra tree, missing", lambda: s.ExtraTreeRegressor(random_state=0), d.missing, d.value)
each("hist, categories", [[1], [True, True, False, True]], lambda which: s.HistGradientBoostingClassifier(max_iter=4, categorical_features=which, min_samples_leaf=3), (d.whole[0] + 3, d.whole[1] + 3), d.three)

# Weights of samples and of classes, jobs.
for kind in ["tree", "forest", "ada", "bagging", "logistic", "SVC", "linear SVC", "SGD", "ridge", "bayes", "boosting", "hist"]:
    case(f"{kind}, weights", CLASSIFIERS[kind], d.X, d.three, fit={"sample_weight": d.weights})
case("tree, balanced", lambda: tree(class_weight="balanced"), d.X, d.names)
case("logistic, class weights", lambda: s.LogisticRegression(class_weight={0: 1, 1: 2, 2: 3}), d.X, d.three)
case("forest, jobs", lambda: forest(n_jobs=2), d.X, d.three)
case("neighbours, jobs", lambda: s.KNeighborsClassifier(n_jobs=2), d.X, d.three)

# Trees.
each("tree criterion", ["gini", "entropy", "log_loss"], lambda name: tree(criterion=name), d.X, d.three)
each("tree regressor criterion", ["mse", "mae", "squared_error", "absolute_error", "poisson", "friedman_mse"], lambda name: twig(criterion=name), d.X, d.count)
case("tree, pruned", lambda: tree(max_depth=None, ccp_alpha=0.02), d.X, d.three)
case("tree, leaves", lambda: tree(max_leaf_nodes=4, splitter="random"), d.X, d.three)
case("tree, monotonic", lambda: tree(monotonic_cst=[1, 0, -1, 0]), d.X, d.two)
case("boosting regressor", lambda: s.GradientBoostingRegressor(n_estimators=4, random_state=0), d.X, d.value)
each("boosting loss", ["deviance", "log_loss", "exponential"], lambda loss: s.GradientBoostingClassifier(loss=loss, n_estimators=3, random_state=0), d.X, d.yes_no)
each("boosting regressor loss", ["ls", "lad", "squared_error", "absolute_error", "huber", "quantile"], lambda loss: s.GradientBoostingRegressor(loss=loss, n_estimators=4, random_state=0), d.X, d.value)
# The first model of the sum is given float32 rows.
case("boosting, init", lambda: s.GradientBoostingClassifier(n_estimators=3, init=s.LogisticRegression(), random_state=0), d.X, d.three, grade=1e-5)
case("boosting, init zero", lambda: s.GradientBoostingRegressor(n_estimators=3, init="zero"), d.X, d.value)
each("hist loss", ["squared_error", "absolute_error", "poisson", "gamma", "least_squares"], lambda loss: s.HistGradientBoostingRegressor(loss=loss, max_iter=3), d.X, d.count)
case("hist, quantile", lambda: s.HistGradientBoostingRegressor(loss="quantile", quantile=0.7, max_iter=3), d.X, d.value)
each("ada algorithm", ["SAMME", "SAMME.R"], lambda name: s.AdaBoostClassifier(n_estimators=3, algorithm=name, random_state=0), d.X, d.three)
each("ada regressor", ["linear", "square", "exponential"], lambda loss: s.AdaBoostRegressor(n_estimators=3, loss=loss, random_state=0), d.X, d.value)
for base in ["estimator", "base_estimator"]:
    case(f"ada of SVC ({base})", lambda base=base: s.AdaBoostClassifier(**{base: s.SVC(probability=True)}, n_estimators=2, random_state=0), d.X, d.three)
    case(f"bagging of neighbours ({base})", lambda base=base: s.BaggingClassifier(**{base: s.KNeighborsClassifier(3)}, n_estimators=3, max_features=0.5, random_state=0), d.X, d.names)
    case(f"bagging of ridge ({base})", lambda base=base: s.BaggingRegressor(**{base: s.Ridge()}, n_estimators=3, max_samples=0.6, random_state=0), d.X, d.value)
case("extra trees regressor", lambda: s.ExtraTreesRegressor(n_estimators=3, random_state=0), d.X, d.value)
case("embedding, dense", lambda: s.RandomTreesEmbedding(n_estimators=3, max_depth=2, sparse_output=False, random_state=0))
case("embedding, missing", lambda: s.RandomTreesEmbedding(n_estimators=3, max_depth=2, random_state=0), d.missing)
each("isolation", ["auto", 0.1], lambda share: s.IsolationForest(n_estimators=5, contamination=share, random_state=0))
case("isolation, features", lambda: s.IsolationForest(n_estimators=5, max_features=2, random_state=0))
case("isolation, sparse", lambda: s.IsolationForest(n_estimators=5, random_state=0), d.sparse)

# Linear models.
each("logistic solver", ["lbfgs", "liblinear", "newton-cg", "sag", "saga", "newton-cholesky"], lambda name: s.LogisticRegression(solver=name, random_state=0), d.X, d.two)
each("logistic classes", ["ovr", "multinomial"], lambda name: s.LogisticRegression(multi_class=name), d.X, d.three)
each("logistic penalty", ["l1", "l2", "elasticnet", None, "none"], lambda name: s.LogisticRegression(penalty=name, solver="saga", l1_ratio=0.5 if name == "elasticnet" else None, random_state=0), d.X, d.three)
case("logistic, no intercept", lambda: s.LogisticRegression(fit_intercept=False), d.X, d.names)
each("SGD loss", ["hinge", "log", "log_loss", "modified_huber", "squared_hinge", "perceptron", "huber"], lambda loss: s.SGDClassifier(loss=loss, random_state=0), d.X, d.three)
each("SGD loss, two", ["log", "log_loss", "modified_huber"], lambda loss: s.SGDClassifier(loss=loss, average=True, random_state=0), d.X, d.yes_no)
each("SGD regressor", ["squared_loss", "squared_error", "huber", "epsilon_insensitive"], lambda loss: s.SGDRegressor(loss=loss, random_state=0), d.X, d.value)
each("ridge solver", ["auto", "svd", "cholesky", "lsqr", "sparse_cg", "sag", "saga", "lbfgs"], lambda name: s.Ridge(solver=name, positive=name == "lbfgs", random_state=0) if name == "lbfgs" else s.Ridge(solver=name, random_state=0), d.X, d.value)
case("linear, positive", lambda: s.LinearRegression(positive=True), d.X, d.value)
case("linear, sparse", lambda: s.LinearRegression(), d.sparse, d.value)
case("lasso, sparse", lambda: s.Lasso(alpha=0.1), d.sparse, d.value)
case("elastic net, frame", lambda: s.ElasticNet(alpha=0.1), d.frames, d.value)
each("linear SVC", [("l1", "squared_hinge", False), ("l2", "hinge", True), ("l2", "squared_hinge", False)], lambda p: s.LinearSVC(penalty=p[0], loss=p[1], dual=p[2], random_state=0), d.X, d.three)
case("linear SVC, crammer", lambda: s.LinearSVC(multi_class="crammer_singer", random_state=0), d.X, d.three)
each("GLM power", [0, 1, 1.5, 2, 3], lambda power: s.TweedieRegressor(power=power), d.X, d.count)
case("GLM, identity", lambda: s.TweedieRegressor(power=0, link="identity"), d.X, d.value)
case("ransac of ridge", lambda: s.RANSACRegressor(s.Ridge(), min_samples=8, random_state=0), d.X, d.value)
case("theil-sen", lambda: s.TheilSenRegressor(max_subpopulation=50, random_state=0), d.X, d.value)
case("lars, outputs", lambda: s.Lars(n_nonzero_coefs=2), d.X, d.values)
case("pursuit, outputs", lambda: s.OrthogonalMatchingPursuit(n_nonzero_coefs=2), d.X, d.values)
case("one-class SGD", lambda: s.SGDOneClassSVM(nu=0.2, random_state=0))

# Support vectors.
each("SVC kernel", ["linear", "poly", "rbf", "sigmoid"], lambda name: s.SVC(kernel=name, gamma="scale", random_state=0), d.X, d.three)
each("SVC shape", ["ovo", "ovr"], lambda name: s.SVC(decision_function_shape=name, probability=True, random_state=0), d.X, d.names)
case("SVC, break ties", lambda: s.SVC(break_ties=True), d.X, d.three)
case("SVC, precomputed", lambda: s.SVC(kernel="precomputed"), d.kernel, d.three)
case("nu SVC, probabilities", lambda: s.NuSVC(nu=0.3, probability=True, random_state=0), d.X, d.three)
case("SVR, sparse", lambda: s.SVR(), d.sparse, d.value)
case("nu SVR, poly", lambda: s.NuSVR(kernel="poly", degree=2), d.X, d.value)
case("one-class, sparse", lambda: s.OneClassSVM(nu=0.2), d.sparse)

# Neighbours.
METRICS = ["euclidean", "manhattan", "chebyshev", "cosine", "canberra", "braycurtis", "correlation", "sqeuclidean", "l1", "l2", "cityblock"]
each("neighbours metric", METRICS, lambda name: s.KNeighborsClassifier(3, metric=name), d.X, d.three)
each("neighbours algorithm", ["ball_tree", "kd_tree", "brute"], lambda name: s.KNeighborsRegressor(4, algorithm=name, weights="distance"), d.X, d.value)
each("neighbours p", [1, 1.5, 3], lambda p: s.KNeighborsClassifier(3, p=p), d.X, d.three)
each("neighbours, switches", ["hamming", "jaccard", "dice", "rogerstanimoto", "russellrao", "yule"], lambda name: s.NearestNeighbors(n_neighbors=3, metric=name), tuple(part.astype(bool) for part in d.switches), None)
case("neighbours, mahalanobis", lambda: s.KNeighborsClassifier(3, metric="mahalanobis", metric_params={"VI": s.np.diag([1.0, 2.0, 3.0, 4.0])}, algorithm="brute"), d.X, d.three)
case("neighbours, seuclidean", lambda: s.KNeighborsClassifier(3, metric="seuclidean", metric_params={"V": s.np.array([1.0, 2.0, 3.0, 4.0])}), d.X, d.three)
case("neighbours, haversine", lambda: s.KNeighborsClassifier(3, metric="haversine"), tuple(part[:, :2] for part in d.X), d.three)
case("neighbours, precomputed", lambda: s.KNeighborsClassifier(3, metric="precomputed"), d.distances, d.three)
case("neighbours, nan", lambda: s.KNeighborsClassifier(3, metric="nan_euclidean"), d.missing, d.three)
each("radius, outlier", ["most_frequent", 1], lambda label: s.RadiusNeighborsClassifier(0.8, outlier_label=label), d.X, d.three)
case("radius, distance", lambda: s.RadiusNeighborsRegressor(5.0, weights="distance"), d.X, d.value)
each("neighbours graph", ["distance", "connectivity"], lambda mode: s.KNeighborsTransformer(n_neighbors=3, mode=mode))
each("radius graph", ["distance", "connectivity"], lambda mode: s.RadiusNeighborsTransformer(radius=2.0, mode=mode))
each("density", ["gaussian", "tophat", "epanechnikov", "exponential", "linear", "cosine"], lambda name: s.KernelDensity(kernel=name, bandwidth=2.5))
each("density rule", ["scott", "silverman"], lambda name: s.KernelDensity(bandwidth=name))
each("density tree", ["ball_tree", "kd_tree"], lambda name: s.KernelDensity(algorithm=name, metric="manhattan", bandwidth=1.5))
# Rows of zeros are equally near.
each("neighbours regressor, sparse", ["uniform", "distance"], lambda how: s.KNeighborsRegressor(5, weights=how), d.sparse, d.value)
case("neighbours regressor, whole numbers", lambda: s.KNeighborsRegressor(5, algorithm="brute", metric="manhattan"), d.tied, d.value)
each("outliers", ["euclidean", "manhattan", "cosine"], lambda name: s.LocalOutlierFactor(5, novelty=True, metric=name, contamination=0.1))
case("outliers, missing", lambda: s.LocalOutlierFactor(5, novelty=True, metric="nan_euclidean"), d.missing)
each("centroid metric", ["euclidean", "manhattan"], lambda name: s.NearestCentroid(metric=name), d.X, d.three)
case("centroid, shrunk", lambda: s.NearestCentroid(shrink_threshold=0.3), d.X, d.names)
case("centroid, priors", lambda: s.NearestCentroid(priors="empirical"), d.X, d.names)
each("components", ["pca", "lda", "identity", "random"], lambda init: s.NeighborhoodComponentsAnalysis(2 if init != "identity" else None, init=init, max_iter=5, random_state=0), d.X, d.three)

# Gaussian processes.
k = s.kernels
KERNELS = {
    "RBF": lambda k: k.RBF(1.3),
    "anisotropic": lambda k: k.RBF([1.0, 2.0, 0.5, 3.0]),
    "Matern 0.5": lambda k: k.Matern(1.5, nu=0.5),
    "Matern 1.5": lambda k: k.Matern(1.5, nu=1.5),
    "Matern 2.5": lambda k: k.Matern([1.0, 2.0, 0.5, 3.0], nu=2.5),
    "Matern 0.9": lambda k: k.Matern(1.5, nu=0.9),
    "Matern inf": lambda k: k.Matern(1.5, nu=s.np.inf),
    "rational": lambda k: k.RationalQuadratic(1.2, 0.7),
    "periodic": lambda k: k.ExpSineSquared(2.0, 3.0) + k.WhiteKernel(9.0),
    "dot": lambda k: k.DotProduct(0.7),
    "sum": lambda k: k.RBF(1.0) + k.WhiteKernel(0.1),
    "product": lambda k: 2.0 * k.RBF(1.0) * k.DotProduct() + k.ConstantKernel(0.5),
    "power": lambda k: k.DotProduct() ** 2 + k.WhiteKernel(0.3),
    "compound": lambda k: k.ConstantKernel(1.0, "fixed") * k.RationalQuadratic() + k.Matern() * 0.3 + k.WhiteKernel(0.1),
    "pairwise": lambda k: k.PairwiseKernel(0.5, metric="rbf"),
    "pairwise laplacian": lambda k: k.PairwiseKernel(0.5, metric="laplacian"),
}
for name, kernel in KERNELS.items():
    # Until 0.23 deviations came from an inverted matrix, which costs digits.
    case(f"process regressor, {name}", lambda kernel=kernel: s.GaussianProcessRegressor(kernel(k), optimizer=None, alpha=1e-2), d.X, d.value, grade=1e-8)
    case(f"process classifier, {name}", lambda kernel=kernel: s.GaussianProcessClassifier(kernel(k), optimizer=None), d.X, d.two)
case("process regressor, optimised", lambda: s.GaussianProcessRegressor(k.RBF() + k.WhiteKernel(), n_restarts_optimizer=1, random_state=0), d.X, d.value)
case("process regressor, normalized", lambda: s.GaussianProcessRegressor(k.RBF() + k.WhiteKernel(), normalize_y=True), d.X, d.value)
case("process regressor, outputs", lambda: s.GaussianProcessRegressor(k.RBF() + k.WhiteKernel(), normalize_y=True), d.X, d.values)
case("process regressor, alphas", lambda: s.GaussianProcessRegressor(alpha=d.weights), d.X, d.value)
case("process classifier, pairs", lambda: s.GaussianProcessClassifier(k.RBF(2.0), multi_class="one_vs_one"), d.X, d.names)
case("process classifier, rest", lambda: s.GaussianProcessClassifier(1.0 * k.RBF(2.0), n_restarts_optimizer=1, random_state=0), d.X, d.names)

# Kernels elsewhere.
NAMED = ["linear", "poly", "polynomial", "rbf", "sigmoid", "laplacian", "cosine"]
each("kernel ridge", NAMED, lambda name: s.KernelRidge(kernel=name, alpha=0.5), d.X, d.value)
each("kernel ridge", ["chi2", "additive_chi2"], lambda name: s.KernelRidge(kernel=name, gamma=0.5), d.positive, d.value)
case("kernel ridge, parameters", lambda: s.KernelRidge(kernel="poly", gamma=0.3, degree=2, coef0=0.5), d.X, d.value)
case("kernel ridge, sparse", lambda: s.KernelRidge(kernel="rbf"), d.sparse, d.value)
case("kernel ridge, precomputed", lambda: s.KernelRidge(kernel="precomputed"), d.kernel, d.value)
case("kernel ridge, weights", lambda: s.KernelRidge(kernel="rbf"), d.X, d.value, fit={"sample_weight": d.weights})
case("kernel ridge, process kernel", lambda: s.KernelRidge(kernel=k.RBF(1.5)), d.X, d.value)
each("Nystroem", NAMED, lambda name: s.Nystroem(kernel=name, n_components=6, random_state=0))
case("Nystroem, parameters", lambda: s.Nystroem(kernel="poly", gamma=0.2, coef0=1, degree=2, n_components=6, random_state=0))
case("Nystroem, precomputed", lambda: s.Nystroem(kernel="precomputed", n_components=d.ROWS, random_state=0), d.kernel)
each("Fourier gamma", [0.3, "scale"], lambda gamma: s.RBFSampler(gamma=gamma, n_components=5, random_state=0))
each("sketch degree", [1, 2, 3], lambda degree: s.PolynomialCountSketch(degree=degree, coef0=0.5, n_components=6, random_state=0))
each("additive chi2 steps", [1, 2, 3], lambda steps: s.AdditiveChi2Sampler(sample_steps=steps), d.positive)
case("additive chi2, sparse", lambda: s.AdditiveChi2Sampler(), d.sparse_positive)
case("skewed chi2", lambda: s.SkewedChi2Sampler(skewedness=0.3, n_components=5, random_state=0), d.positive)
each("kernel PCA", ["linear", "poly", "rbf", "sigmoid", "cosine", "laplacian"], lambda name: s.KernelPCA(2, kernel=name))
case("kernel PCA, inverse", lambda: s.KernelPCA(2, kernel="rbf", fit_inverse_transform=True))
case("kernel PCA, precomputed", lambda: s.KernelPCA(2, kernel="precomputed"), d.kernel)
case("kernel PCA, sparse", lambda: s.KernelPCA(2, kernel="rbf"), d.sparse)
each("propagation kernel", ["knn", "rbf"], lambda name: s.LabelPropagation(kernel=name, n_neighbors=5), d.X, d.partly)
case("propagation, sparse", lambda: s.LabelPropagation(kernel="knn"), d.sparse, d.partly)
each("spreading kernel", ["knn", "rbf"], lambda name: s.LabelSpreading(kernel=name, n_neighbors=5), d.X, d.partly)
for criterion in ["threshold", "k_best"]:
    case(f"self-training, {criterion}", lambda criterion=criterion: s.SelfTrainingClassifier(s.SVC(probability=True, random_state=0), criterion=criterion), d.X, d.partly_two)

# Manifolds.
each("isomap", ["auto", "brute", "kd_tree", "ball_tree"], lambda name: s.Isomap(n_neighbors=6, neighbors_algorithm=name))
each("isomap metric", ["manhattan", "cosine"], lambda name: s.Isomap(n_neighbors=6, metric=name))
case("isomap, components", lambda: s.Isomap(n_neighbors=8, n_components=3), d.frames)
case("isomap, radius", lambda: s.Isomap(n_neighbors=None, radius=3.5))
case("isomap, sparse", lambda: s.Isomap(n_neighbors=8), d.sparse)
case("isomap, precomputed", lambda: s.Isomap(n_neighbors=8, metric="precomputed"), d.distances)
each("locally linear", ["standard", "modified", "hessian", "ltsa"], lambda name: s.LocallyLinearEmbedding(n_neighbors=8, method=name, eigen_solver="dense", random_state=0))
each("locally linear search", ["brute", "kd_tree", "ball_tree"], lambda name: s.LocallyLinearEmbedding(n_neighbors=6, neighbors_algorithm=name, eigen_solver="dense", random_state=0))

# Outliers and covariances.
each("envelope", [0.1, 0.3], lambda share: s.EllipticEnvelope(contamination=share, random_state=0))
case("envelope, centred", lambda: s.EllipticEnvelope(assume_centered=True, random_state=0), d.frames)

# Decomposition, mixture, clustering.
each("PCA", [2, 0.9, "mle", None], lambda n: s.PCA(n))
case("PCA, whitened", lambda: s.PCA(2, whiten=True))
case("PCA, sparse", lambda: s.PCA(2, svd_solver="arpack", random_state=0), d.sparse)
case("incremental PCA, whitened", lambda: s.IncrementalPCA(2, whiten=True))
each("truncated SVD", ["randomized", "arpack"], lambda name: s.TruncatedSVD(2, algorithm=name, random_state=0), d.sparse)
each("ICA", ["arbitrary-variance", "unit-variance", False], lambda how: s.FastICA(3, whiten=how, random_state=0) if how else s.FastICA(whiten=False, random_state=0))
each("factors", [None, "varimax", "quartimax"], lambda how: s.FactorAnalysis(2, rotation=how))
for solver, loss in [("cd", "frobenius"), ("mu", "frobenius"), ("mu", "kullback-leibler"), ("mu", "itakura-saito")]:
    case(f"NMF, {solver}, {loss}", lambda solver=solver, loss=loss: s.NMF(2, solver=solver, beta_loss=loss, init="nndsvda", random_state=0, max_iter=500), d.positive)
case("NMF, penalties", lambda: s.NMF(2, alpha_W=0.01, l1_ratio=0.5, random_state=0), d.positive)
case("NMF, old penalties", lambda: s.NMF(2, alpha=0.01, l1_ratio=0.5, random_state=0), d.positive)
case("NMF, sparse", lambda: s.NMF(2, random_state=0), d.sparse_positive)
each("small batch NMF", ["frobenius", "kullback-leibler"], lambda loss: s.MiniBatchNMF(2, beta_loss=loss, batch_size=16, random_state=0), d.positive)
CODERS = ["lasso_lars", "lasso_cd", "lars", "omp", "threshold"]
each("dictionary", CODERS, lambda name: s.DictionaryLearning(3, transform_algorithm=name, max_iter=5, transform_alpha=0.3 if name != "omp" else None, random_state=0))
each("coder", CODERS, lambda name: s.SparseCoder(s.np.linalg.qr(d.X[0].T)[0].T.copy(), transform_algorithm=name, transform_alpha=0.3 if name != "omp" else None))
case("coder, split", lambda: s.SparseCoder(s.np.linalg.qr(d.X[0].T)[0].T.copy(), transform_algorithm="threshold", split_sign=True))
case("coder, positive", lambda: s.SparseCoder(s.np.linalg.qr(d.X[0].T)[0].T.copy(), transform_algorithm="lasso_cd", positive_code=True))
case("small batch dictionary", lambda: s.MiniBatchDictionaryLearning(3, transform_algorithm="lasso_lars", transform_alpha=0.1, random_state=0))
each("allocation", ["batch", "online"], lambda how: s.LatentDirichletAllocation(3, learning_method=how, random_state=0), d.counts)
COVARIANCES = ["full", "tied", "diag", "spherical"]
each("mixture", COVARIANCES, lambda kind: s.GaussianMixture(2, covariance_type=kind, random_state=0))
each("Bayesian mixture", COVARIANCES, lambda kind: s.BayesianGaussianMixture(n_components=2, covariance_type=kind, random_state=0))
case("Bayesian mixture, Dirichlet", lambda: s.BayesianGaussianMixture(n_components=3, weight_concentration_prior_type="dirichlet_distribution", random_state=0))
each("k-means", ["lloyd", "elkan", "full"], lambda name: s.KMeans(3, algorithm=name, n_init=2, random_state=0))
case("k-means, sparse", lambda: s.KMeans(3, n_init=2, random_state=0), d.sparse)
case("bisecting, sparse", lambda: s.BisectingKMeans(3, random_state=0), d.sparse)
case("birch, clusters", lambda: s.Birch(n_clusters=s.AgglomerativeClustering(2), threshold=0.6))
case("affinity, precomputed", lambda: s.AffinityPropagation(affinity="precomputed", random_state=0), d.kernel)
case("agglomeration, pooled", lambda: s.FeatureAgglomeration(2, pooling_func=s.np.median))

# Preprocessing, imputation, selection, text.
each("scaler, sparse", ["StandardScaler", "MaxAbsScaler", "RobustScaler"], lambda name: getattr(s, name)(**({} if name == "MaxAbsScaler" else {"with_mean": False} if name == "StandardScaler" else {"with_centering": False})), d.sparse)
each("scaler, frame", ["StandardScaler", "MaxAbsScaler", "RobustScaler", "MinMaxScaler", "QuantileTransformer", "PowerTransformer"], lambda name: getattr(s, name)(), d.frames)
case("scaler, missing", lambda: s.StandardScaler(), d.missing)
case("range, clipped", lambda: s.MinMaxScaler((-1, 1), clip=True))
case("process on float32", lambda: s.GaussianProcessRegressor(alpha=0.1), d.single, d.value, grade=1e-5)
each("norm", ["l1", "l2", "max"], lambda norm: s.Normalizer(norm=norm))
each("bins", ["onehot", "onehot-dense", "ordinal"], lambda how: s.KBinsDiscretizer(3, encode=how))
each("bins strategy", ["uniform", "quantile", "kmeans"], lambda how: s.KBinsDiscretizer(3, encode="ordinal", strategy=how, random_state=0))
each("quantiles", ["uniform", "normal"], lambda how: s.QuantileTransformer(n_quantiles=10, output_distribution=how, random_state=0))
each("power", ["yeo-johnson", "box-cox"], lambda how: s.PowerTransformer(how), d.positive)
case("polynomial, sparse", lambda: s.PolynomialFeatures(2), d.sparse)
case("polynomial, interactions", lambda: s.PolynomialFeatures(3, interaction_only=True, include_bias=False), d.frames)
case("polynomial, range", lambda: s.PolynomialFeatures((2, 3)))
each("spline", ["constant", "linear", "continue", "periodic", "error"], lambda how: s.SplineTransformer(extrapolation=how), (d.X[0], d.X[0][:9] * 0.9))
case("spline, sparse", lambda: s.SplineTransformer(sparse_output=True))
case("spline, quantiles", lambda: s.SplineTransformer(knots="quantile", degree=2, include_bias=False))
each("one-hot", ["error", "ignore"], lambda how: s.OneHotEncoder(handle_unknown=how), d.cells)
case("one-hot, infrequent", lambda: s.OneHotEncoder(min_frequency=14, handle_unknown="infrequent_if_exist"), d.cells)
case("one-hot, dropped", lambda: s.OneHotEncoder(drop="first"), d.cells)
case("one-hot, if binary", lambda: s.OneHotEncoder(drop="if_binary"), d.codes)
case("one-hot, numbers", lambda: s.OneHotEncoder(), d.codes)
case("one-hot, frame", lambda: s.OneHotEncoder(handle_unknown="ignore"), d.mixed)
case("ordinal, unknown", lambda: s.OrdinalEncoder(handle_unknown="use_encoded_value", unknown_value=-1), d.cells)
case("ordinal, infrequent", lambda: s.OrdinalEncoder(min_frequency=14, handle_unknown="use_encoded_value", unknown_value=-1), d.cells)
case("target encoder, two", lambda: s.TargetEncoder(random_state=0), d.cells, d.yes_no)
case("target encoder, classes", lambda: s.TargetEncoder(random_state=0), d.cells, d.names)
case("binarizer, sparse", lambda: s.Binarizer(threshold=0.5), d.sparse)
case("labels, sparse", lambda: s.LabelBinarizer(sparse_output=True), (d.names, d.names[:5]))
case("labels, two", lambda: s.LabelBinarizer(neg_label=-1), (d.yes_no, d.yes_no[:5]))
case("label numbers", lambda: s.LabelEncoder(), (d.three, d.three[:5]))
case("label sets, sparse", lambda: s.MultiLabelBinarizer(sparse_output=True), d.sets)
case("label sets, classes", lambda: s.MultiLabelBinarizer(classes=["z", "y", "x"]), d.sets)
each("function", [None, "log1p", "expm1", "sqrt"], lambda name: s.FunctionTransformer(getattr(s.np, name) if name else None), d.positive)
each("impute", ["mean", "median", "most_frequent", "constant"], lambda how: s.SimpleImputer(strategy=how), d.missing)
case("impute, indicator", lambda: s.SimpleImputer(add_indicator=True), d.missing)
case("impute, words", lambda: s.SimpleImputer(strategy="most_frequent"), d.cells)
each("impute neighbours", ["uniform", "distance"], lambda how: s.KNNImputer(n_neighbors=3, weights=how), d.missing)
each("iterative", ["mean", "median"], lambda how: s.IterativeImputer(initial_strategy=how, random_state=0, max_iter=3), d.missing, grade=1e-6)
case("iterative of trees", lambda: s.IterativeImputer(twig(), random_state=0, max_iter=2), d.missing)
each("indicator", ["missing-only", "all"], lambda which: s.MissingIndicator(features=which), d.missing)
case("selection, RFE of SVR", lambda: s.RFE(s.SVR(kernel="linear"), n_features_to_select=2), d.X, d.value)
case("selection, from forest", lambda: s.SelectFromModel(forest(), threshold="median"), d.frames, d.three)
case("selection, from lasso", lambda: s.SelectFromModel(s.Lasso(alpha=0.1)), d.X, d.value)
each("selection", [1, "all"], lambda count: s.SelectKBest(k=count), d.frames, d.three)
each("univariate", ["percentile", "k_best", "fpr", "fdr", "fwe"], lambda mode: s.GenericUnivariateSelect(mode=mode, param=1 if mode == "k_best" else 30 if mode == "percentile" else 0.2), d.X, d.three)
each("words", [{}, {"ngram_range": (1, 2)}, {"binary": True}, {"analyzer": "char", "ngram_range": (2, 3)}, {"analyzer": "char_wb", "ngram_range": (2, 2)}, {"stop_words": "english"}, {"max_features": 4}, {"lowercase": False}], lambda p: s.CountVectorizer(**p), d.texts)
each("tfidf", [{}, {"sublinear_tf": True}, {"norm": "l1"}, {"use_idf": False}, {"smooth_idf": False}, {"norm": None}], lambda p: s.TfidfVectorizer(**p), d.texts)
each("hashed words", [{}, {"norm": "l1"}, {"alternate_sign": False}], lambda p: s.HashingVectorizer(n_features=64, **p), d.texts)
case("dict, dense", lambda: s.DictVectorizer(sparse=False), d.records)
case("hashed dict", lambda: s.FeatureHasher(n_features=16), d.records)
case("hashed words lists", lambda: s.FeatureHasher(n_features=16, input_type="string"), d.sets)

# Estimators inside estimators.
logistic = lambda: s.LogisticRegression()  # noqa: E731
case("pipeline, text", lambda: s.Pipeline([("words", s.TfidfVectorizer()), ("model", s.LinearSVC(random_state=0))]), d.texts, d.names)
case("pipeline, text and SVD", lambda: s.Pipeline([("words", s.CountVectorizer()), ("svd", s.TruncatedSVD(2, random_state=0)), ("model", s.KNeighborsClassifier(3))]), d.texts, d.names)
case("pipeline, passthrough", lambda: s.Pipeline([("a", "passthrough"), ("b", s.StandardScaler()), ("c", s.SVC(probability=True, random_state=0))]), d.frames, d.booleans)
case("pipeline, transformer", lambda: s.Pipeline([("a", s.StandardScaler()), ("b", s.PCA(2))]), d.frames)
case("pipeline, search", lambda: s.GridSearchCV(s.Pipeline([("a", s.StandardScaler()), ("b", s.SVC())]), {"b__C": [0.1, 1]}, cv=3), d.X, d.names)


def columns(**more):
    encode = s.Pipeline([("fill", s.SimpleImputer(strategy="most_frequent")), ("code", s.OneHotEncoder(handle_unknown="ignore"))])
    scale = s.Pipeline([("fill", s.SimpleImputer()), ("scale", s.StandardScaler())])
    return s.ColumnTransformer([("words", encode, ["colour", "size"]), ("numbers", scale, ["age", "fare"])], **more)


case("columns", lambda: columns(), d.mixed)
case("columns, remainder", lambda: s.ColumnTransformer([("words", s.OrdinalEncoder(), ["size", "colour"])], remainder="passthrough"), d.mixed)
case("columns, forest", lambda: s.Pipeline([("columns", columns()), ("model", forest())]), d.mixed, d.names)
case("columns, process", lambda: s.Pipeline([("columns", columns()), ("model", s.GaussianProcessRegressor(alpha=0.1))]), d.mixed, d.value)
case("columns, search", lambda: s.RandomizedSearchCV(s.Pipeline([("columns", columns()), ("model", s.Ridge())]), {"model__alpha": [0.1, 1]}, n_iter=2, cv=3, random_state=0), d.mixed, d.value)
case("union, weighted", lambda: s.FeatureUnion([("a", s.PCA(2)), ("b", s.StandardScaler())], transformer_weights={"a": 2.0}), d.frames)
BASES = {"tree": tree, "logistic": logistic, "SVC": lambda: s.SVC(), "bayes": lambda: s.GaussianNB(), "neighbours": lambda: s.KNeighborsClassifier(3), "linear SVC": lambda: s.LinearSVC(random_state=0)}
for kind, base in BASES.items():
    case(f"one vs one of {kind}", lambda base=base: s.OneVsOneClassifier(base()), d.X, d.names)
    case(f"one vs rest of {kind}", lambda base=base: s.OneVsRestClassifier(base()), d.X, d.names)
    case(f"codes of {kind}", lambda base=base: s.OutputCodeClassifier(base(), code_size=2, random_state=0), d.X, d.names)
    for method in ["sigmoid", "isotonic", "temperature"]:
        case(f"calibrated {kind}, {method}", lambda base=base, method=method: s.CalibratedClassifierCV(base(), method=method, cv=3), d.X, d.three)
    case(f"calibrated {kind}, not an ensemble", lambda base=base: s.CalibratedClassifierCV(base(), cv=3, ensemble=False), d.X, d.two)
    case(f"fixed threshold of {kind}", lambda base=base: s.FixedThresholdClassifier(base(), threshold=0.4), d.X, d.yes_no)
    case(f"tuned threshold of {kind}", lambda base=base: s.TunedThresholdClassifierCV(base(), cv=3, random_state=0, scoring="accuracy"), d.X, d.two)
    case(f"frozen {kind}", lambda base=base: s.FrozenEstimator(base().fit(d.X[0], d.three)), d.X, d.three)
for voting in ["hard", "soft"]:
    case(f"voting, {voting}", lambda voting=voting: s.VotingClassifier([("a", tree()), ("b", logistic()), ("c", "drop")], voting=voting, weights=None), d.X, d.names)
    case(f"voting, {voting}, weights", lambda voting=voting: s.VotingClassifier([("a", tree()), ("b", logistic())], voting=voting, weights=[2, 1], flatten_transform=False), d.X, d.names)
case("voting regressor, weights", lambda: s.VotingRegressor([("a", twig()), ("b", s.Ridge())], weights=[1, 3]), d.X, d.value)
each("stacking", ["auto", "predict_proba", "predict"], lambda how: s.StackingClassifier([("a", tree()), ("b", logistic())], s.SVC(), stack_method=how, cv=3), d.X, d.names)
case("stacking, passthrough", lambda: s.StackingClassifier([("a", tree()), ("b", s.LinearSVC(random_state=0))], passthrough=True, cv=3), d.X, d.three)
case("stacking regressor", lambda: s.StackingRegressor([("a", twig()), ("b", s.Ridge())], s.GaussianProcessRegressor(alpha=0.1), passthrough=True, cv=3), d.X, d.value)
case("target, logarithm", lambda: s.TransformedTargetRegressor(s.Ridge(), func=s.np.log1p, inverse_func=s.np.expm1), d.X, d.count)
case("target, scaler", lambda: s.TransformedTargetRegressor(s.SVR(), transformer=s.StandardScaler()), d.X, d.value)
case("target, outputs", lambda: s.TransformedTargetRegressor(s.KernelRidge(), transformer=s.StandardScaler()), d.X, d.values)
case("output as frame", lambda: s.StandardScaler().set_output(transform="pandas"), d.frames)
case("output of pipeline as frame", lambda: s.Pipeline([("a", s.StandardScaler()), ("b", s.PCA(2))]).set_output(transform="pandas"), d.frames)
case("output of columns as frame", lambda: columns(sparse_threshold=0).set_output(transform="default"), d.mixed)

# Targets and parameters as people hand them over.
for kind in ["tree", "forest", "logistic", "hist", "SVC", "bayes", "neighbours", "MLP"]:
    case(f"{kind}, Series", CLASSIFIERS[kind], d.frames, d.named)
    case(f"{kind}, category", CLASSIFIERS[kind], d.frames, d.categorical)
    case(f"{kind}, integers", CLASSIFIERS[kind], d.whole, d.three.astype("int8"))
    case(f"{kind}, float32 labels", CLASSIFIERS[kind], d.X, d.three.astype("float32"))
for kind, make in {"forest": lambda: s.RandomForestRegressor(n_estimators=3, random_state=0), "linear": lambda: s.LinearRegression(), "neighbours": lambda: s.KNeighborsRegressor(3), "process": lambda: s.GaussianProcessRegressor(alpha=0.1)}.items():
    case(f"{kind}, frame of targets", make, d.frames, d.value_frame)
    case(f"{kind}, column of targets", make, d.X, d.value[:, s.np.newaxis])
    case(f"{kind}, whole targets", make, d.X, d.count.astype(int))
np = s.np
case("numpy parameters", lambda: s.RandomForestClassifier(n_estimators=np.int64(3), max_depth=np.int32(2), max_features=np.float64(0.5), bootstrap=np.bool_(True), random_state=0), d.X, d.three)
case("numpy parameters of SVC", lambda: s.SVC(C=np.float64(0.5), gamma=np.float32(0.3), degree=np.int64(2)), d.X, d.three)
case("numpy parameters of a ridge", lambda: s.Ridge(alpha=np.float32(0.5)), d.X, d.value)
case("random state", lambda: s.RandomForestClassifier(n_estimators=3, random_state=np.random.RandomState(3)), d.X, d.three)
case("named functions as parameters", lambda: s.FunctionTransformer(np.log1p, inverse_func=np.expm1, check_inverse=False), d.positive)

# Ensembles grown in other ways.
case("forest, out of bag", lambda: forest(n_estimators=20, oob_score=True, max_samples=0.7), d.X, d.three)
case("forest, warm", lambda: forest(warm_start=True, class_weight="balanced_subsample"), d.X, d.names)
case("extra trees, bootstrap", lambda: s.ExtraTreesClassifier(n_estimators=3, bootstrap=True, random_state=0), d.X, d.names)
case("boosting, stopped", lambda: s.GradientBoostingClassifier(n_estimators=30, n_iter_no_change=2, subsample=0.8, random_state=0), d.X, d.three)
case("boosting, two", lambda: s.GradientBoostingClassifier(n_estimators=3, max_features=2, random_state=0), d.X, d.booleans)
case("boosting, sparse", lambda: s.GradientBoostingRegressor(n_estimators=3, random_state=0), d.sparse, d.value)
case("hist, stopped", lambda: s.HistGradientBoostingClassifier(max_iter=20, early_stopping=True, random_state=0), d.X, d.names)
case("hist, two", lambda: s.HistGradientBoostingClassifier(max_iter=3), d.X, d.yes_no)
case("hist, binary_crossentropy", lambda: s.HistGradientBoostingClassifier(max_iter=3, loss="binary_crossentropy"), d.X, d.two)
case("hist, monotonic", lambda: s.HistGradientBoostingRegressor(max_iter=3, monotonic_cst=[1, 0, -1, 0]), d.X, d.value)
case("hist, named monotonic", lambda: s.HistGradientBoostingRegressor(max_iter=3, monotonic_cst={"age": 1}), d.frames, d.value)
case("hist, interactions", lambda: s.HistGradientBoostingRegressor(max_iter=3, interaction_cst="no_interactions"), d.X, d.value)
case("hist, balanced", lambda: s.HistGradientBoostingClassifier(max_iter=3, class_weight="balanced"), d.X, d.three)
for how in ["from_dtype", ["colour"]]:
    case(f"hist, categories of a frame: {how}", lambda how=how: s.HistGradientBoostingClassifier(max_iter=4, categorical_features=how, min_samples_leaf=3), tuple(part[["colour", "age", "fare"]] for part in d.labelled), d.three)
case("ada of logistic", lambda: s.first(s.AdaBoostClassifier, estimator=s.LogisticRegression(), base_estimator=s.LogisticRegression(), n_estimators=3, random_state=0) if not hasattr(s.AdaBoostClassifier(), "base_estimator") else s.AdaBoostClassifier(s.LogisticRegression(), n_estimators=3, random_state=0), d.X, d.names)
case("ada regressor of ridge", lambda: s.AdaBoostRegressor(s.Ridge(), n_estimators=3, random_state=0), d.X, d.value)
case("bagging of pipeline", lambda: s.BaggingClassifier(s.Pipeline([("a", s.StandardScaler()), ("b", s.SVC())]), n_estimators=3, random_state=0), d.X, d.names)
case("bagging, features drawn twice", lambda: s.BaggingClassifier(tree(), n_estimators=3, max_features=3, bootstrap_features=True, random_state=0), d.frames, d.names)
case("bagging, sparse", lambda: s.BaggingClassifier(tree(), n_estimators=3, random_state=0), d.sparse, d.names)
case("bagging regressor, outputs", lambda: s.BaggingRegressor(twig(), n_estimators=3, random_state=0), d.X, d.values)
case("voting regressor, frame", lambda: s.VotingRegressor([("a", twig()), ("b", s.SVR())]), d.frames, d.value)
case("voting, labels", lambda: s.VotingClassifier([("a", tree()), ("b", s.KNeighborsClassifier(3))]), d.X, d.labels)
case("stacking, labels", lambda: s.StackingClassifier([("a", tree()), ("b", s.KNeighborsClassifier(3))], s.MLPClassifier(hidden_layer_sizes=(4,), max_iter=20, random_state=0), cv=3), d.X, d.labels)
case("stacking, labels of trees", lambda: s.StackingClassifier([("a", tree()), ("b", s.MLPClassifier(hidden_layer_sizes=(4,), max_iter=20, random_state=0))], forest(), cv=3), d.X, d.labels)
case("stacking, two labels", lambda: s.StackingClassifier([("a", tree()), ("b", s.MLPClassifier(hidden_layer_sizes=(4,), max_iter=20, random_state=0))], forest(), cv=3), d.X, d.labels[:, :2])
case("stacking, labels of decisions", lambda: s.StackingClassifier([("a", s.RidgeClassifier()), ("b", tree())], s.KNeighborsClassifier(3), stack_method="predict", cv=3, passthrough=True), d.X, d.labels)
case("stacking, fitted before", lambda: s.StackingClassifier([("a", tree().fit(d.X[0], d.three)), ("b", s.GaussianNB().fit(d.X[0], d.three))], cv="prefit"), d.X, d.three)
case("stacking, two", lambda: s.StackingClassifier([("a", tree()), ("b", s.SVC())], cv=3), d.X, d.yes_no)
case("stacking regressor, outputs", lambda: s.StackingRegressor([("a", s.Ridge()), ("b", twig())], s.Ridge(), cv=3), d.X, d.values)
case("stacking, text", lambda: s.StackingClassifier([("a", s.Pipeline([("words", s.CountVectorizer()), ("model", s.MultinomialNB())])), ("b", s.Pipeline([("words", s.TfidfVectorizer()), ("model", s.LogisticRegression())]))], cv=3), d.texts, d.names)
for kind in ["tree", "SVC", "bayes"]:
    case(f"calibrated before: {kind}", lambda kind=kind: s.CalibratedClassifierCV(CLASSIFIERS[kind]().fit(d.X[0], d.three), cv="prefit"), d.X, d.three)
    case(f"calibrated frozen: {kind}", lambda kind=kind: s.CalibratedClassifierCV(s.FrozenEstimator(CLASSIFIERS[kind]().fit(d.X[0], d.three))), d.X, d.three)
    case(f"calibrated, two: {kind}", lambda kind=kind: s.CalibratedClassifierCV(CLASSIFIERS[kind](), method="isotonic", cv=3), d.X, d.yes_no)
case("calibrated pipeline", lambda: s.CalibratedClassifierCV(s.Pipeline([("a", s.StandardScaler()), ("b", s.LinearSVC(random_state=0))]), cv=3), d.frames, d.names)
case("calibrated, weights", lambda: s.CalibratedClassifierCV(s.GaussianNB(), cv=3), d.X, d.names, fit={"sample_weight": d.weights})

# Multi-class and multi-output, again.
case("one vs rest, labels of logistic", lambda: s.OneVsRestClassifier(s.LogisticRegression()), d.X, d.labels)
case("one vs rest, two", lambda: s.OneVsRestClassifier(s.SVC()), d.X, d.yes_no)
case("one vs rest, sparse", lambda: s.OneVsRestClassifier(s.LinearSVC(random_state=0)), d.sparse, d.names)
case("one vs one, precomputed", lambda: s.OneVsOneClassifier(s.SVC(kernel="precomputed")), d.kernel, d.names)
case("one vs one, two", lambda: s.OneVsOneClassifier(s.LogisticRegression()), d.X, d.yes_no)
case("codes, frame", lambda: s.OutputCodeClassifier(s.DecisionTreeClassifier(max_depth=2, random_state=0), random_state=1), d.frames, d.names)
case("multi-output of logistic", lambda: s.MultiOutputClassifier(s.LogisticRegression()), d.frames, d.named_targets)
case("multi-output of boosting", lambda: s.MultiOutputRegressor(s.GradientBoostingRegressor(n_estimators=2, random_state=0)), d.frames, d.value_frame)
case("multi-output, sparse", lambda: s.MultiOutputClassifier(s.SGDClassifier(random_state=0)), d.sparse, d.targets)
case("chain of pipelines", lambda: s.ClassifierChain(s.Pipeline([("a", s.StandardScaler()), ("b", s.LogisticRegression())])), d.X, d.labels)
case("chain, sparse", lambda: s.ClassifierChain(s.LogisticRegression()), d.sparse, d.labels)
case("chain, frame", lambda: s.ClassifierChain(s.LogisticRegression()), d.frames, d.labels)
case("regressor chain of SVR", lambda: s.RegressorChain(s.SVR(), order=[1, 0]), d.frames, d.values)

# Columns.
case("columns, numbers", lambda: s.ColumnTransformer([("a", s.StandardScaler(), slice(0, 2)), ("b", s.MinMaxScaler(), [True, False, False, True])], remainder=s.MaxAbsScaler()), d.X)
case("columns, negative", lambda: s.ColumnTransformer([("a", s.StandardScaler(), [-1, 0])], remainder="passthrough"), d.X)
case("columns, weights", lambda: s.ColumnTransformer([("a", s.StandardScaler(), ["age"]), ("b", s.PCA(1), ["fare", "size", "weight"])], transformer_weights={"a": 0.5}), d.frames)
case("columns, sparse", lambda: s.ColumnTransformer([("a", s.StandardScaler(with_mean=False), [0, 1]), ("b", "passthrough", [3])]), d.sparse)
case("columns, text", lambda: s.ColumnTransformer([("note", s.TfidfVectorizer(), "note"), ("rest", s.StandardScaler(), ["age", "fare"])]), d.notes)
case("columns, sparse words", lambda: s.ColumnTransformer([("note", s.CountVectorizer(), "note"), ("code", s.OneHotEncoder(), ["size"])], sparse_threshold=1.0), d.notes)
case("columns, gaps", lambda: s.Pipeline([("columns", columns()), ("model", s.HistGradientBoostingClassifier(max_iter=3))]) if False else s.Pipeline([("columns", columns(sparse_threshold=0)), ("model", s.GradientBoostingClassifier(n_estimators=3, random_state=0))]), d.gaps, d.names)
case("columns, dropped", lambda: s.ColumnTransformer([("a", "drop", ["age"]), ("b", s.OrdinalEncoder(), ["colour", "size"])], remainder="passthrough"), d.mixed)
case("columns, plain names", lambda: s.ColumnTransformer([("a", s.OneHotEncoder(), ["colour"]), ("b", "passthrough", ["age"])], verbose_feature_names_out=False), d.mixed)
case("columns in columns", lambda: s.ColumnTransformer([("a", s.ColumnTransformer([("x", s.StandardScaler(), ["age"])], remainder="passthrough"), ["age", "fare"]), ("b", s.OneHotEncoder(), ["size"])]), d.mixed)
case("columns as frame", lambda: s.Pipeline([("a", s.ColumnTransformer([("x", s.StandardScaler(), ["age", "fare"])], remainder="passthrough")), ("b", s.SelectKBest(k=2)), ("c", s.LogisticRegression())]).set_output(transform="pandas"), d.frames, d.names)
case("columns, selected by kind", lambda: s.ColumnTransformer([("words", s.OneHotEncoder(), selector(dtype_include=object)), ("numbers", s.StandardScaler(), selector(dtype_include=float))]), d.mixed)
case("columns, target encoder", lambda: s.Pipeline([("a", s.ColumnTransformer([("x", s.TargetEncoder(random_state=0), ["colour", "size"])], remainder="passthrough")), ("b", s.Ridge())]), d.mixed, d.value)
case("columns, nothing left", lambda: s.ColumnTransformer([("a", s.StandardScaler(), []), ("b", "passthrough", ["age"])]), d.mixed)


def selector(**more):
    from sklearn.compose import make_column_selector

    return make_column_selector(**more)


# Pipelines.
case("pipeline, nested", lambda: s.Pipeline([("a", s.Pipeline([("x", s.SimpleImputer()), ("y", s.StandardScaler())])), ("b", s.Pipeline([("x", s.PCA(2)), ("y", s.SVC(probability=True, random_state=0))]))]), d.missing, d.names)
case("pipeline, selection", lambda: s.Pipeline([("a", s.VarianceThreshold()), ("b", s.SelectKBest(k=2)), ("c", s.PolynomialFeatures(2)), ("d", s.LogisticRegression())]), d.frames, d.names)
case("pipeline, union", lambda: s.Pipeline([("a", s.FeatureUnion([("x", s.SimpleImputer()), ("y", s.MissingIndicator(features="all"))])), ("b", tree())]), d.missing, d.names)
case("pipeline, union of text", lambda: s.Pipeline([("a", s.FeatureUnion([("x", s.TfidfVectorizer()), ("y", s.CountVectorizer(analyzer="char", ngram_range=(1, 2)))])), ("b", s.LogisticRegression())]), d.texts, d.names)
case("pipeline, clusters", lambda: s.Pipeline([("a", s.StandardScaler()), ("b", s.KMeans(3, n_init=1, random_state=0))]), d.frames)
case("pipeline, mixture", lambda: s.Pipeline([("a", s.StandardScaler()), ("b", s.GaussianMixture(2, random_state=0))]), d.frames)
case("pipeline, outliers", lambda: s.Pipeline([("a", s.StandardScaler()), ("b", s.IsolationForest(n_estimators=5, random_state=0))]), d.frames)
case("pipeline, clusters as features", lambda: s.Pipeline([("a", s.KMeans(3, n_init=1, random_state=0)), ("b", s.LogisticRegression())]), d.X, d.names)
case("pipeline, forest as features", lambda: s.Pipeline([("a", s.RandomTreesEmbedding(n_estimators=3, max_depth=2, random_state=0)), ("b", s.LogisticRegression())]), d.X, d.names)
case("pipeline, neighbours as graph", lambda: s.Pipeline([("a", s.KNeighborsTransformer(n_neighbors=5, mode="distance")), ("b", s.KNeighborsClassifier(3, metric="precomputed"))]), d.X, d.names)
case("pipeline, kernel approximation", lambda: s.Pipeline([("a", s.Nystroem(n_components=5, random_state=0)), ("b", s.SGDClassifier(random_state=0))]), d.X, d.names)
case("pipeline, isomap", lambda: s.Pipeline([("a", s.StandardScaler()), ("b", s.Isomap(n_neighbors=8)), ("c", s.KNeighborsClassifier(3))]), d.frames, d.names)
case("pipeline, components", lambda: s.Pipeline([("a", s.NeighborhoodComponentsAnalysis(2, max_iter=5, random_state=0)), ("b", s.KNeighborsClassifier(3))]), d.X, d.names)
case("pipeline, LDA", lambda: s.Pipeline([("a", s.LinearDiscriminantAnalysis(n_components=2)), ("b", tree())]), d.X, d.names)
case("pipeline, RBM", lambda: s.Pipeline([("a", s.BernoulliRBM(n_components=3, n_iter=2, random_state=0)), ("b", s.LogisticRegression())]), d.switches, d.names)
case("pipeline, bins", lambda: s.Pipeline([("a", s.KBinsDiscretizer(3, encode="onehot")), ("b", s.BernoulliNB())]), d.X, d.names)
case("pipeline, splines", lambda: s.Pipeline([("a", s.SplineTransformer()), ("b", s.Ridge())]), d.X, d.value)
case("pipeline, hashing", lambda: s.Pipeline([("a", s.HashingVectorizer(n_features=32)), ("b", s.TfidfTransformer()), ("c", s.SGDClassifier(random_state=0))]), d.texts, d.names)
case("pipeline, records", lambda: s.Pipeline([("a", s.DictVectorizer()), ("b", s.LogisticRegression())]), d.records, d.names)
case("pipeline, topics", lambda: s.Pipeline([("a", s.CountVectorizer()), ("b", s.LatentDirichletAllocation(2, random_state=0)), ("c", s.LogisticRegression())]), d.texts, d.names)
case("pipeline, target", lambda: s.TransformedTargetRegressor(s.Pipeline([("a", s.StandardScaler()), ("b", s.SVR())]), transformer=s.QuantileTransformer(n_quantiles=10, output_distribution="normal")), d.frames, d.value)

# Searches.
case("search, refitted by name", lambda: s.GridSearchCV(s.SVC(), {"C": [0.1, 1]}, scoring={"a": "accuracy", "f": "f1_macro"}, refit="f", cv=3), d.X, d.names)
case("search of estimators", lambda: s.GridSearchCV(s.Pipeline([("a", s.StandardScaler()), ("b", s.SVC())]), {"a": ["passthrough", s.MinMaxScaler()], "b": [s.SVC(), s.LogisticRegression()]}, cv=3), d.X, d.names)
case("search, distributions", lambda: s.RandomizedSearchCV(s.SVC(), {"C": uniform(0.1, 2)}, n_iter=2, cv=3, random_state=0), d.X, d.names)
case("search of regressors", lambda: s.GridSearchCV(s.KernelRidge(kernel="rbf"), {"alpha": [0.1, 1]}, cv=3), d.X, d.value)
case("search of processes", lambda: s.GridSearchCV(s.GaussianProcessRegressor(), {"alpha": [0.1, 1]}, cv=3), d.X, d.value)
case("search of clusters", lambda: s.GridSearchCV(s.KMeans(n_init=1, random_state=0), {"n_clusters": [2, 3]}, cv=3), d.X)
case("search of densities", lambda: s.GridSearchCV(s.KernelDensity(), {"bandwidth": [0.5, 1]}, cv=3), d.X)
case("search in columns", lambda: s.GridSearchCV(s.Pipeline([("columns", columns()), ("model", forest())]), {"model__max_depth": [2, 3], "columns__numbers__fill__strategy": ["mean", "median"]}, cv=3), d.mixed, d.names)
case("threshold of a search", lambda: s.TunedThresholdClassifierCV(s.GridSearchCV(s.LogisticRegression(), {"C": [0.1, 1]}, cv=2), cv=3), d.X, d.yes_no)
case("threshold, fixed by label", lambda: s.FixedThresholdClassifier(s.LogisticRegression(), threshold=0.3, pos_label="no", response_method="predict_proba"), d.X, d.yes_no)
case("elimination of trees", lambda: s.RFE(tree(), n_features_to_select=2), d.frames, d.names)
case("elimination, searched", lambda: s.RFECV(s.LinearSVC(random_state=0), cv=3), d.frames, d.names)
case("selection, fitted before", lambda: s.SelectFromModel(s.Lasso(alpha=0.05).fit(d.X[0], d.value), prefit=True), d.X, d.value)
case("selection, most", lambda: s.SelectFromModel(forest(), max_features=2, threshold=-np.inf), d.X, d.names)
case("selection, backward", lambda: s.SequentialFeatureSelector(s.Ridge(), direction="backward", n_features_to_select=2, cv=3), d.frames, d.value)


def uniform(low, width):
    from scipy.stats import uniform

    return uniform(low, width)


# Networks, Bayes, discriminants, text.
each("MLP activation", ["identity", "logistic", "tanh", "relu"], lambda name: s.MLPClassifier(hidden_layer_sizes=(4, 3), activation=name, max_iter=20, random_state=0), d.X, d.names)
each("MLP solver", ["lbfgs", "sgd", "adam"], lambda name: s.MLPRegressor(hidden_layer_sizes=(4,), solver=name, max_iter=20, random_state=0), d.X, d.value)
case("MLP, two", lambda: s.MLPClassifier(hidden_layer_sizes=(4,), early_stopping=True, max_iter=20, random_state=0), d.X, d.yes_no)
case("MLP regressor, poisson", lambda: s.MLPRegressor(hidden_layer_sizes=(4,), loss="poisson", max_iter=20, random_state=0), d.X, d.count)
case("bayes, priors", lambda: s.GaussianNB(priors=[0.2, 0.3, 0.5], var_smoothing=1e-3), d.X, d.names)
case("bayes, Bernoulli", lambda: s.BernoulliNB(binarize=0.3, fit_prior=False), d.X, d.names)
case("bayes, complement", lambda: s.ComplementNB(norm=True, alpha=0.5), d.counts, d.names)
case("bayes, categories", lambda: s.CategoricalNB(min_categories=5), d.codes, d.names)
case("bayes, sparse", lambda: s.MultinomialNB(), d.sparse_positive, d.names)
each("LDA solver", ["svd", "lsqr", "eigen"], lambda name: s.LinearDiscriminantAnalysis(solver=name), d.X, d.names)
case("LDA, shrinkage", lambda: s.LinearDiscriminantAnalysis(solver="eigen", shrinkage="auto"), d.X, d.names)
case("LDA, two", lambda: s.LinearDiscriminantAnalysis(priors=[0.3, 0.7]), d.frames, d.yes_no)
case("QDA, regularised", lambda: s.QuadraticDiscriminantAnalysis(reg_param=0.2, store_covariance=True), d.X, d.names)
case("logistic CV", lambda: s.LogisticRegressionCV(Cs=2, cv=3), d.X, d.names)
case("ridge CV", lambda: s.RidgeCV([0.1, 1.0]), d.X, d.values)
case("ridge classifier CV", lambda: s.RidgeClassifierCV([0.1, 1.0]), d.X, d.names)
case("ridge classifier CV, labels", lambda: s.RidgeClassifierCV([0.1, 1.0]), d.X, d.labels)
case("lasso CV", lambda: s.LassoCV(n_alphas=3, cv=3), d.X, d.value)
case("words, given", lambda: s.CountVectorizer(vocabulary=["apple", "fig", "grape"]), d.texts)
case("words, own pattern", lambda: s.TfidfVectorizer(token_pattern=r"[a-z]{4,}", strip_accents="unicode", max_df=0.9, min_df=2), d.texts)
case("words, float32", lambda: s.TfidfVectorizer(dtype=np.float32), d.texts, grade=1e-6)
case("isotonic, clipped", lambda: s.IsotonicRegression(out_of_bounds="clip", increasing="auto"), d.line, d.value)
case("isotonic, falling", lambda: s.IsotonicRegression(increasing=False, y_min=-1, y_max=1, out_of_bounds="clip"), d.line, d.value)
case("SVR, linear", lambda: s.LinearSVR(random_state=0), d.X, d.value)
each("one-class kernel", ["linear", "poly", "sigmoid"], lambda name: s.OneClassSVM(kernel=name, nu=0.3))
case("SVC, balanced", lambda: s.SVC(class_weight="balanced", probability=True, random_state=0), d.X, d.booleans)
case("neighbours, many", lambda: s.KNeighborsClassifier(np.int64(5), weights="distance", leaf_size=5), d.frames, d.categorical)
case("neighbours, weighted axes", lambda: s.KNeighborsClassifier(3, metric="minkowski", metric_params={"w": np.array([1.0, 2.0, 0.5, 1.0])}), d.X, d.names)
case("radius, sparse", lambda: s.RadiusNeighborsClassifier(5.0, algorithm="brute"), d.sparse, d.names)
case("impute, most columns empty", lambda: s.SimpleImputer(keep_empty_features=True), (np.where([True, False, True, True], d.missing[0], np.nan), d.missing[1]))
case("impute, neighbours and marks", lambda: s.KNNImputer(n_neighbors=2, add_indicator=True), d.missing)
case("impute, frame", lambda: s.SimpleImputer(strategy="most_frequent", add_indicator=True), d.gaps)
case("one-hot, gaps", lambda: s.OneHotEncoder(handle_unknown="ignore"), tuple(part[["colour", "size"]] for part in d.gaps))
case("ordinal, gaps", lambda: s.OrdinalEncoder(encoded_missing_value=-2), tuple(part[["colour", "size"]] for part in d.gaps))
case("one-hot, given", lambda: s.OneHotEncoder(categories=[["blue", "green", "red"], ["s", "m", "l", "xl"]]), d.cells)
case("power, frame", lambda: s.PowerTransformer(standardize=False), d.frames)
case("quantiles, sparse", lambda: s.QuantileTransformer(n_quantiles=8), d.sparse_positive)
case("polynomial, Fortran", lambda: s.PolynomialFeatures(2, order="F"), d.X)
case("function, sparse", lambda: s.FunctionTransformer(np.sqrt, accept_sparse=True, validate=True), d.sparse_positive)
case("wide projection", lambda: s.GaussianRandomProjection(4, random_state=0), d.wide)
case("wide sparse projection", lambda: s.SparseRandomProjection(4, density=0.3, dense_output=True, random_state=0), d.wide)
case("wide PCA", lambda: s.PCA(5, svd_solver="randomized", random_state=0), d.wide)
case("wide agglomeration", lambda: s.FeatureAgglomeration(4), d.wide)
