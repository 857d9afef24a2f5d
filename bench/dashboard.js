import { existsSync, openAsBlob, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { circumstances, seconds, table } from './report.js';
import { serve } from './served.js';
import { writeSummaries } from './summaries.js';

const PEOPLE = 100_000;
/** Milliseconds for which each movement is measured. */
const LONG = 5000;
const GOAL = 30;
const BROWSERS = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/**
 * Measures the pages with a hundred thousand people on the real server: how long they take to open, and how many frames a
 * second a browser shows while the table is scrolled and the map is moved and zoomed. Writes bench/DASHBOARD.md.
 * @param {string} scratch
 * @param {(line: string) => void} say
 */
export async function measureDashboard(scratch, say) {
  const executablePath = process.env.CHROMIUM ?? BROWSERS.find(existsSync);
  if (executablePath === undefined) throw new Error('no Chromium is found: CHROMIUM names it');
  const about = circumstances();
  process.env.EVENHAND_DATA = join(scratch, 'dashboard-data');
  const main = join(import.meta.dirname, '..', 'dist', 'cli', 'main.js');
  const server = await serve(process.execPath, [main, 'serve', '--port', '0']);
  const { chromium } = await import('playwright-core');
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
  try {
    say(`Evaluating ${PEOPLE.toLocaleString('en')} people`);
    await fill(server.url, scratch);
    const rows = [];
    for (const [name, path, ready, move] of MOVEMENTS) {
      say(name);
      const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
      const began = performance.now();
      await page.goto(server.url + path);
      await page.locator(ready).first().waitFor({ timeout: 60_000 });
      const opened = (performance.now() - began) / 1000;
      await wait(1000);
      const frames = await framesDuring(page, () => move(page));
      rows.push(rowOf(name, opened, frames));
      await page.close();
    }
    const header = [
      'movement',
      'opened in',
      'frames a second',
      'median frame',
      '95th percentile',
      'worst frame',
      'goal',
    ];
    const text = table(header, rows);
    console.log(`\n${text}\n\n${about}\n- Chromium ${browser.version()}, without a graphics card\n`);
    writeFileSync(
      join(import.meta.dirname, 'DASHBOARD.md'),
      `# The dashboard, measured

The last run of \`npm run bench -- --dashboard\`: ${PEOPLE.toLocaleString('en')} people on the real server, a window of 1440 x 900, each movement for
${LONG / 1000} seconds. A browser shows 60 frames a second at most; above ${GOAL} a movement looks smooth.

${about}
- Chromium ${browser.version()}, headless, without a graphics card

${text}
`,
    );
    console.log('wrote bench/DASHBOARD.md');
  } finally {
    await browser.close();
    await server.stop();
  }
}

/** @typedef {import('playwright-core').Page} Page */

/** @type {readonly (readonly [name: string, path: string, ready: string, move: (page: Page) => Promise<void>])[]} */
const MOVEMENTS = [
  ['people: scrolling the table', '/people', 'tbody tr', scrollTable],
  ['map: moving', '/map', 'section canvas', (page) => dragMap(page, false)],
  ['map: zooming', '/map', 'section canvas', (page) => dragMap(page, true)],
  [
    'map: moving, two features',
    '/map?x=completed_tasks&y=completion_rate',
    'section canvas',
    (page) => dragMap(page, false),
  ],
];

/** Turns the wheel by three rows at a time, as far as there are rows. @param {Page} page */
async function scrollTable(page) {
  await pointAt(page, 'tbody tr');
  await during(async () => page.mouse.wheel(0, 132));
}

/** Moves a pressed pointer to and fro, or turns the wheel. @param {Page} page @param {boolean} isZoom */
async function dragMap(page, isZoom) {
  const { x, y } = await pointAt(page, 'section canvas');
  if (!isZoom) await page.mouse.down();
  await during(async (now) => {
    const wave = Math.sin((2 * Math.PI * now) / 2500);
    if (isZoom) await page.mouse.wheel(0, wave > 0 ? -40 : 40);
    else await page.mouse.move(x + 300 * wave, y + 100 * wave);
  });
  await page.mouse.up();
}

/** @param {(now: number) => Promise<void>} step milliseconds since it began are given */
async function during(step) {
  const began = performance.now();
  for (let now = 0; now < LONG; now = performance.now() - began) await step(now);
}

/** Puts the pointer on the middle of what is there. @param {Page} page @param {string} what */
async function pointAt(page, what) {
  const box = await page.locator(what).first().boundingBox();
  if (box === null) throw new Error(`${what} is not seen`);
  const at = { x: box.x + box.width / 2, y: box.y + box.height / 2 };
  await page.mouse.move(at.x, at.y);
  return at;
}

/**
 * The milliseconds of each frame that is shown meanwhile.
 * @param {Page} page
 * @param {() => Promise<void>} work
 * @returns {Promise<number[]>}
 */
async function framesDuring(page, work) {
  await page.evaluate(() => {
    /** @type {number[]} */
    const moments = [];
    Object.assign(globalThis, { benchMoments: moments });
    const note = (/** @type {number} */ moment) => {
      moments.push(moment);
      requestAnimationFrame(note);
    };
    requestAnimationFrame(note);
  });
  await page.evaluate(() => {
    // @ts-expect-error it has just been put there.
    globalThis.benchMoments.length = 0;
  });
  await work();
  /** @type {number[]} */
  const moments = await page.evaluate(() => {
    // @ts-expect-error it has been put there.
    return globalThis.benchMoments;
  });
  return moments.slice(1).map((moment, i) => moment - moments[i]);
}

/** @param {string} name @param {number} opened @param {readonly number[]} frames */
function rowOf(name, opened, frames) {
  const sorted = frames.toSorted((a, b) => a - b);
  const at = (/** @type {number} */ share) =>
    sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))];
  const rate = (1000 * frames.length) / frames.reduce((sum, frame) => sum + frame, 0);
  const milliseconds = (/** @type {number} */ time) => `${time.toFixed(1)} ms`;
  return [
    name,
    seconds(opened),
    rate.toFixed(1),
    milliseconds(at(0.5)),
    milliseconds(at(0.95)),
    milliseconds(sorted[sorted.length - 1]),
    rate >= GOAL ? `${GOAL}` : `${GOAL}, missed`,
  ];
}

