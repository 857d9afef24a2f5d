/** Reads a task log with what was built: node read-task-log.js tasks.csv */
import { readTasks } from '../dist/index.js';

const { summaries } = await readTasks(process.argv[2]);
if (summaries.ids.length === 0) throw new Error('nobody was read');
