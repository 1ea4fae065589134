"""Scores a CSV file as a notebook does: read, predict, write.

    python3 score_csv.py MODEL IN OUT ROWS → milliseconds of the work, and peak memory in KiB
"""
import pickle
import sys
import time

import pandas

from peak import peak_memory

model_path, source, target, count = sys.argv[1:5]
with open(model_path, "rb") as file:
    model = pickle.load(file)
start = time.perf_counter()
table = pandas.read_csv(source, nrows=int(count))
table["prediction"] = model.predict(table)
table.to_csv(target, index=False)
elapsed = (time.perf_counter() - start) * 1000
print(elapsed, peak_memory(), flush=True)
