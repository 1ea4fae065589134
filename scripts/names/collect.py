"""Collects the names that a pickle of a fitted estimator may hold, from the libraries installed here.

    python3 collect.py OUT.json

Run under every version of scikit-learn at hand; generate.mjs merges the answers into the table of names
(src/objects/names.generated.ts). Writes {"versions": {library: version}, "names": [[module, name, kind,
[alias module, ...]], ...]}. Module and name are as pickle writes them (__module__, __qualname__); an alias
module is another one under which some version of the library wrote the same class. Kinds: "estimator"
(a concrete BaseEstimator), "class", "function". Nothing is instantiated or called.

What is left out, on purpose: whatever reads or writes files, fetches, runs, evaluates or builds code; test,
dataset and build modules; Cython's unpickle helpers (our own code answers for those); abstract bases and
mixins, which no object of a pickle is an instance of.
"""

import importlib
import inspect
import json
import pkgutil
import re
import sys
import warnings

warnings.filterwarnings("ignore")

# A module with one of these segments is neither imported nor named: it fetches, tests, builds, prints, or
# computes during fit or predict with objects that no estimator keeps.
FORBIDDEN_SEGMENTS = {
    "__check_build", "_array_api", "_build_utils", "_cyutility", "_encode", "_export", "_fast_dict",
    "_hierarchical_fast", "_openmp_helpers", "_pairwise_distances_reduction", "_partitioner", "_plotting", "_quad_tree",
    "_reingold_tilford", "_testing", "callback", "conftest", "datasets", "estimator_checks", "exceptions",
    "experimental", "externals", "grower", "histogram", "keras", "setup", "splitting", "tensorflow", "test_utils",
    "testing", "tests", "utils", "_utils",
}

# Helpers of the same sort in modules that also hold what estimators keep.
FORBIDDEN_NAMES = {
    "BestFirstTreeBuilder", "DensePartitioner", "DepthFirstTreeBuilder", "LazyLoader", "NeighborsHeap",
    "NeighborsHeap32", "NeighborsHeap64", "NodeHeap", "SparsePartitioner", "TreeBuilder", "TreeUnionFind", "_AlphaPruner",
    "_CCPPruneController", "_PathFinder", "parallel_backend",
}

# The few modules of sklearn.utils and the like whose classes are plain data that estimators store.
EXTRA_MODULES = [
    "sklearn.utils", "sklearn.utils._bunch", "sklearn.utils._metadata_requests", "sklearn.utils._param_validation",
    "sklearn.utils._tags",
]

# Functions are listed only from these modules, and only public ones: metrics, scores, kernels, text, scaling.
FUNCTION_MODULES = re.compile(
    r"sklearn\.metrics\.(_classification|_ranking|_regression|pairwise|cluster\._\w+)"
    r"|sklearn\.feature_selection\._(univariate_selection|mutual_info)"
    r"|sklearn\.feature_extraction\.text"
    r"|sklearn\.preprocessing\._(data|label)"
    r"|imblearn\.metrics\._classification"
)

# Single functions that fitted estimators were seen to store.
EXTRA_FUNCTIONS = {
    "sklearn.cluster._kmeans": ["_kmeans_single_elkan", "_kmeans_single_lloyd"],
    "sklearn.metrics._scorer": ["_passthrough_scorer", "negative_likelihood_ratio", "positive_likelihood_ratio"],
    "sklearn.utils.validation": ["check_array"],
    "statsmodels.base.l1_cvxopt": ["fit_l1_cvxopt_cp"],
    "statsmodels.base.l1_slsqp": ["fit_l1_slsqp"],
    "xgboost.collective": ["communicator_print"],
    "xgboost.rabit": ["tracker_print"],
}

# Classes of libraries that are not walked.
EXTRA_CLASSES = {
    "joblib._store_backends": ["FileSystemStoreBackend"],
    "joblib.memory": ["Memory"],
    "scipy.interpolate": [
        "Akima1DInterpolator", "BSpline", "CubicSpline", "PPoly", "PchipInterpolator", "UnivariateSpline", "interp1d",
    ],
    "scipy.stats": ["gaussian_kde"],
    "xgboost.callback": ["EarlyStopping", "EvaluationMonitor", "LearningRateScheduler", "TrainingCheckPoint"],
    "xgboost.compat": ["XGBoostLabelEncoder"],
    "xgboost.core": ["Booster"],
    "xgboost.sklearn": [
        "XGBClassifier", "XGBModel", "XGBRFClassifier", "XGBRFRegressor", "XGBRanker", "XGBRegressor",
    ],
}

