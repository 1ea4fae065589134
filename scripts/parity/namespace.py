"""Every estimator of this version of scikit-learn by its name, and what stands beside them."""

import importlib
import warnings

import numpy as np

warnings.filterwarnings("ignore")
for experiment in ["enable_hist_gradient_boosting", "enable_iterative_imputer", "enable_halving_search_cv"]:
    try:
        importlib.import_module("sklearn.experimental." + experiment)
    except ImportError:
        pass

from sklearn.utils import all_estimators  # noqa: E402

ESTIMATORS = dict(all_estimators())


class Absent(Exception):
    """This version has no such thing."""


class Namespace:
    """`s.LinearSVC`, `s.kernels.RBF`, `s.log_loss` of 1.1 on."""

    def __getattr__(self, name):
        if name in ESTIMATORS:
            return ESTIMATORS[name]
        if name == "kernels":
            return importlib.import_module("sklearn.gaussian_process.kernels")
        if name == "np":
            return np
        raise Absent("this version has no " + name)

    def first(self, cls, **choices):
        """The class with the first parameter value that this version takes: losses were renamed."""
        import inspect

        known = inspect.signature(cls.__init__).parameters
        return cls(**{name: value for name, value in choices.items() if name in known})


s = Namespace()
