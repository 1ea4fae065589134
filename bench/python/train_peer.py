"""scikit-learn's training as a peer: `train CLASS ROWS` → nanoseconds of `fit`, and the score on the first rows.

    python3 train_peer.py DATA
"""
import sys
import time

import numpy as np
from sklearn import ensemble

rows = np.fromfile(sys.argv[1] + "/boosted.rows").reshape(-1, 20)
sums = rows[:, 0] + rows[:, 1] * rows[:, 2] + 3 * np.sin(rows[:, 3])
SIZES = {"HistGradientBoostingClassifier": {"max_iter": 20, "early_stopping": False},
         "HistGradientBoostingRegressor": {"max_iter": 20, "early_stopping": False}}

for line in sys.stdin:
    _, name, count = line.split()
    try:
        X = rows[:int(count)]
        y = sums[:len(X)] if name.endswith("Regressor") else (sums[:len(X)] > 0).astype(int)
        model = getattr(ensemble, name)(**SIZES.get(name, {"n_estimators": 5, "n_jobs": 1}), random_state=7)
        start = time.perf_counter_ns()
        model.fit(X, y)
        elapsed = time.perf_counter_ns() - start
        print(elapsed, model.score(X[:10_000], y[:10_000]), flush=True)
    except Exception as error:
        print(f"error {error}".replace("\n", " "), flush=True)