# Estimators although they do not inherit from BaseEstimator: they hold a whole model.
ESTIMATORS_BY_NAME = {"Booster"}

# What results of regressions hold, and the results themselves, which answer. The old names of links are lower-case.
STATSMODELS = {
    "statsmodels.base.data": ["ModelData", "PandasData"],
    "statsmodels.discrete.discrete_model": [
        "GeneralizedPoisson", "Logit", "MNLogit", "NegativeBinomial", "NegativeBinomialP", "Poisson", "Probit",
    ],
    "statsmodels.genmod.families.family": [
        "Binomial", "Gamma", "Gaussian", "InverseGaussian", "NegativeBinomial", "Poisson", "Tweedie",
    ],
    "statsmodels.genmod.families.links": """CDFLink CLogLog Cauchy Identity InversePower InverseSquared Log LogC LogLog
        Logit NegativeBinomial Power Probit Sqrt cauchy cloglog identity inverse_power inverse_squared log logc logit
        loglog nbinom probit sqrt""".split(),
    "statsmodels.genmod.families.varfuncs": ["Binomial", "NegativeBinomial", "Power", "VarianceFunction"],
    "statsmodels.genmod.generalized_linear_model": ["GLM"],
    "statsmodels.regression.linear_model": ["GLS", "GLSAR", "OLS", "WLS"],
    "statsmodels.regression.quantile_regression": ["QuantReg"],
    "statsmodels.robust.norms": [
        "AndrewWave", "Hampel", "HuberT", "LeastSquares", "MQuantileNorm", "RamsayE", "TrimmedMean", "TukeyBiweight",
    ],
    "statsmodels.robust.robust_linear_model": ["RLM"],
    "statsmodels.robust.scale": ["HuberScale"],
}
STATSMODELS_RESULTS = {
    "statsmodels.base.elastic_net": ["Regularized"],
    "statsmodels.discrete.discrete_model": """Binary Count GeneralizedPoisson L1Binary L1Count L1GeneralizedPoisson
        L1Multinomial L1NegativeBinomial L1Poisson Logit Multinomial NegativeBinomial NegativeBinomialP Poisson
        Probit""".split(),
    "statsmodels.genmod.generalized_linear_model": ["GLM"],
    "statsmodels.regression.linear_model": ["OLS", "Regression"],
    "statsmodels.regression.quantile_regression": ["QuantReg"],
    "statsmodels.robust.robust_linear_model": ["RLM"],
}

# numpy's functions that a FunctionTransformer, a pooling or a metric may name.
NUMPY_FUNCTIONS = """all amax amin any append argmax argmin argsort around array asanyarray asarray ascontiguousarray
astype atleast_1d atleast_2d average ceil clip column_stack concatenate copy corrcoef cumprod cumsum delete diff digitize
dot expand_dims fix flip gradient histogram hstack i0 imag interp isclose isin isneginf isposinf linspace logspace max mean
median min nan_to_num nancumsum nanmax nanmean nanmedian nanmin nanpercentile nanprod nanquantile nanstd nansum nanvar ndim
ones_like outer percentile prod ptp quantile ravel real real_if_close repeat reshape roll round round_ searchsorted select
shape sinc size sort squeeze stack std sum swapaxes take tile transpose trapezoid trapz unique unwrap var vstack where
zeros_like""".split()

SCIPY_FUNCTIONS = {
    "scipy.spatial.distance": """braycurtis canberra chebyshev cityblock correlation cosine dice euclidean hamming jaccard
        jensenshannon kulsinski mahalanobis minkowski rogerstanimoto russellrao seuclidean sokalmichener sokalsneath
        sqeuclidean wminkowski yule""".split(),
    "scipy.special": """bdtr binom boxcox boxcox1p cbrt digamma entr erf erfc erfcinv erfinv exp10 exp2 expit expm1 gamma
        gammaln huber inv_boxcox inv_boxcox1p kl_div log1p log_expit log_ndtr log_softmax logit logsumexp ndtr ndtri psi
        rel_entr softmax xlog1py xlogy""".split(),
    "scipy.stats": """boxcox f_oneway gmean hmean iqr kendalltau kruskal kurtosis mode pearsonr skew spearmanr ttest_ind
        yeojohnson zscore""".split(),
    # A spline keeps the array namespace's asarray.
    "scipy._lib.array_api_compat.numpy._aliases": ["asarray"],
}

