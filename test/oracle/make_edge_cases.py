#!/usr/bin/env python3
"""Writes edge-cases.json: what scikit-learn answers where implementations part. Ties that rounding decides, empty
clusters, constant columns, repeated rows, one column, few rows, iterations used up, samples of every size.

Needs Debian 12's python3-sklearn (1.2.1), like make_cases.py:
    /usr/bin/python3 make_edge_cases.py > edge-cases.json
"""
import json
import sys
import warnings

import numpy as np
from sklearn.cluster import KMeans
from sklearn.ensemble import IsolationForest
from sklearn.preprocessing import MinMaxScaler, RobustScaler, StandardScaler

warnings.filterwarnings("ignore")


def lattice(n, d, seed):
    """Whole numbers from 0 to 4: most distances occur many times."""
    return np.random.default_rng(seed).integers(0, 5, (n, d)).astype(float)


def cloud(n, d, seed):
    return np.round(np.random.default_rng(seed).normal(0, 1, (n, d)), 6)


def with_constants(n, d, seed):
    X = cloud(n, d, seed)
    X[:, 1] = 7.0
    X[:, -1] = 0.1
    return X


def repeated(n, d, seed):
    return np.repeat(cloud(n, d, seed), 3, axis=0)


def clustering(X, name, init="k-means++", **parameters):
    """`init` is k-means++ or the indices of rows, the first `far` of which are moved far away."""
    far = parameters.pop("far", 0)
    centers = init
    if init != "k-means++":
        centers = X[init].copy()
        centers[:far] += 50 + np.arange(far)[:, None]
    k = parameters.pop("n_clusters", len(init))
    m = KMeans(k, init=centers, algorithm="lloyd", **parameters).fit(X)
    return {"name": name, "X": X.tolist(), "n_clusters": k, **parameters,
            "init": init if init == "k-means++" else centers.tolist(), "labels": m.labels_.tolist(),
            "cluster_centers": m.cluster_centers_.tolist(), "inertia": m.inertia_, "n_iter": m.n_iter_,
            "predicted": m.predict(X + 0.5).tolist()}


def forest(X, name, **parameters):
    m = IsolationForest(**parameters).fit(X)
    return {"name": name, "X": X.tolist(), **parameters, "offset": float(m.offset_),
            "score_samples": m.score_samples(X).tolist(), "is_anomaly": (m.predict(X) == -1).tolist(),
            "elsewhere": m.score_samples(X[::-1] * 1.5 + 0.25).tolist()}


def scaling(X, name):
    return {"name": name, "X": X.tolist(), "standard": StandardScaler().fit_transform(X).tolist(),
            "minmax": MinMaxScaler().fit_transform(X).tolist(), "robust": RobustScaler().fit_transform(X).tolist()}


json.dump({
    "clusterings": [
        *[clustering(lattice(n, d, s), f"{n} x {d} whole numbers, seed {s}", n_clusters=k, n_init=r, random_state=s)
          for n, d, k, r, s in [(20, 4, 5, 1, 1), (12, 6, 5, 10, 2), (50, 5, 3, 10, 3), (50, 6, 5, 1, 4), (120, 5, 6, 10, 5),
                                (45, 7, 4, 10, 6), (50, 8, 4, 1, 7), (40, 9, 4, 10, 8), (300, 3, 4, 1, 9), (30, 1, 3, 10, 10),
                                (60, 2, 6, 10, 11), (80, 7, 5, 10, 12)]],
        clustering(StandardScaler().fit_transform(lattice(90, 7, 13)), "scaled whole numbers", n_clusters=4, n_init=10,
                   random_state=0),
        clustering(repeated(10, 3, 14), "rows that occur three times", n_clusters=4, n_init=10, random_state=1),
        clustering(cloud(5, 2, 15), "as many clusters as rows", n_clusters=5, n_init=3, random_state=2),
        clustering(cloud(1, 3, 16), "one row", n_clusters=1, n_init=2, random_state=3),
        clustering(cloud(60, 2, 17), "one cluster", n_clusters=1, n_init=2, random_state=4),
        clustering(with_constants(50, 4, 18), "constant columns", n_clusters=3, n_init=4, random_state=5),
        clustering(cloud(80, 3, 19) * 1e-6 + 1e4, "far from 0", n_clusters=3, n_init=4, random_state=6),
        clustering(cloud(80, 3, 20), "one iteration", n_clusters=4, n_init=3, random_state=7, max_iter=1),
        clustering(cloud(80, 3, 21), "three iterations", n_clusters=4, n_init=3, random_state=8, max_iter=3),
        clustering(cloud(80, 3, 22), "no tolerance", n_clusters=4, n_init=3, random_state=9, tol=0.0),
        clustering(cloud(80, 3, 23), "much tolerance", n_clusters=4, n_init=3, random_state=10, tol=0.5),
        clustering(cloud(70, 3, 24), "an empty cluster", [3, 14, 15, 9], n_init=1, far=1),
        clustering(cloud(70, 2, 25), "two empty clusters", [3, 14, 15, 9, 26], n_init=1, far=2),
        clustering(cloud(70, 2, 26), "two empty clusters and one iteration", [3, 14, 15, 9], n_init=1, far=2, max_iter=1),
    ],
    "forests": [
        forest(cloud(90, 3, 30), "share of the rows", max_samples=0.4, random_state=1, n_estimators=20, contamination=0.1),
        forest(cloud(60, 2, 31), "more samples than rows", max_samples=1000, random_state=2, n_estimators=10),
        forest(cloud(261, 2, 32), "nearly all rows", max_samples=260, random_state=3, n_estimators=10, contamination=0.5),
        forest(cloud(450, 1, 33), "few rows of many", max_samples=4, random_state=4, n_estimators=30, contamination=0.01),
        forest(cloud(40, 5, 34), "one row each", max_samples=1, random_state=5, n_estimators=5, contamination=0.2),
        forest(with_constants(80, 6, 35), "constant columns", random_state=6, n_estimators=20, contamination=0.05),
        forest(np.full((30, 3), 2.5), "equal rows", random_state=7, n_estimators=5, contamination=0.1),
        forest(repeated(25, 3, 36), "rows that occur three times", random_state=8, n_estimators=20, contamination=0.07),
        forest(lattice(120, 7, 37), "whole numbers", random_state=9, n_estimators=20, contamination=0.05),
        forest(cloud(1, 2, 38), "one row", random_state=10, n_estimators=5),
        forest(cloud(1, 2, 38), "one row and a share to flag", random_state=10, n_estimators=5, contamination=0.1),
        forest(cloud(2, 2, 39), "two rows", random_state=11, n_estimators=5, contamination=0.5),
        forest(cloud(60, 2, 40) * 1e-9, "too close together for 32 bits", random_state=12, n_estimators=5,
               contamination=0.1),
        forest(cloud(60, 2, 41) * 1e30, "very large", random_state=4294967295, n_estimators=5, contamination=0.1),
    ],
    "scalings": [
        scaling(cloud(200, 1, 50) + 3, "one column"),
        scaling(with_constants(60, 4, 51), "constant columns"),
        scaling(cloud(1, 3, 52), "one row"),
        scaling(cloud(2, 3, 53), "two rows"),
        scaling(cloud(50, 2, 54) * 1e-6 + 1e6, "far from 0"),
        scaling(cloud(50, 2, 55) * 1e-17, "tiny"),
        scaling(cloud(50, 2, 56) * 1e100, "huge"),
        scaling(lattice(80, 7, 57), "whole numbers"),
        scaling(repeated(10, 2, 58), "rows that occur three times"),
    ],
}, sys.stdout)
