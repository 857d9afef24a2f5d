import type { Columns } from '../math/columns.ts';
import type { Matrix } from '../math/matrix.ts';
import type { NearestCenter } from '../math/nearest-center.ts';
import { BLOCK_ROWS } from '../math/statistics.ts';
import type { Workspace } from '../math/workspace.ts';
import { type Clustering, lloyd, type Stopped } from './lloyd.ts';

/** What a run of Lloyd's algorithm has found. */
export interface Run extends Clustering {
  /** A copy of the center of each row, until the next run is asked for. */
  labels(): Int32Array;
}

/** As in kernels/few-lloyd.ts; the first one is for runs that the kernel has left. */
const STOPPED: readonly (Stopped | null)[] = [null, 'labels-unchanged', 'tolerance', 'iterations-used-up'];

/** Runs of `lloyd` from each of these starts, one after another; of few rows in a workspace all at once, on all threads. */
export function* lloydRuns(
  nearest: NearestCenter,
  starts: readonly Matrix[],
  maxIterations: number,
  tolerance: number,
): Generator<Run> {
  const { points } = nearest;
  const { workspace, rows } = points;
  const areFew = workspace !== null && rows <= BLOCK_ROWS && 'data' in points;
  const runs = areFew ? runsByKernel(points, starts, maxIterations, tolerance, workspace) : [];
  for (let run = 0; run < starts.length; run++) {
    const found = runs[run] ?? null;
    if (found !== null) {
      yield found;
      continue;
    }
    // Other centers than those of the run before, of which nothing that is known would help.
    nearest.forget();
    yield { ...lloyd(nearest, starts[run], maxIterations, tolerance), labels: () => nearest.labels };
  }
}

/** The same by a kernel (kernels/few-lloyd.ts); null for runs in which a center loses all rows. */
export function runsByKernel(
  points: Columns,
  starts: readonly Matrix[],
  maxIterations: number,
  tolerance: number,
  workspace: Workspace,
): (Run | null)[] {
  const { rows, columns, data, largest } = points;
  const clusters = starts[0].rows;
  const numbers = clusters * columns;
  const room = 4 * numbers + 2 * clusters + 2;
  const centers = workspace.floats(starts.length * room);
  for (let run = 0; run < starts.length; run++) centers.set(starts[run].data, run * room);
  const pitch = 4 * Math.ceil((rows + 1) / 4);
  const labels = workspace.ints(starts.length * pitch).fill(-1);
  const results = workspace.floats(2 * starts.length);
  const most = Math.min(maxIterations, 0x7fffffff);
  const given = [data, rows, columns, largest, clusters, most, tolerance] as const;
  workspace.runTogether('lloydFewRows', starts.length, ...given, centers, labels, 4 * pitch, results);
  const words = new Int32Array(results.buffer, results.byteOffset, 2 * results.length);
  return starts.map((_, run) => {
    const stopped = STOPPED[words[4 * run + 3]];
    if (stopped === null) return null;
    return {
      centers: { rows: clusters, columns, data: centers.slice(run * room, run * room + numbers) },
      inertia: results[2 * run],
      iterations: words[4 * run + 2],
      stopped,
      labels: () => labels.slice(run * pitch, run * pitch + rows),
    };
  });
}
