"""A linear regression of columns a, b, c …: `python3 linear.py OUT COLUMNS`."""
import sys

import numpy as np
import pandas
from sklearn.linear_model import LinearRegression
from train import save

path, columns = sys.argv[1], int(sys.argv[2])
train = np.random.default_rng(7).uniform(1, 10, (200, columns))
table = pandas.DataFrame(train, columns=[chr(97 + j) for j in range(columns)])
save(LinearRegression().fit(table, train.sum(axis=1)), path)
