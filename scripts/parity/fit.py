"""Fits estimators and writes what they answer on unseen rows, for `npm run parity`.

    python3 fit.py FOLDER [TEXT]

TEXT chooses the cases with it in their names; `--kept` those of kept.py. FOLDER gets one model file per case, in rotating protocols and compressions, and parity.json: the versions, the
unseen rows, and per case the answers of every method, or why it could not be fitted. The encoding of rows and
answers is that of test/fixtures/golden/golden.py.
"""

import os

os.environ.setdefault("OMP_NUM_THREADS", "1")
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
os.environ.setdefault("JOBLIB_MULTIPROCESSING", "0")

import json  # noqa: E402
import pickle  # noqa: E402
import platform  # noqa: E402
import sys  # noqa: E402
from pathlib import Path  # noqa: E402

import joblib  # noqa: E402
import numpy as np  # noqa: E402
import scipy.sparse as sp  # noqa: E402
import sklearn  # noqa: E402

import defaults  # noqa: E402
import kept  # noqa: E402
import options  # noqa: E402
import variants  # noqa: E402
from golden import METHODS, compact, copied, encode, encode_input, method_of  # noqa: E402
from namespace import Absent  # noqa: E402

# Answers that draw random numbers, by class, method and strategy; and estimators that have no others.
RANDOM_METHODS = {("BernoulliRBM", "score_samples", None), ("DummyClassifier", "predict", "uniform")}
RANDOM_PARAMETERS = {
    ("DummyClassifier", "strategy", "stratified"),
    ("DummyClassifier", "strategy", "warn"),
    ("IterativeImputer", "sample_posterior", True),
    ("NMF", "shuffle", True),
}

CONTAINERS = [
    *((f"p{protocol}.pkl", protocol) for protocol in range(6)),
    ("joblib", 0),
    ("zlib.joblib", ("zlib", 3)),
    ("gz.joblib", ("gzip", 3)),
    ("bz2.joblib", ("bz2", 3)),
    ("xz.joblib", ("xz", 3)),
    ("lzma.joblib", ("lzma", 3)),
]


class Parity:
    def __init__(self, folder):
        self.folder = folder
        self.inputs = {}
        self.cases = []

    def run(self, number, case):
        record = {"name": case["name"]}
        self.cases.append(record)
        try:
            estimator = fitted(case)
        except Exception as error:
            kind = "absent" if isinstance(error, Absent) or is_unknown_parameter(error) else "unfitted"
            record[kind] = reason(error)
            return
        draws = random_parameter(estimator)
        if draws is not None:
            record["unfitted"] = f"with {draws} it answers at random"
            return
        record["class"] = type(estimator).__name__
        record["file"] = self.save(number, estimator)
        classes = getattr(estimator, "classes_", None)
        if classes is not None:
            record["classes"] = [encode(each) for each in (classes if isinstance(classes, list) else [classes])]
        record["grade"] = case.get("grade", 1e-9)
        record["answers"], record["unanswered"] = self.answers(estimator, case)
        # Whether it has methods and not one of them answers.
        if not record["answers"] and any(hasattr(type(estimator), method) for method in METHODS):
            record["silent"] = True
        shapes = [answer["output"]["shape"] for answer in record["answers"] if answer["method"] == "transform"]
        columns = [shape[1] if len(shape) > 1 else 1 for shape in shapes]
        names = names_out(estimator)
        if names is not None and columns and len(names) != columns[0]:
            odd = f"{len(names)} names for {columns[0]} columns"
            record["unanswered"].append({"method": "get_feature_names_out", "reason": odd})
        elif names is not None and columns:
            record["names"] = names

    def save(self, number, estimator):
        ending, option = CONTAINERS[number % len(CONTAINERS)]
        file = self.folder / f"{number:03}.{ending}"
        if ending.endswith("pkl"):
            file.write_bytes(pickle.dumps(estimator, protocol=option))
        else:
            joblib.dump(estimator, file, compress=option)
        return file.name

    def answers(self, estimator, case):
        answers, unanswered = [], []
        inputs = case["asked"] if "asked" in case else [case["rows"][1]]
        for rows in inputs:
            there = None
            for method in METHODS + ["inverse_transform"]:
                given = there if method == "inverse_transform" else rows
                if given is None:
                    continue
                answer, error = asked(estimator, method, given)
                if method == "transform":
                    there = ordered(answer)
                if error is not None:
                    unanswered.append({"method": method, "input": self.input(given), "reason": error})
                    continue
                if answer is None:
                    continue
                odd = oddity(estimator, method, answer, given.shape[0] if sp.issparse(given) else len(given))
                if odd is not None:
                    unanswered.append({"method": method, "reason": odd})
                    continue
                output = encoded(answer, estimator)
                answers.append({"method": method, "input": self.input(given), "output": output})
        return answers, unanswered

    def input(self, rows):
        text = compact(encode_input(columns_of(rows)))
        return self.inputs.setdefault(text, str(len(self.inputs)))

    def write(self):
        versions = {"sklearn": sklearn.__version__, "numpy": np.__version__, "python": platform.python_version()}
        inputs = ",\n".join(f'"{name}":{text}' for text, name in self.inputs.items())
        cases = ",\n".join(compact(case) for case in self.cases)
        text = f'{{"versions":{compact(versions)},\n"inputs":{{\n{inputs}\n}},\n"cases":[\n{cases}\n]}}\n'
        (self.folder / "parity.json").write_text(text)


