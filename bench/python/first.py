"""One prediction from cold: imports, reads the pickle, answers the row of a JSON file, says how much memory that took.

    python3 first.py MODEL ROW → answer and peak memory in KiB
"""
import json
import pickle
import sys

from peak import peak_memory

model_path, row_path = sys.argv[1:3]
with open(row_path) as file:
    row = json.load(file)
if isinstance(row, dict):
    import pandas
    rows = pandas.DataFrame([row])
elif isinstance(row, str):
    rows = [row]
else:
    import numpy
    rows = numpy.array([row])
with open(model_path, "rb") as file:
    model = pickle.load(file)
answer = float(model.predict(rows)[0])
print(answer, peak_memory(), flush=True)
