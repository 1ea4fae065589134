"""Trains the model again: python3 model.py (needs scikit-learn and pandas; serving needs neither)."""

import pickle
from pathlib import Path

import pandas as pd
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

here = Path(__file__).parent
flowers = pd.read_csv(here / "data" / "iris.csv")
features = flowers.drop(columns="species")
model = make_pipeline(StandardScaler(), LogisticRegression(max_iter=1000))
model.fit(features, flowers["species"])

with open(here / "model.pkl", "wb") as file:
    pickle.dump(model, file)

asked = pd.DataFrame([[5.1, 3.5, 1.4, 0.2], [6.3, 2.8, 5.1, 1.5]], columns=features.columns)
print(model.predict(asked), model.predict_proba(asked))