def fitted(case):
    estimator = case["make"]()
    if case.get("fitted"):
        return estimator
    arguments = [case["rows"][0]]
    if case.get("target") is not None:
        arguments.append(case["target"])
    result = estimator.fit(*(copied(each) for each in arguments), **case.get("fit", {}))
    return estimator if result is None else result


def asked(estimator, method, rows):
    """What a method answers, or why not; neither where there is no such method."""
    try:
        call = method_of(estimator, method)
    except Exception:
        return None, None
    if call is None:
        return None, None
    try:
        return call(copied(rows)), None
    except Exception as error:
        return None, reason(error)


def ordered(answer):
    """Sparse rows by rising columns, as they are written down."""
    if sp.issparse(answer):
        answer = answer.tocsr().copy()
        answer.sort_indices()
    return answer


def oddity(estimator, method, answer, rows):
    """Why an answer cannot be compared: it is another one each time, or does not stand in rows."""
    if (type(estimator).__name__, method, getattr(estimator, "strategy", None)) in RANDOM_METHODS:
        return "draws random numbers"
    shape = getattr(answer, "shape", (rows,))
    if shape[0] != rows and method != "inverse_transform":
        return f"answers {rows} rows with the shape {shape}"
    return None


def encoded(answer, estimator):
    """As golden.py encodes it; records of a DictVectorizer as they are."""
    if isinstance(answer, list) and isinstance(answer[0], dict):
        return {"records": [{name: float(value) for name, value in record.items()} for record in answer]}
    return encode(answer, getattr(estimator, "classes_", None))


def columns_of(rows):
    """Lists of labels as unnamed columns, the shorter lists filled up."""
    if not (isinstance(rows, list) and isinstance(rows[0], tuple)):
        return rows
    width = max(len(labels) for labels in rows)
    cells = [list(labels) + [None] * (width - len(labels)) for labels in rows]
    return np.array(cells, dtype=object)


def names_out(estimator):
    try:
        return [str(name) for name in estimator.get_feature_names_out()]
    except Exception:
        return None


def random_parameter(estimator):
    for name, parameter, value in RANDOM_PARAMETERS:
        if type(estimator).__name__ == name and getattr(estimator, parameter, None) == value:
            return f"{parameter}={value!r}"
    return None


def is_unknown_parameter(error):
    text = str(error)
    return isinstance(error, TypeError) and "unexpected keyword argument" in text


def reason(error):
    return f"{type(error).__name__}: {' '.join(str(error).split())[:160]}"


def main(folder, text=""):
    folder = Path(folder)
    folder.mkdir(exist_ok=True)
    parity = Parity(folder)
    cases = [*defaults.cases(), *variants.cases(), *options.cases()]
    chosen = [case for case in cases if (case["name"] in kept.NAMES if text == "--kept" else text in case["name"])]
    for number, case in enumerate(chosen):
        np.random.seed(0)
        parity.run(number, case)
    parity.write()
    print(sklearn.__version__, len(parity.cases), "cases")


main(*sys.argv[1:])
