/** `npm run paper`: reruns the experiments of Fan 2022 and writes RESULTS.md and figures/ beside this file's source. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { missingData, runExperiments } from './experiments.ts';
import { accuracyFigure, employeesFigure, minPtsFigure, objectivityFigure, sharesFigure } from './figures.ts';
import { RUNS } from './objectivity.ts';
import { report } from './report.ts';

const root = process.cwd();
const missing = await missingData(root);
if (missing.length > 0) {
  console.error(
    `These public data are not here; the figures need all of them:\n${missing.map((line) => `  ${line}`).join('\n')}\n` +
      'paper/README.md has the commands that get them.',
  );
  process.exitCode = 1;
} else {
  const experiments = await runExperiments(root, (doing) => console.error(`${doing} ...`));
  const { uci, technical, company, objectivity, minPts } = experiments;
  const pictures = {
    'accuracy.svg': accuracyFigure(uci, minPts),
    'min-pts.svg': minPtsFigure(uci, technical.sweep, minPts, 30),
    'employees.svg': employeesFigure(technical),
    'shares.svg': sharesFigure(company, technical.grades),
    'objectivity.svg': objectivityFigure(objectivity, RUNS),
  };
  const text = report(experiments);
  mkdirSync(join(root, 'paper', 'figures'), { recursive: true });
  for (const [name, svg] of Object.entries(pictures))
    writeFileSync(join(root, 'paper', 'figures', name), svg);
  writeFileSync(join(root, 'paper', 'RESULTS.md'), text);
  console.log(text);
  console.error('wrote paper/RESULTS.md and paper/figures/');
}
