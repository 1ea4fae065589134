"""A forest of scikit-learn as an ONNX graph of one node, TreeEnsembleClassifier or TreeEnsembleRegressor, in
protocol buffers written by hand: ONNX's own operator set `ai.onnx.ml` 1, one input `x` of float32.

Thresholds are rounded down to float32: samples are float32, so `x <= threshold` keeps its answer.
"""
import numpy as np

FLOAT, INT64 = 1, 7  # onnx.TensorProto.DataType


def forest_graph(forest):
    """The bytes of a ModelProto that answers `label` or `value` for n × n_features_in_ samples."""
    classes = getattr(forest, "classes_", None)
    trees = [estimator.tree_ for estimator in forest.estimators_]
    kind = "TreeEnsembleRegressor" if classes is None else "TreeEnsembleClassifier"
    attributes = nodes_of(trees) + leaves_of(trees, classes)
    if classes is None:
        outputs = [("value", FLOAT, 1)]
        attributes.append(ints("n_targets", [1], single=True))
    else:
        outputs = [("label", INT64, None), ("probabilities", FLOAT, len(classes))]
        attributes.append(ints("classlabels_int64s", classes))
    node = text(1, "x") + b"".join(text(2, name) for name, _, _ in outputs)
    node += text(4, kind) + b"".join(field(5, a) for a in attributes) + text(7, "ai.onnx.ml")
    graph = field(1, node) + text(2, "forest") + field(11, value_info("x", FLOAT, forest.n_features_in_))
    graph += b"".join(field(12, value_info(*output)) for output in outputs)
    imports = field(8, text(1, "ai.onnx.ml") + number(2, 1)) + field(8, text(1, "") + number(2, 13))
    return number(1, 7) + field(7, graph) + imports


def nodes_of(trees):
    counts = [tree.node_count for tree in trees]
    join = lambda name: np.concatenate([getattr(tree, name) for tree in trees])
    is_leaf = join("children_left") < 0
    thresholds = np.where(is_leaf, 0, round_down(join("threshold")))
    total = len(is_leaf)
    leaf, branch = (field(9, mode) for mode in (b"LEAF", b"BRANCH_LEQ"))
    modes = b"".join(leaf if flag else branch for flag in is_leaf.tolist())
    return [
        ints("nodes_treeids", np.repeat(np.arange(len(trees)), counts)),
        ints("nodes_nodeids", np.concatenate([np.arange(count) for count in counts])),
        ints("nodes_featureids", np.where(is_leaf, 0, join("feature"))),
        floats("nodes_values", thresholds),
        floats("nodes_hitrates", np.ones(total)),
        text(1, "nodes_modes") + modes + number(20, 8),
        ints("nodes_truenodeids", np.where(is_leaf, 0, join("children_left"))),
        ints("nodes_falsenodeids", np.where(is_leaf, 0, join("children_right"))),
        ints("nodes_missing_value_tracks_true", np.zeros(total, int)),
    ]


def leaves_of(trees, classes):
    """
    Weights are shares of the mean already: a forest's answer is their sum. Of two classes the second's alone are given:
    with those of both ONNX Runtime answers the second label wherever it has any share at all.
    """
    treeids, nodeids, ids, weights = [], [], [], []
    for tree_id, tree in enumerate(trees):
        leaves = np.flatnonzero(tree.children_left < 0)
        values = tree.value[leaves, 0, :]
        if classes is not None:
            values = values / values.sum(axis=1, keepdims=True)
            values = values[:, 1:] if len(classes) == 2 else values
        width = values.shape[1]
        treeids.append(np.full(len(leaves) * width, tree_id))
        nodeids.append(np.repeat(leaves, width))
        ids.append(np.tile(np.arange(width), len(leaves)))
        weights.append(values.ravel() / len(trees))
    prefix = "target" if classes is None else "class"
    return [
        ints(f"{prefix}_treeids", np.concatenate(treeids)),
        ints(f"{prefix}_nodeids", np.concatenate(nodeids)),
        ints(f"{prefix}_ids", np.concatenate(ids)),
        floats(f"{prefix}_weights", np.concatenate(weights)),
    ]


def round_down(values):
    """The largest float32 not above each value."""
    rounded = values.astype(np.float32)
    above = rounded.astype(np.float64) > values
    return np.where(above, np.nextafter(rounded, np.float32(-np.inf)), rounded)


def ints(name, values, single=False):
    """AttributeProto: `ints` (8) with type INTS, or `i` (3) with type INT."""
    if single:
        return text(1, name) + number(3, int(values[0])) + number(20, 2)
    return text(1, name) + field(8, varints(np.asarray(values))) + number(20, 7)


def floats(name, values):
    """AttributeProto: `floats` (7), packed, with type FLOATS."""
    return text(1, name) + field(7, np.asarray(values, dtype="<f4").tobytes()) + number(20, 6)


def value_info(name, element, width):
    """ValueInfoProto of a tensor `[n]` or `[n, width]`."""
    shape = field(1, text(2, "n")) + (b"" if width is None else field(1, number(1, width)))
    return text(1, name) + field(2, field(1, number(1, element) + field(2, shape)))


def varints(values):
    """Many whole numbers of at most 35 bits, packed: seven bits to a byte, the lowest first."""
    values = values.astype(np.uint64)
    parts = (values[:, None] >> np.arange(0, 35, 7, dtype=np.uint64)) & np.uint64(0x7F)
    lengths = np.maximum(1, 5 - np.argmax(parts[:, ::-1] != 0, axis=1))
    lengths[values == 0] = 1
    position = np.arange(5)[None, :]
    parts |= np.where(position < (lengths - 1)[:, None], 0x80, 0).astype(np.uint64)
    return parts.astype(np.uint8)[position < lengths[:, None]].tobytes()


def varint(value):
    return varints(np.array([value]))


def field(tag, payload):
    return varint(tag << 3 | 2) + varint(len(payload)) + payload


def text(tag, value):
    return field(tag, value.encode())


def number(tag, value):
    return varint(tag << 3) + varint(value)
