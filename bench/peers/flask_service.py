"""The task pipeline as a service of Flask and scikit-learn: gunicorn --workers 2 flask_service:app

POST /analyze takes a JSON array of summaries and answers with everybody's score, tier and flag, as the article describes
it. Everything is fitted anew for each request; nothing is saved to disk, nobody's result is explained, nothing is checked.
"""
import sys
import warnings

import flask
import pandas as pd
import sklearn
from sklearn.cluster import KMeans
from sklearn.ensemble import IsolationForest
from sklearn.preprocessing import MinMaxScaler, StandardScaler

warnings.filterwarnings("ignore")
app = flask.Flask(__name__)
FEATURES = ["completion_rate", "task_efficiency", "throughput"]
SHOWN = [
    "employee_id", "name", "performance_score", "performance_cluster", "is_anomaly",
    "completion_rate", "avg_task_hours", "completed_tasks",
]


def share(x):
    return (x - x.min()) / (x.max() - x.min())


@app.get("/version")
def version():
    return f"Flask {flask.__version__}, scikit-learn {sklearn.__version__}, Python {sys.version.split()[0]}"


@app.post("/analyze")
def analyze():
    people = pd.DataFrame(flask.request.get_json())
    people = people[(people.total_tasks > 0) & (people.completed_tasks > 0)]
    people["completion_rate"] = people.completed_tasks / people.total_tasks
    people["task_efficiency"] = 1 - share(people.avg_task_hours)
    people["throughput"] = people.completed_tasks.astype(float)
    people = people.sort_values(FEATURES, kind="stable")

    scaled = StandardScaler().fit_transform(people[FEATURES].to_numpy())
    tiers = KMeans(3, random_state=42, n_init=10, algorithm="lloyd").fit_predict(scaled)
    flags = IsolationForest(contamination=0.05, random_state=42).fit_predict(scaled)

    weighted = 0.4 * people.completion_rate + 0.3 * people.task_efficiency + 0.3 * share(people.throughput)
    people["performance_score"] = MinMaxScaler((0, 100)).fit_transform(weighted.to_numpy()[:, None])[:, 0]
    best_first = people.groupby(tiers).performance_score.mean().sort_values(ascending=False).index
    names = dict(zip(best_first, ["High", "Medium", "Low"]))
    people["performance_cluster"] = [names[tier] for tier in tiers]
    people["is_anomaly"] = flags == -1
    return flask.jsonify(
        status="success",
        data=people[SHOWN].to_dict(orient="records"),
        message="Analysis completed successfully",
    )