/** Everybody in one period, evaluated. @param {string} url @param {string} scratch */
async function fill(url, scratch) {
  const path = join(scratch, 'people.csv');
  writeSummaries(path, PEOPLE, 20240101);
  const period = await ask(url, 'POST', '/periods', {
    name: '2024-Q1',
    starts_on: '2024-01-01',
    ends_on: '2024-03-31',
  });
  const form = new FormData();
  form.set('period', period.id);
  form.set('file', await openAsBlob(path), 'people.csv');
  const sent = await fetch(`${url}/api/v1/imports`, { method: 'POST', body: form });
  const { id } = /** @type {{ id: string }} */ (await sent.json());
  await until(url, `/imports/${id}`, 'ready');
  await ask(url, 'POST', `/imports/${id}/commit`);
  const evaluation = await ask(url, 'POST', '/evaluations', {
    pipeline: 'tasks',
    period_id: period.id,
    fit: {},
  });
  await until(url, `/evaluations/${evaluation.id}`, 'done');
}

/** @param {string} url @param {string} path @param {string} state */
async function until(url, path, state) {
  for (;;) {
    const now = await ask(url, 'GET', path);
    if (now.state === state) return;
    if (now.state === 'failed') throw new Error(now.failure);
    await wait(200);
  }
}

/**
 * @param {string} url
 * @param {string} method
 * @param {string} path
 * @param {unknown} [body]
 * @returns {Promise<any>}
 */
async function ask(url, method, path, body) {
  const answer = await fetch(`${url}/api/v1${path}`, {
    method,
    ...(body !== undefined && {
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    }),
  });
  if (!answer.ok) throw new Error(`${method} ${path}: ${await answer.text()}`);
  return answer.json();
}
