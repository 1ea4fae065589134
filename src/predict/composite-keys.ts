// What the keys of a dict say about the things they hold, as far as their words leave no doubt.

/** A word between underscores, hyphens, spaces, dots or the ends. */
function words(...list: readonly string[]): RegExp {
  return new RegExp(`(?:^|[_\\-. ])(?:${list.join("|")})(?:$|[_\\-. ])`, "i");
}

const target = words("y", "target", "targets", "output", "outputs", "label", "labels", "outcome");

const transformers =
  /scal|vector|vect|tfidf|tf_idf|count|bow|preproc|process|transform|encod|ohe|one_?hot|pca|svd|lda|select|imput|poly|normali[sz]|standardi[sz]|min_?max|column|feature|^(cv|ct|tv|sc|enc)$/i;

/** Whether a key says that what it holds belongs to the target: `y_scaler`, `target_encoder`. */
export function saysTarget(key: string): boolean {
  return target.test(key);
}

/** Whether a key says that what it holds prepares the samples: `scaler`, `tfidf_vectorizer`. */
export function saysTransformer(key: string): boolean {
  return transformers.test(key);
}

/** Whether a key says that a LabelEncoder is the target's: the usual names for the only one there is. */
export function saysLabelEncoder(key: string): boolean {
  const plain = key.toLowerCase().replaceAll(/[_\-. ]/g, "");
  return (
    saysTarget(key) ||
    /^(le|encoder|labelencoder|labelenc|labels?|classencoder|mlb|(multi)?labelbinarizer|binarizer)$/.test(
      plain,
    )
  );
}

/** Whether a key says that a dict holds one encoder for each column: `encoders`, `label_encoders`. */
export function saysColumnEncoders(key: string): boolean {
  return /^(label_?|categorical_?|cat_?|feature_?|column_?)?(encoders|les|encoding_?map)$/i.test(
    key,
  );
}

/** Whether a key says that a list holds the columns' names: `feature_names`, `columns`. */
export function saysColumns(key: string): boolean {
  return (
    /^(x_|model_|input_|training_|train_|selected_|all_)?(features?|cols|columns?)(_?(names|list|cols|columns|order|in|used))*_?$/i.test(
      key,
    ) || /^(x_columns|input_names)$/i.test(key)
  );
}

/** Whether a key says that it holds what the classes' numbers mean: `class_names`, `target_names`. */
export function saysClassNames(key: string): boolean {
  return /^(class(es)?|target|label|category|output)(_?(names|labels|list|map|mapping|dict))+$|^(labels|classes|categories|id2label|idx_to_class|index_to_label|label_encoding)$/i.test(
    key,
  );
}

/** Whether a key says that a number is a threshold of probabilities, which only the project's code applies. */
export function saysThreshold(key: string): boolean {
  return /^(best_|optimal_|decision_|prob(ability)?_|classification_)*(threshold|cut_?off)_?$/i.test(
    key,
  );
}
