"""Small data of every kind that an estimator of scikit-learn takes: rows to fit on, and unseen rows to ask."""

import numpy as np
import pandas as pd
import scipy.sparse as sp
from sklearn.metrics.pairwise import euclidean_distances, rbf_kernel

rng = np.random.RandomState(7)
ROWS, UNSEEN, WIDTH = 48, 9, 4


def both(make):
    """The same made of all rows, those to fit on and those to ask."""
    whole = make(ROWS + UNSEEN)
    return whole[:ROWS], whole[ROWS:]


def rounded(values):
    return np.round(values, 3)


def numbers(count):
    return rounded(rng.normal(size=(count, WIDTH)) * [1, 2, 0.5, 1] + [0, 1, 0, -1])


def without_some(X):
    """With about every tenth number missing."""
    holes = np.random.RandomState(3).uniform(size=X.shape) < 0.1
    return np.where(holes, np.nan, X)


def thinned(X):
    """Mostly zeros, stored as such."""
    return sp.csr_matrix(np.where(np.abs(X) > 0.8, X, 0.0))


def frame(X):
    return pd.DataFrame(X, columns=["age", "fare", "size", "weight"])


X = both(numbers)
few = (X[0][:16], X[1])
positive = tuple(np.abs(part) + 0.1 for part in X)
counts = both(lambda count: rng.poisson(1.5, size=(count, WIDTH)).astype(float))
switches = both(lambda count: (rng.uniform(size=(count, WIDTH)) > 0.5).astype(float))
line = tuple(part[:, 0] for part in X)
missing = tuple(without_some(part) for part in X)
sparse = tuple(thinned(part) for part in X)
sparse_positive = tuple(thinned(part) for part in positive)
frames = tuple(frame(part) for part in X)
wide = both(lambda count: rounded(rng.normal(size=(count, 30))))
single = tuple(part.astype(np.float32) for part in X)
whole = both(lambda count: rng.randint(-3, 4, size=(count, WIDTH)))
# numpy 2 chooses among equally near rows by what the processor can do, where scikit-learn leaves it the choice.
tied = whole if np.__version__ < "2" else tuple(part.astype(float) for part in whole)


def words(count):
    columns = [rng.choice(["red", "green", "blue"], count), rng.choice(["s", "m", "l", "xl"], count)]
    return np.array(columns, dtype=object).T


cells = both(words)
codes = both(lambda count: rng.randint(0, 3, size=(count, WIDTH)))
mixed = tuple(
    pd.DataFrame({"colour": c[:, 0], "size": c[:, 1], "age": x[:, 0], "fare": x[:, 1]}) for c, x in zip(cells, X)
)
labelled = tuple(part.assign(colour=part["colour"].astype("category")) for part in mixed)
gaps = tuple(
    part.assign(age=part["age"].where(part["age"] > -0.5), size=part["size"].where(part["size"] != "xl")) for part in mixed
)
notes = tuple(part.assign(note=[f"{a} {b}, {a}" for a, b in zip(part["colour"], part["size"])]) for part in mixed)
letters = "apple banana cherry date elder fig grape hazel iris juniper".split()
texts = both(lambda count: [" ".join(rng.choice(letters, rng.randint(2, 8))) + "!" for _ in range(count)])
records = both(lambda count: [{str(rng.choice(letters)): int(rng.randint(1, 5)), "n": float(i)} for i in range(count)])
sets = both(lambda count: [tuple(rng.choice(["x", "y", "z"], rng.randint(0, 4), replace=False)) for _ in range(count)])
images = both(lambda count: rounded(rng.uniform(size=(count, 12, 12))))
distances = tuple(euclidean_distances(part, X[0]) for part in X)
kernel = tuple(rbf_kernel(part, X[0]) for part in X)

fitted = X[0]
score = fitted @ [1.0, 0.5, -1.0, 0.3] + 0.3 * rng.normal(size=ROWS)
value = rounded(score)
count = np.round(np.abs(score)) + 1
values = rounded(np.column_stack([score, fitted @ [0.2, -1.0, 0.4, 1.0]]))
three = np.digitize(score, np.quantile(score, [0.33, 0.66]))
two = (score > np.median(score)).astype(int)
names = np.array(["setosa", "versicolor", "virginica"])[three]
objects = names.astype(object)
yes_no = np.array(["no", "yes"])[two]
booleans = two.astype(bool)
reals = three + 1.0
signs = 2 * two - 1
labels = np.column_stack([two, fitted[:, 1] > 1, fitted[:, 2] > 0.1]).astype(int)
targets = np.column_stack([three, two])
named_targets = np.column_stack([names, yes_no])
partly = np.where(rng.uniform(size=ROWS) < 0.4, -1, three)
partly_two = np.where(rng.uniform(size=ROWS) < 0.4, -1, two)
named = pd.Series(names, name="species")
categorical = named.astype("category")
value_frame = pd.DataFrame(values, columns=["price", "rent"])
weights = rounded(rng.uniform(0.5, 2, size=ROWS))
