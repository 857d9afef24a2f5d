"""The same as bench/ours/estimator.js with other libraries: estimator.py PEER TASK FILE ROWS COLUMNS CLUSTERS TIMES"""
import json
import sys
import time
import warnings

import numpy as np

warnings.filterwarnings("ignore")
peer, task, file, rows, columns, clusters, times = sys.argv[1:]
rows, columns, clusters = int(rows), int(columns), int(clusters)
X = np.fromfile(file).reshape(rows, columns)


def sklearn_name():
    import sklearn
    return f"scikit-learn {sklearn.__version__}"


def isotree_name():
    from importlib.metadata import version
    return f"isotree {version('isotree')}, 2 threads"


def scipy_name():
    import scipy
    return f"SciPy {scipy.__version__} cKDTree"


def nanoflann_name():
    from importlib.metadata import version
    return f"nanoflann C++ (pynanoflann {version('pynanoflann')}), 2 threads"


def mlpack_name():
    from importlib.metadata import version
    return f"mlpack C++ {version('mlpack')}, Hamerly's algorithm, 1 thread"


def kmeans():
    from sklearn.cluster import KMeans
    m = KMeans(clusters, random_state=42, n_init=10).fit(X)
    return f"inertia {m.inertia_:.9g}"


def lloyd_from(centers):
    from sklearn.cluster import KMeans
    m = KMeans(clusters, init=centers, n_init=1, tol=0, max_iter=1000).fit(X)
    return f"inertia {m.inertia_:.9g}, {m.n_iter_} iterations"


def lloyd():
    return lloyd_from(X[:clusters])


def lloyd_lowest():
    return lloyd_from(lowest)


def mlpack_lloyd_from(centers):
    """Labels alone are the quickest to get. It moves the centers that it is given, and tells no inertia: that is not timed."""
    from mlpack import kmeans
    m = kmeans(
        clusters=clusters, input_=X, algorithm="hamerly", initial_centroids=centers.copy(), max_iterations=1000, labels_only=True
    )

    def answer():
        labels, centers = m["output"][:, 0].astype(int), m["centroid"]
        return f"inertia {sum(((X[:, j] - centers[labels, j]) ** 2).sum() for j in range(columns)):.9g}"

    return answer


def mlpack_lloyd():
    return mlpack_lloyd_from(X[:clusters])


def mlpack_lloyd_lowest():
    return mlpack_lloyd_from(lowest)


def forest():
    from sklearn.ensemble import IsolationForest
    m = IsolationForest(contamination=0.05, random_state=42).fit(X)
    return f"{(m.score_samples(X) < m.offset_).sum()} flagged"


def isotree_forest():
    """The forest of Liu, Ting and Zhou 2008, as scikit-learn's; the library has no threshold of its own."""
    from isotree import IsolationForest
    m = IsolationForest(
        ndim=1, ntrees=100, sample_size=256, missing_action="fail", standardize_data=False, random_seed=42, nthreads=2
    ).fit(X)
    scores = m.predict(X)
    return f"{(scores > np.percentile(scores, 95)).sum()} flagged"


def m_dist_of(points):
    from scipy.spatial import cKDTree
    return cKDTree(points).query(points, 11, workers=-1)[0][:, 1:].mean(axis=1)


def m_dist():
    return f"mean {m_dist_of(X).mean():.9g}"


def nanoflann_m_dist():
    from pynanoflann import KDTree
    tree = KDTree(n_neighbors=11)
    tree.fit(X)
    return f"mean {tree.kneighbors(X, n_jobs=2)[0][:, 1:].mean(axis=1).mean():.9g}"


def density():
    """Rows in lexicographic order, by which ties go to the smaller one whatever order they come in, and which suits the tree."""
    return density_of(X[np.lexsort(X.T[::-1])])


def density_as_it_comes():
    return density_of(X)


def density_of(Z):
    from sklearn.cluster import KMeans
    distances = m_dist_of(Z)
    dense = Z[distances <= distances.mean()]
    centers = [Z[distances.argmin()]]
    nearest = np.full(len(dense), np.inf)
    while len(centers) < clusters:
        nearest = np.minimum(nearest, ((dense - centers[-1]) ** 2).sum(axis=1))
        centers.append(dense[nearest.argmax()])
    m = KMeans(clusters, init=np.array(centers), n_init=1).fit(Z)
    return f"inertia {m.inertia_:.9g}"


name, run = {
    ("scikit-learn", "k-means"): (sklearn_name, kmeans),
    ("scikit-learn", "thorough"): (sklearn_name, kmeans),
    ("scikit-learn", "lloyd"): (sklearn_name, lloyd),
    ("scikit-learn", "lloyd-lowest"): (sklearn_name, lloyd_lowest),
    ("mlpack", "lloyd"): (mlpack_name, mlpack_lloyd),
    ("mlpack", "lloyd-lowest"): (mlpack_name, mlpack_lloyd_lowest),
    ("scikit-learn", "forest"): (sklearn_name, forest),
    ("isotree", "forest"): (isotree_name, isotree_forest),
    ("SciPy", "m-dist"): (scipy_name, m_dist),
    ("nanoflann", "m-dist"): (nanoflann_name, nanoflann_m_dist),
    ("SciPy and scikit-learn", "density"): (lambda: f"{scipy_name()}, {sklearn_name()}, rows sorted first", density),
    ("SciPy and scikit-learn, as it comes", "density"): (
        lambda: f"{scipy_name()}, {sklearn_name()}, rows as they come",
        density_as_it_comes,
    ),
}[peer, task]

# Those with the lowest first feature, the first ones where it is equal.
lowest = X[np.argsort(X[:, 0], kind="stable")[:clusters]] if task == "lloyd-lowest" else None

# Imports are no part of the work.
whole, X = X, X[:1000]
run()
X = whole

seconds = []
while len(seconds) < int(times) and not (seconds and seconds[-1] > 60):
    began = time.perf_counter()
    answer = run()
    seconds.append(time.perf_counter() - began)
print(json.dumps({"seconds": seconds, "answer": answer() if callable(answer) else answer, "side": name()}))
