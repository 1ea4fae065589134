"""Models of growing size, and 1,000 rows for each: features-N and linear-N over N features, trees-N of N trees.

    python3 curves.py DATA OUT
"""
import os
import sys

import numpy as np
from samples import jittered, write
from sklearn.datasets import load_breast_cancer
from sklearn.ensemble import RandomForestClassifier, RandomForestRegressor
from sklearn.linear_model import LinearRegression
from train import save

FEATURES = [3, 10, 30, 100, 300, 1000, 3000, 10_000]
TREES = [1, 10, 100, 1000, 10_000]


def main(data, out):
    for features in FEATURES:
        rng = np.random.default_rng(features)
        train = rng.normal(size=(500, features))
        target = train[:, 0] + train[:, 1] * train[:, 2] + rng.normal(0, 0.1, 500)
        write(data, f"features-{features}", train, target, rng.normal(size=(1000, features)))
        fit(out, f"linear-{features}", LinearRegression(), train, target)
        forest = RandomForestRegressor(100, max_features="sqrt", random_state=7)
        fit(out, f"features-{features}", forest, train, target)
    cancer = load_breast_cancer()
    rows = jittered(np.random.default_rng(7), cancer.data)[:1000]
    write(data, "trees", cancer.data, cancer.target, rows)
    for trees in TREES:
        fit(out, f"trees-{trees}", RandomForestClassifier(trees, random_state=7), cancer.data, cancer.target)


def fit(out, name, model, train, target):
    path = os.path.join(out, name + ".pkl")
    if not os.path.exists(path):
        save(model.fit(train, target), path)


if __name__ == "__main__":
    main(*sys.argv[1:3])
