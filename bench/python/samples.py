"""The data that the bench's models learn from and the rows they are asked, made once and shared by all
versions: data/NAME.json says shapes and kinds, NAME.train, NAME.target and NAME.rows hold float64, or
JSON Lines where samples are texts or records. Every number comes from a seed.

    python3 samples.py OUT
"""
import json
import os
import sys

import numpy as np
from sklearn.datasets import load_breast_cancer, load_diabetes, make_classification

ROWS = 100_000
WORDS = 27_000


def main(out):
    os.makedirs(out, exist_ok=True)
    for name, make in SAMPLES.items():
        rng = np.random.default_rng(7)
        train, target, rows = make(rng)
        write(out, name, train, target, rows)
    with open(os.path.join(out, "done"), "w") as file:
        file.write("1\n")


def linear(rng):
    train = rng.uniform(0, 10, (200, 3))
    target = 5000 * train[:, 0] + 300 * train[:, 1] + 900 * train[:, 2] + rng.normal(0, 500, 200)
    return train, target, rng.uniform(0, 10, (ROWS, 3))


def logistic(rng):
    train, target = make_classification(2000, 30, n_informative=12, random_state=7)
    return train, target, jittered(rng, train)


def cancer(rng):
    data = load_breast_cancer()
    return data.data, data.target, jittered(rng, data.data)


def diabetes(rng):
    data = load_diabetes()
    return data.data, data.target, jittered(rng, data.data)


def houses(rng):
    """20,000 rows like those of the Californian houses: eight skewed columns, a noisy price."""
    train = house_rows(rng, 20_000)
    income, age, rooms, _, population, occupants, latitude, longitude = train.T
    coast = np.exp(-np.hypot(latitude - 36, longitude + 120))
    price = 0.4 * income + 0.004 * age + 0.1 * rooms + 1.5 * coast - 0.05 * occupants
    return train, price + rng.normal(0, 0.4, len(train)) - 1e-5 * population, house_rows(rng, ROWS)


def house_rows(rng, n):
    return np.column_stack([
        rng.gamma(4, 1, n), rng.integers(1, 53, n), rng.gamma(9, 0.6, n), rng.gamma(30, 0.036, n),
        rng.lognormal(7, 0.7, n), rng.gamma(6, 0.5, n), rng.uniform(32.5, 42, n), rng.uniform(-124, -114, n),
    ])


def boosted(rng):
    train, target = make_classification(20_000, 20, n_informative=12, flip_y=0.1, random_state=7)
    return train, target, jittered(rng, train)


def vectors(rng):
    train, target = make_classification(4_400, 30, n_informative=10, flip_y=0.12, class_sep=0.7, random_state=7)
    return train, target, jittered(rng, train)


def neighbors(rng):
    train, target = make_classification(5_000, 30, n_informative=12, n_classes=3, random_state=7)
    return train, target, jittered(rng, train)


def mixed(rng):
    """Seven columns of a DataFrame, three of them texts."""
    def records(n):
        return [
            {"age": int(a), "income": round(float(i), 2), "balance": round(float(b), 2), "visits": int(v),
             "city": CITIES[c], "plan": PLANS[p], "device": DEVICES[d]}
            for a, i, b, v, c, p, d in zip(
                rng.integers(18, 90, n), rng.lognormal(10, 0.5, n), rng.normal(1000, 400, n), rng.poisson(4, n),
                rng.integers(0, len(CITIES), n), rng.integers(0, len(PLANS), n), rng.integers(0, len(DEVICES), n))
        ]
    train = records(5_000)
    target = np.array([r["age"] / 90 + r["visits"] / 8 + (r["plan"] == "gold") + rng.normal(0, 0.5) > 1.2 for r in train])
    return train, target.astype(int), records(ROWS)


def texts(rng):
    """Texts of 80 tokens with capitals, commas and stops; words as rare as Zipf's law has them."""
    syllables = [a + b for a in "bcdfglmnprstvz" for b in "aeiou"]
    words = list(dict.fromkeys("".join(rng.choice(syllables, rng.integers(2, 5))) for _ in range(3 * WORDS)))[:WORDS]
    words = np.array(words)
    shares = 1 / (np.arange(WORDS) + 20.0)
    shares /= shares.sum()
    # Every word once, so that the vocabulary is whole.
    every = [words[i:i + 80] for i in range(0, WORDS, 80)]
    drawn = [words[rng.choice(WORDS, 80, p=shares)] for _ in range(4_000)]
    train = [as_text(tokens) for tokens in every + drawn]
    target = np.array([hash_of(text) for text in train])
    choices = rng.choice(WORDS, (ROWS, 80), p=shares)
    return train, target, [as_text(words[row]) for row in choices]


def as_text(tokens):
    marked = [f"{t}." if i % 11 == 10 else f"{t}," if i % 7 == 6 else t for i, t in enumerate(tokens)]
    return " ".join(t.capitalize() if i % 11 == 0 else t for i, t in enumerate(marked))


def hash_of(text):
    return sum(text.encode()) % 4


def jittered(rng, train):
    """Rows between those of the training, so that they fall into many leaves."""
    base = train[rng.integers(0, len(train), ROWS)]
    return base + rng.normal(0, 0.15, base.shape) * train.std(axis=0)


CITIES = ["Athens", "Berlin", "Cairo", "Delhi", "Edmonton", "Florence", "Geneva", "Havana", "Izmir", "Jakarta", "Kyoto", "Lima"]
PLANS = ["basic", "silver", "gold"]
DEVICES = ["desktop", "phone", "tablet", "television"]

SAMPLES = {
    "linear": linear, "logistic": logistic, "cancer": cancer, "diabetes": diabetes, "houses": houses,
    "boosted": boosted, "mixed": mixed, "texts": texts, "vectors": vectors, "neighbors": neighbors,
}


def write(out, name, train, target, rows):
    path = os.path.join(out, name)
    kind = "numbers" if isinstance(train, np.ndarray) else "texts" if isinstance(train[0], str) else "records"
    np.asarray(target, dtype=np.float64).tofile(path + ".target")
    for part, samples in (("train", train), ("rows", rows)):
        if kind == "numbers":
            np.ascontiguousarray(samples, dtype=np.float64).tofile(f"{path}.{part}")
        else:
            with open(f"{path}.{part}", "w") as file:
                file.writelines(json.dumps(sample) + "\n" for sample in samples)
    columns = train.shape[1] if kind == "numbers" else None
    with open(path + ".json", "w") as file:
        json.dump({"kind": kind, "columns": columns, "rows": len(rows), "train": len(train)}, file)


if __name__ == "__main__":
    main(sys.argv[1])
