#!/usr/bin/env python3
"""Writes pipeline-cases.json: the task pipeline computed with scikit-learn, for tests to compare with.

Needs Debian 12's python3-sklearn (1.2.1) and python3-pandas:
    /usr/bin/python3 make_pipeline_cases.py [tasks_with_dates.csv of the SiP data set] > pipeline-cases.json

With the SiP task log (paper/README.md says where to get it) the results of its 22 developers are written too;
without it the case is left out.
"""
import json
import sys

import numpy as np
import pandas as pd
import sklearn
from sklearn.cluster import KMeans
from sklearn.ensemble import IsolationForest
from sklearn.metrics import silhouette_score
from sklearn.preprocessing import MinMaxScaler, StandardScaler

WEIGHTS = np.array([0.4, 0.3, 0.3])


def pipeline(people, k=3, contamination=0.05, random_state=42):
    """people: columns employee_id, completed_tasks, total_tasks, avg_task_hours; everybody can be rated."""
    hours = MinMaxScaler().fit_transform(people[["avg_task_hours"]])[:, 0]
    features = np.c_[people.completed_tasks / people.total_tasks, 1 - hours, people.completed_tasks].astype(float)
    order = np.lexsort(features.T[::-1])
    people = people.iloc[order].reset_index(drop=True)
    features = features[order]

    scaler = StandardScaler().fit(features)
    scaled = scaler.transform(features)
    kmeans = KMeans(k, random_state=random_state, n_init=10, algorithm="lloyd").fit(scaled)
    forest = IsolationForest(n_estimators=100, contamination=contamination, random_state=random_state).fit(scaled)

    throughput = MinMaxScaler().fit(features[:, [2]])
    parts = features.copy()
    parts[:, 2] = throughput.transform(features[:, [2]])[:, 0]
    weighted = parts @ WEIGHTS
    score = MinMaxScaler((0, 100)).fit_transform(weighted[:, None])[:, 0]

    centres = scaler.inverse_transform(kmeans.cluster_centers_)
    centres[:, 2] = throughput.transform(centres[:, [2]])[:, 0]
    rank = np.argsort(np.argsort(-(centres @ WEIGHTS)))
    return {
        "silhouette": silhouette_score(scaled, kmeans.labels_),
        "people": [
            {
                "employee_id": int(people.employee_id[i]),
                "performance_score": float(score[i]),
                "tier_rank": int(rank[kmeans.labels_[i]]),
                "is_anomaly": bool(a),
                "anomaly_score": float(s),
            }
            for i, (a, s) in enumerate(zip(forest.predict(scaled) == -1, -forest.score_samples(scaled)))
        ],
    }


def simulated(n, seed):
    rng = np.random.default_rng(seed)
    level = rng.choice(3, n, p=[0.25, 0.5, 0.25])
    total = rng.poisson(np.array([70, 55, 40])[level]) + 1
    completed = rng.binomial(total, np.array([0.95, 0.8, 0.55])[level])
    hours = rng.gamma(6, np.array([0.4, 0.6, 0.9])[level]).round(2)
    return pd.DataFrame({"employee_id": np.arange(1, n + 1), "completed_tasks": completed, "total_tasks": total,
                         "avg_task_hours": hours})


def sip(path):
    log = pd.read_csv(path, encoding="cp1252")
    log = log[~log.StatusCode.isin(["CANCELLED", "TEMPLATE", "AUTHORISE", "ESTIMATED"])]
    tasks = log.groupby(["DeveloperID", "TaskNumber"]).agg(
        hours=("DeveloperHoursActual", "sum"),
        done=("StatusCode", lambda s: s.isin(["FINISHED", "COMPLETED", "RELEASED"]).any())).reset_index()
    people = tasks.groupby("DeveloperID").agg(completed_tasks=("done", "sum"), total_tasks=("done", "size")).reset_index()
    hours = tasks[tasks.done].groupby("DeveloperID").hours.mean()
    people["avg_task_hours"] = people.DeveloperID.map(hours)
    people = people.rename(columns={"DeveloperID": "employee_id"})
    return people, sorted(set(pd.read_csv(path, encoding="cp1252").DeveloperID) - set(people.employee_id[people.avg_task_hours.notna()]))


def case(name, people, **options):
    return {"name": name, "input": people.to_dict("list"), "options": options, **pipeline(people, **options)}


def main():
    cases = [case("12 people", simulated(12, 1)), case("400 people", simulated(400, 2)),
             case("400 people in 4 tiers, seed 7", simulated(400, 3), k=4, contamination=0.1, random_state=7)]
    result = {"scikit_learn": sklearn.__version__, "cases": cases}
    if len(sys.argv) > 1:
        people, unrated = sip(sys.argv[1])
        rated = people[people.avg_task_hours.notna()].reset_index(drop=True)
        result["sip"] = {"unrated": [int(i) for i in unrated], **pipeline(rated)}
    json.dump(result, sys.stdout)


main()
