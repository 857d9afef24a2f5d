"""A task log to one row per person with Polars, scanned lazily, types given and nothing checked:
python3 polars_task_log.py tasks.csv

Prints its version.
"""
import sys

import polars as pl

log = pl.scan_csv(sys.argv[1], schema={
    "employee_id": pl.String, "task_id": pl.String, "status": pl.String, "hours": pl.Float64, "completed_at": pl.String,
})
tasks = log.filter(pl.col("status") != "Cancelled").group_by("employee_id", "task_id").agg(
    done=pl.col("status").is_in(["Done", "Closed"]).any(), hours=pl.col("hours").sum())
people = tasks.group_by("employee_id").agg(
    total_tasks=pl.len(), completed_tasks=pl.col("done").sum(), avg_task_hours=pl.col("hours").filter("done").mean(),
).sort("employee_id").collect(engine="streaming")
assert people.height > 0
print(f"Polars {pl.__version__}")
