export { addColumns, toColumns } from './columns';
export { lloydFewRows } from './few-lloyd';
export { assignFewRows } from './few-rows';
export { fillTrees, scoreRows } from './forest';
export { growTrees, joinTrees } from './isolation-tree';
export { neighbourDistances, splitNodes } from './kd-tree';
export { enterRows, packRows, shellDistances } from './lattice';
export { writeLines } from './line-text';
export { countDigits, moveByDigit, writeCodes } from './near-order';
export {
  columnRanges,
  countRuns,
  gatherRows,
  measureTiles,
  moveRows,
  placeRows,
  settleRows,
  takeLabels,
  writeCellCodes,
} from './near-rows';
export { assignRows, distancesToCenters, inertias } from './nearest-center';
export { writeNumber } from './number-text';
export { orderRows } from './rows-in-order';
export { sampleRows } from './sampled-rows';
export { rowNorms, tryRows } from './seeds';
export { distanceTotals, distanceTotalsOfPairs } from './silhouette';
export { readSummaryRecords } from './summary-records';
export { countRecords, readSummaryRows } from './summary-rows';
export { countTasks } from './task-counts';
export { readTaskRows, surveyBlocks } from './task-rows';
