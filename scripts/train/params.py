import inspect, json, sys, importlib, warnings
warnings.filterwarnings("ignore")
import numpy as np, sklearn
try:
    from sklearn.experimental import enable_hist_gradient_boosting
except ImportError: pass
names = """linear_model.LinearRegression linear_model.Ridge linear_model.Lasso linear_model.ElasticNet linear_model.LogisticRegression linear_model.SGDClassifier linear_model.SGDRegressor
tree.DecisionTreeClassifier tree.DecisionTreeRegressor tree.ExtraTreeClassifier tree.ExtraTreeRegressor ensemble.RandomForestClassifier ensemble.RandomForestRegressor ensemble.ExtraTreesClassifier ensemble.ExtraTreesRegressor
ensemble.HistGradientBoostingClassifier ensemble.HistGradientBoostingRegressor neighbors.KNeighborsClassifier neighbors.KNeighborsRegressor naive_bayes.GaussianNB naive_bayes.MultinomialNB svm.LinearSVC
cluster.KMeans decomposition.PCA preprocessing.StandardScaler preprocessing.MinMaxScaler preprocessing.OneHotEncoder preprocessing.OrdinalEncoder preprocessing.LabelEncoder preprocessing.FunctionTransformer impute.SimpleImputer
feature_extraction.text.CountVectorizer feature_extraction.text.TfidfVectorizer feature_extraction.text.TfidfTransformer pipeline.Pipeline compose.ColumnTransformer dummy.DummyClassifier dummy.DummyRegressor""".split()
def value(v):
    if v is None or isinstance(v, (bool, str)): return v
    if isinstance(v, int): return {"int": v}
    if isinstance(v, float): return {"float": repr(v)}
    if isinstance(v, tuple): return {"tuple": [value(x) for x in v]}
    if isinstance(v, list): return {"list": [value(x) for x in v]}
    if isinstance(v, type): return {"class": f"{v.__module__}.{v.__name__}"}
    raise TypeError(repr(v))
out = {}
for n in names:
    mod, cls = n.rsplit(".", 1)
    c = getattr(importlib.import_module("sklearn."+mod), cls)
    sig = inspect.signature(c.__init__)
    out[n] = {"module": c.__module__, "params": [[p.name, None if p.default is p.empty else value(p.default), p.default is p.empty] for p in sig.parameters.values() if p.name != "self" and p.kind not in (p.VAR_KEYWORD, p.VAR_POSITIONAL)]}
json.dump({"version": sklearn.__version__, "classes": out}, sys.stdout)
