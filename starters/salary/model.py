"""Trains the model again: python3 model.py (needs scikit-learn and pandas; serving needs neither)."""

import pickle
from pathlib import Path

import pandas as pd
from sklearn.linear_model import LinearRegression

here = Path(__file__).parent
hiring = pd.read_csv(here / "data" / "hiring.csv")
hiring["test_score"] = hiring["test_score"].fillna(hiring["test_score"].mean())

features = hiring[["experience", "test_score", "interview_score"]]
model = LinearRegression().fit(features, hiring["salary"])

with open(here / "model.pkl", "wb") as file:
    pickle.dump(model, file)

asked = pd.DataFrame([[2, 9, 6]], columns=features.columns)
print(model.predict(asked))