names = {}  # (module, name) -> [kind, set of alias modules]
versions = {}


def add(module, name, kind, alias=None):
    if not module or not name.isidentifier() or name.startswith("__pyx") or name == "newObj" or name in FORBIDDEN_NAMES:
        return
    entry = names.setdefault((module, name), [kind, set()])
    if alias and alias != module:
        entry[1].add(alias)


def load(module):
    """The module, or None where this version has none or it needs something that is not installed."""
    try:
        return importlib.import_module(module)
    except Exception:
        return None


def walk(package):
    """The modules of a package that may be named, imported; submodules of forbidden ones are never imported."""
    yield package
    for _, name, is_package in pkgutil.iter_modules(package.__path__, package.__name__ + "."):
        if name.rsplit(".", 1)[1] in FORBIDDEN_SEGMENTS:
            continue
        module = load(name)
        if module is None:
            continue
        if is_package:
            yield from walk(module)
        else:
            yield module


def belongs(thing, module):
    """Whether a class or function is defined in this module (some builds name Cython modules without their package)."""
    return getattr(thing, "__module__", None) in (module.__name__, module.__name__.rsplit(".", 1)[-1])


def is_estimator(thing):
    return thing.__name__ in ESTIMATORS_BY_NAME or any(
        base.__name__ == "BaseEstimator" and base.__module__.startswith("sklearn") for base in thing.__mro__[1:]
    )


def is_plain_base(thing):
    """Bases and mixins: nothing in a pickle is an instance of them."""
    name = thing.__name__.lstrip("_")
    return inspect.isabstract(thing) or name.startswith("Base") or name.endswith("Mixin") or issubclass(thing, (BaseException,))


def add_class(thing, alias=None):
    if thing.__qualname__ == thing.__name__ and not is_plain_base(thing):
        add(thing.__module__, thing.__name__, "estimator" if is_estimator(thing) else "class", alias)


def is_function(thing):
    return inspect.isroutine(thing) or type(thing).__name__ in ("cython_function_or_method", "cyfunction")


def collect_module(module):
    for name, thing in sorted(vars(module).items()):
        if isinstance(thing, type):
            if belongs(thing, module) and thing.__name__ == name:
                add_class(thing)
        elif is_function(thing) and belongs(thing, module) and getattr(thing, "__name__", None) == name:
            if not name.startswith(("_", "check_", "make_")) and FUNCTION_MODULES.fullmatch(module.__name__):
                add(module.__name__, name, "function")


def collect_public_aliases(module):
    """`sklearn.linear_model` names what `sklearn.linear_model._base` defines."""
    if any(segment.startswith("_") for segment in module.__name__.split(".")):
        return
    for name in getattr(module, "__all__", []):
        thing = inspect.getattr_static(module, name, None)
        key = (getattr(thing, "__module__", None), name)
        if key in names:
            add(*key, names[key][0], module.__name__)


def collect_deprecated_aliases():
    """scikit-learn 0.22 and 0.23 still have the modules of 0.21 as shims that forward to the private ones."""
    for shim in list(sys.modules.values()):
        if not hasattr(shim, "deprecated_path") or not shim.__name__.startswith("sklearn."):
            continue
        modern = {getattr(thing, "__name__", None) for thing in vars(shim).values() if inspect.ismodule(thing)}
        for module, name in list(names):
            if module in modern:
                add(module, name, names[module, name][0], shim.__name__)


def collect_library(name):
    package = load(name)
    if package is None:
        return
    versions[name] = package.__version__
    modules = list(walk(package)) + [m for m in map(load, EXTRA_MODULES) if m and m.__name__.startswith(name + ".")]
    for module in modules:
        collect_module(module)
    for module in modules:
        collect_public_aliases(module)


