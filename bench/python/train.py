"""Trains the bench's models by the scikit-learn (and XGBoost) of this Python, and pickles them: OUT/MODEL.pkl.
Forests are written as ONNX graphs beside, since skl2onnx cannot be taken for granted.

    python3 train.py DATA OUT [MODEL ...]
"""
import os
import pickle
import sys

from onnx_trees import forest_graph
from shared import read_samples, read_target, version_of


def main(data, out, wanted):
    os.makedirs(out, exist_ok=True)
    for name, (samples, make) in MODELS.items():
        path = os.path.join(out, name)
        if (wanted and name not in wanted) or os.path.exists(path + ".pkl"):
            continue
        if name.startswith("xgb") and version_of("xgboost") is None:
            continue
        target = read_target(data, samples)
        model = make()
        model.fit(read_samples(data, samples, "train"), target.astype(int) if is_classifier(model) else target)
        if name.startswith("forest"):
            with open(path + ".onnx", "wb") as file:
                file.write(forest_graph(model))
        save(model, path + ".pkl")
        print(name, os.path.getsize(path + ".pkl"), file=sys.stderr, flush=True)


def save(model, path):
    """Whole or not at all."""
    with open(path + ".part", "wb") as file:
        pickle.dump(model, file, protocol=4)
    os.replace(path + ".part", path)


def is_classifier(model):
    from sklearn.base import is_classifier as classifies
    return classifies(model)


def linear():
    from sklearn.linear_model import LinearRegression
    return LinearRegression()


def logistic():
    from sklearn.linear_model import LogisticRegression
    return LogisticRegression(max_iter=1000)


def forest_classifier():
    from sklearn.ensemble import RandomForestClassifier
    return RandomForestClassifier(100, random_state=7, n_jobs=1)


def forest_regressor():
    from sklearn.ensemble import RandomForestRegressor
    return RandomForestRegressor(100, random_state=7, n_jobs=1)


def hist_boosting():
    from sklearn.ensemble import HistGradientBoostingClassifier
    return HistGradientBoostingClassifier(max_iter=100, early_stopping=False, random_state=7)


def pipeline():
    from sklearn.compose import ColumnTransformer
    from sklearn.linear_model import LogisticRegression
    from sklearn.pipeline import Pipeline
    from sklearn.preprocessing import OneHotEncoder, StandardScaler
    columns = ColumnTransformer([
        ("numbers", StandardScaler(), ["age", "income", "balance", "visits"]),
        ("texts", OneHotEncoder(handle_unknown="ignore"), ["city", "plan", "device"]),
    ])
    return Pipeline([("columns", columns), ("model", LogisticRegression(max_iter=1000))])


def text():
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.naive_bayes import MultinomialNB
    from sklearn.pipeline import Pipeline
    return Pipeline([("terms", TfidfVectorizer()), ("model", MultinomialNB())])


def svc():
    from sklearn.svm import SVC
    return SVC()


def knn():
    from sklearn.neighbors import KNeighborsClassifier
    return KNeighborsClassifier(5, algorithm="brute")


def xgb(trees):
    def make():
        from xgboost import XGBRegressor
        return XGBRegressor(n_estimators=trees, max_depth=6, learning_rate=0.1, n_jobs=1, random_state=7)
    return make


MODELS = {
    "linear": ("linear", linear),
    "logistic": ("logistic", logistic),
    "forest-cancer": ("cancer", forest_classifier),
    "forest-diabetes": ("diabetes", forest_regressor),
    "forest-houses": ("houses", forest_regressor),
    "hist-boosting": ("boosted", hist_boosting),
    "pipeline": ("mixed", pipeline),
    "text": ("texts", text),
    "svc": ("vectors", svc),
    "knn": ("neighbors", knn),
    "xgb-100": ("boosted", xgb(100)),
    "xgb-500": ("boosted", xgb(500)),
}

if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], sys.argv[3:])
