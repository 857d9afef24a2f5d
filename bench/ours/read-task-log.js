/** Reads a task log with a built Evenhand: node read-task-log.js DIST tasks.csv */
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const [dist, path] = process.argv.slice(2);
/** @type {typeof import('../../dist/index.js')} */
const { readTasks } = await import(pathToFileURL(join(dist, 'index.js')).href);
const { summaries } = await readTasks(path);
if (summaries.ids.length === 0) throw new Error('nobody was read');