def collect_extras():
    for module_name, wanted in EXTRA_CLASSES.items():
        module = load(module_name)
        for name in wanted:
            thing = getattr(module, name, None)
            if isinstance(thing, type):
                add_class(thing, module_name)
                package = load(module_name.split(".")[0])
                if getattr(package, name, None) is thing:
                    add_class(thing, package.__name__)
    for module_name, wanted in EXTRA_FUNCTIONS.items():
        module = load(module_name)
        for name in wanted:
            if hasattr(module, name):
                add(module_name, name, "function")


def collect_statsmodels():
    for module_name, wanted in STATSMODELS.items():
        for name in wanted:
            collect_own_class(module_name, name, "class")
    for module_name, stems in STATSMODELS_RESULTS.items():
        for stem in stems:
            collect_own_class(module_name, stem + "Results", "estimator")
            collect_own_class(module_name, stem + "ResultsWrapper", "estimator")


def collect_own_class(module_name, name, kind):
    thing = getattr(load(module_name), name, None)
    if isinstance(thing, type) and thing.__module__ == module_name and thing.__name__ == name:
        add(module_name, name, kind)


def collect_distributions():
    """The classes of scipy's distributions, which a randomized search stores."""
    for module_name in ("_continuous_distns", "_discrete_distns", "_distn_infrastructure", "_levy_stable", "_multivariate"):
        module = load("scipy.stats." + module_name)
        for name, thing in sorted(vars(module).items() if module else []):
            if isinstance(thing, type) and thing.__module__ == module.__name__:
                if name.endswith(("_gen", "_frozen")) or name.startswith("rv_"):
                    add_class(thing)


def collect_numpy_and_scipy():
    numpy = importlib.import_module("numpy")
    versions["numpy"] = numpy.__version__
    versions["scipy"] = importlib.import_module("scipy").__version__
    add("numpy", "vectorize", "class")
    add("numpy", "poly1d", "class")
    # How a ufunc is written: `numpy.core._multiarray_umath log1p` by 1.20 to 1.26, `numpy log1p` by 2.x
    # (1.19 and before call `numpy.core._ufunc_reconstruct`, which is ours to answer).
    for name, thing in sorted(vars(numpy).items()):
        if isinstance(thing, numpy.ufunc):
            for module in ("numpy.core._multiarray_umath", "numpy._core._multiarray_umath", "numpy.core.umath"):
                add("numpy", thing.__name__, "function", module)
    for name in NUMPY_FUNCTIONS:
        thing = inspect.getattr_static(numpy, name, None)
        if thing is None or isinstance(thing, numpy.ufunc):
            continue
        inner = inspect.unwrap(thing)
        implementation = getattr(inner, "__globals__", {}).get("__name__")  # what numpy before 1.17 wrote
        add(thing.__module__, thing.__name__, "function", implementation)
    norm = numpy.linalg.norm
    add(norm.__module__, "norm", "function", inspect.unwrap(norm).__globals__["__name__"])
    for module_name, wanted in SCIPY_FUNCTIONS.items():
        module = load(module_name)
        for name in wanted:
            thing = getattr(module, name, None)
            if isinstance(thing, numpy.ufunc):
                for part in ("_ufuncs", "_special_ufuncs"):
                    if getattr(load(module_name + "." + part), name, None) is thing:
                        add(module_name, thing.__name__, "function", module_name + "." + part)
            elif is_function(thing):
                add(thing.__module__, thing.__name__, "function", module_name)


def main(out):
    # The gates of experimental estimators; importing them makes those estimators public.
    for gate in ("enable_hist_gradient_boosting", "enable_iterative_imputer", "enable_halving_search_cv"):
        load("sklearn.experimental." + gate)
    collect_library("sklearn")
    collect_library("imblearn")
    collect_extras()
    collect_statsmodels()
    collect_deprecated_aliases()
    collect_distributions()
    collect_numpy_and_scipy()
    for library in ("xgboost", "statsmodels", "joblib"):
        package = load(library)
        if package is not None:
            versions[library] = package.__version__
    rows = [[module, name, kind, sorted(aliases)] for (module, name), (kind, aliases) in sorted(names.items())]
    with open(out, "w", encoding="utf-8") as file:
        json.dump({"versions": versions, "names": rows}, file, indent=0)
    print(versions, len(rows))


main(sys.argv[1])
