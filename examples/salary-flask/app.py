"""The same app in Flask, for comparison: python3 app.py (needs flask, numpy, scikit-learn)."""

import pickle

import numpy as np
from flask import Flask, jsonify, render_template, request

app = Flask(__name__)
model = pickle.load(open("model.pkl", "rb"))


@app.route("/", methods=["GET", "POST"])
def home():
    return render_template("index.html")


@app.route("/predict", methods=["GET", "POST"])
def predict():
    values = request.form.values() if request.method == "POST" else request.args.values()
    prediction = model.predict([np.array([float(value) for value in values])])
    output = round(prediction[0], 2)
    return render_template("index.html", prediction_text=f"Employee salary should be $ {output}")


@app.route("/predict_api", methods=["POST"])
def predict_api():
    data = request.get_json(force=True)
    prediction = model.predict([np.array(list(data.values()))])
    return jsonify(prediction[0])


@app.route("/hi")
def hi():
    return "Hello world"


if __name__ == "__main__":
    app.run(debug=True)
