"""Trains the example model: what eight people were paid, by experience and two scores.

    python3 model.py        reads hiring.csv, writes model.pkl beside it
"""

import pickle
from pathlib import Path

import pandas as pd
import sklearn
from sklearn.linear_model import LinearRegression

here = Path(__file__).parent
hiring = pd.read_csv(here / "hiring.csv")
hiring["test_score"] = hiring["test_score"].fillna(hiring["test_score"].mean())

features = hiring[["experience", "test_score", "interview_score"]]
model = LinearRegression().fit(features, hiring["salary"])

with open(here / "model.pkl", "wb") as file:
    pickle.dump(model, file)

asked = pd.DataFrame([[2, 9, 6]], columns=features.columns)
print(f"scikit-learn {sklearn.__version__}: {model.predict(asked)[0]!r}")
