"""A task log to one row per person with pandas, types given and nothing checked: python3 pandas_task_log.py tasks.csv

Prints its version.
"""
import sys

import pandas as pd

types = {"employee_id": "str", "task_id": "str", "status": "category", "hours": "float64"}
log = pd.read_csv(sys.argv[1], dtype=types, usecols=list(types))
log["done"] = log.status.isin(["Done", "Closed"])
log = log[log.status != "Cancelled"]
tasks = log.groupby(["employee_id", "task_id"], sort=False).agg(done=("done", "any"), hours=("hours", "sum")).reset_index()
people = tasks.groupby("employee_id").agg(total_tasks=("done", "size"), completed_tasks=("done", "sum"))
people["avg_task_hours"] = tasks[tasks.done].groupby("employee_id").hours.mean()
assert len(people) > 0
print(f"pandas {pd.__version__}")
