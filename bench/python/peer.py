"""scikit-learn and XGBoost as a peer of the bench: commands on stdin, one line each, answers on stdout.

    python3 peer.py DATA MODELS
    hello                                   → the versions, as JSON
    load MODEL SAMPLES                      → ok
    answer MODEL VARIANT ROWS FILE          → ok; the file holds one float64 per row
    run MODEL VARIANT ROWS REPEATS          → nanoseconds of all repeats together
    read MODEL                              → nanoseconds of reading its pickle once
    forget MODEL                            → ok

VARIANT: `predict`, or `threads-N` where the model takes a number of threads. One row at a time walks
through 256 different rows.
"""
import gc
import json
import os
import pickle
import platform
import sys
import time

import numpy as np

from shared import read_samples, version_of

data, models = sys.argv[1:3]
loaded = {}


def read_pickle(name):
    with open(os.path.join(models, name + ".pkl"), "rb") as file:
        return pickle.load(file)


def read(name):
    gc.collect()
    start = time.perf_counter_ns()
    read_pickle(name)
    return str(time.perf_counter_ns() - start)


def load(name, samples):
    model = read_pickle(name)
    rows = read_samples(data, samples, "rows")
    singles = [rows[i:i + 1] for i in range(256)]
    loaded[name] = (model, rows, singles)
    return "ok"


def call_of(name, variant):
    """What answers rows. Of XGBoost its C++ alone, without the checks of its scikit-learn class."""
    model = loaded[name][0]
    threads = int(variant.split("-")[1]) if variant.startswith("threads-") else 1
    if hasattr(model, "get_booster"):
        booster = model.get_booster()
        booster.set_param({"nthread": threads})
        return lambda rows: booster.inplace_predict(rows, predict_type="margin")
    if hasattr(model, "n_jobs"):
        model.n_jobs = threads
    return model.predict


def answer(name, variant, count, path):
    rows = loaded[name][1][:int(count)]
    np.asarray(call_of(name, variant)(rows), dtype=np.float64).tofile(path)
    return "ok"


def run(name, variant, count, repeats):
    call = call_of(name, variant)
    count, repeats = int(count), int(repeats)
    _, rows, singles = loaded[name]
    gc.collect()
    if count == 1:
        start = time.perf_counter_ns()
        for i in range(repeats):
            call(singles[i & 255])
        return str(time.perf_counter_ns() - start)
    batch = rows[:count]
    start = time.perf_counter_ns()
    for _ in range(repeats):
        call(batch)
    return str(time.perf_counter_ns() - start)


def hello():
    versions = {name: version_of(name) for name in ("sklearn", "xgboost", "pandas", "numpy")}
    return json.dumps({"python": platform.python_version(), **versions, "blas": blas()})


def blas():
    try:
        import sklearn.utils
        from threadpoolctl import threadpool_info
    except ImportError:
        return None
    found = [info for info in threadpool_info() if info["user_api"] == "blas"]
    return f"{found[0]['internal_api']} {found[0]['version']}" if found else None


def forget(name):
    loaded.pop(name, None)
    gc.collect()
    return "ok"


COMMANDS = {"hello": hello, "load": load, "answer": answer, "run": run, "read": read, "forget": forget}

for line in sys.stdin:
    command, *words = line.split()
    try:
        reply = COMMANDS[command](*words)
    except Exception as error:  # the bench shows it and goes on with the others
        reply = f"error {type(error).__name__}: {error}".replace("\n", " ")
    print(reply, flush=True)
