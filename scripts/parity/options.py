"""Every estimator with every word, truth value and None that one of its parameters can be: as classes say themselves
since 1.2, and as their documentation says before."""

import inspect
import re

from defaults import DATA, make, target_of
from namespace import ESTIMATORS
import samples as d

# What says nothing about answers.
SILENT = {"verbose", "copy", "copy_X", "copy_x", "n_jobs", "random_state", "memory", "error_score", "warm_start"}
# Rows of other kinds are in variants.py; where all numbers are yes, all rows are equally near; without a radius
# there are no neighbours.
ELSEWHERE = {("FeatureHasher", "input_type"), ("*", "yule"), ("radius", None)}
# Directions that the rows do not have are divided by 1e-12, which leaves the rounding.
LOOSE = {("Nystroem", "kernel"): 1e-5}


def values(constraints):
    """The words and truth values among what a parameter may be."""
    for constraint in constraints:
        if constraint == "boolean":
            yield from [False, True]
        elif constraint is None:
            yield None
        elif hasattr(constraint, "options"):
            yield from sorted((option for option in constraint.options if isinstance(option, str)))


def documented(cls):
    """Words and truth values by parameter, from `kernel : {'linear', 'poly'}, default='rbf'` and `copy : bool`."""
    for entry in re.finditer(r"^ {4}(\w+) : (.*(?:\n {5,8}\S.*)?)", cls.__doc__ or "", re.MULTILINE):
        parameter, kinds = entry.groups()
        words = re.match(r"\{([^}]*)\}", kinds.replace("\n", " "))
        if words is not None:
            yield parameter, sorted(set(re.findall(r"['\"]([\w.-]+)['\"]", words.group(1))))
        elif kinds.startswith("bool"):
            yield parameter, [False, True]


def choices(cls):
    """Pairs of a parameter and what it can be."""
    constrained = getattr(cls, "_parameter_constraints", None)
    if constrained is None:
        return list(documented(cls))
    return [(name, list(values(each))) for name, each in constrained.items() if isinstance(each, list)]


def cases():
    for name, cls in sorted(ESTIMATORS.items()):
        rows, target = DATA.get(name, (d.X, target_of(name, cls)))
        known = inspect.signature(cls.__init__).parameters
        for parameter, options in choices(cls):
            if parameter in SILENT or parameter not in known:
                continue
            for value in options:
                if value == known[parameter].default or {(name, parameter), (parameter, value), ("*", value)} & ELSEWHERE:
                    continue
                yield {
                    "name": f"{name} {parameter}={value}",
                    "make": lambda name=name, cls=cls, p=parameter, v=value: make(name, cls).set_params(**{p: v}),
                    "rows": rows,
                    "target": target,
                    "grade": LOOSE.get((name, parameter), 1e-9),
                }
