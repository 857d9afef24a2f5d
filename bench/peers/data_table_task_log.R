# A task log to one row per person with data.table, types given and nothing checked: Rscript data_table_task_log.R tasks.csv
# Prints its version.
suppressPackageStartupMessages(library(data.table))

types <- list(character = c("employee_id", "task_id", "status"), numeric = "hours")
log <- fread(commandArgs(TRUE)[1], colClasses = types, select = c("employee_id", "task_id", "status", "hours"))
log[, done := status %in% c("Done", "Closed")]
tasks <- log[status != "Cancelled", .(done = max(done), hours = sum(hours)), by = .(employee_id, task_id)]
tasks[done == 0, hours := NA]
people <- tasks[, .(total_tasks = .N, completed_tasks = sum(done), avg_task_hours = mean(hours, na.rm = TRUE)), keyby = employee_id]
stopifnot(nrow(people) > 0)
cat(sprintf("data.table %s, R %s\n", packageVersion("data.table"), getRversion()))
