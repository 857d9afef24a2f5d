"""The task pipeline with pandas and scikit-learn, as a script would do it: python3 sklearn_pipeline.py summaries.csv results.json

Prints the versions it used. It makes no explanations, rejects no rows and checks nothing.
"""
import sys
import warnings

import pandas as pd
import sklearn
from sklearn.cluster import KMeans
from sklearn.ensemble import IsolationForest
from sklearn.preprocessing import StandardScaler

warnings.filterwarnings("ignore")


def share(x):
    return (x - x.min()) / (x.max() - x.min())


people = pd.read_csv(sys.argv[1])
people = people[(people.total_tasks > 0) & (people.completed_tasks > 0)]
people["completion_rate"] = people.completed_tasks / people.total_tasks
people["task_efficiency"] = 1 - share(people.avg_task_hours)
people["throughput"] = people.completed_tasks.astype(float)
features = ["completion_rate", "task_efficiency", "throughput"]
people = people.sort_values(features, kind="stable")

X = people[features].to_numpy()
Z = StandardScaler().fit_transform(X)
kmeans = KMeans(3, random_state=42, n_init=10, algorithm="lloyd").fit(Z)
forest = IsolationForest(n_estimators=100, contamination=0.05, random_state=42).fit(Z)

weighted = 0.4 * people.completion_rate + 0.3 * people.task_efficiency + 0.3 * share(people.throughput)
people["performance_score"] = 100 * share(weighted)
order = people.groupby(kmeans.labels_).performance_score.mean().sort_values(ascending=False).index
names = dict(zip(order, ["High", "Medium", "Low"]))
people["performance_cluster"] = [names[label] for label in kmeans.labels_]
people["is_anomaly"] = forest.predict(Z) == -1
people["anomaly_score"] = -forest.score_samples(Z)

people.drop(columns=["task_efficiency", "throughput"]).to_json(sys.argv[2], orient="records", lines=True, double_precision=15)
print(f"scikit-learn {sklearn.__version__}, pandas {pd.__version__}, Python {sys.version.split()[0]}")
