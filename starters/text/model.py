"""Trains the model again: python3 model.py (needs scikit-learn and pandas; serving needs neither)."""

import pickle
from pathlib import Path

import pandas as pd
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline

here = Path(__file__).parent
messages = pd.read_csv(here / "data" / "messages.csv")
model = make_pipeline(TfidfVectorizer(ngram_range=(1, 2)), LogisticRegression(C=20, max_iter=1000))
model.fit(messages["text"], messages["desk"])

with open(here / "model.pkl", "wb") as file:
    pickle.dump(model, file)

asked = ["My parcel has not arrived yet", "You charged me twice this month"]
print(model.predict(asked), model.predict_proba(asked))
