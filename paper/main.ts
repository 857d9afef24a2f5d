/** `npm run paper`: reruns the experiments of Fan 2022, prints what comes out, writes paper/RESULTS.md and paper/figures/. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Experiments, missingData, runExperiments } from './experiments.ts';
import { accuracyFigure, employeesFigure, minPtsFigure, objectivityFigure, sharesFigure } from './figures.ts';
import { RUNS } from './objectivity.ts';
import { report, reportWithoutUci } from './report.ts';

const root = process.cwd();
const missing = await missingData(root);
const experiments = await runExperiments(root, (doing) => console.error(`${doing} ...`));
if (missing.length === 0) {
  const text = report(experiments);
  write(text, picturesOf(experiments));
  console.log(text);
  console.error('wrote paper/RESULTS.md and paper/figures/');
} else {
  console.log(reportWithoutUci(experiments));
  console.error(
    `This is only what could be computed; paper/RESULTS.md stays as it is. These public data are not here:\n` +
      `${missing.map((line) => `  ${line}`).join('\n')}\npaper/README.md has the commands that get them.`,
  );
  process.exitCode = 1;
}

function picturesOf({ uci, technical, company, objectivity, minPts }: Experiments): Record<string, string> {
  return {
    'accuracy.svg': accuracyFigure(uci, minPts),
    'min-pts.svg': minPtsFigure(uci, technical.sweep, minPts, 30),
    'employees.svg': employeesFigure(technical),
    'shares.svg': sharesFigure(company, technical.grades),
    'objectivity.svg': objectivityFigure(objectivity, RUNS),
  };
}

function write(text: string, pictures: Readonly<Record<string, string>>): void {
  const folder = join(root, 'paper', 'figures');
  mkdirSync(folder, { recursive: true });
  for (const [name, svg] of Object.entries(pictures)) writeFileSync(join(folder, name), svg);
  writeFileSync(join(root, 'paper', 'RESULTS.md'), text);
}
