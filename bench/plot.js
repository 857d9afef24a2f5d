/**
 * A small writer of log-log plots as SVG: panels side by side, lines labelled where they end, readable in light and dark.
 *
 * A line of points, with notes under its label; a limit is drawn dashed. `colour` tells which of the six it has.
 * @typedef {{ name: string, notes?: readonly string[], colour: number, limit?: boolean, points: readonly (readonly [number, number])[] }} Line
 * @typedef {{ x: string, y: string, xTick: (x: number) => string, yTick: (y: number) => string, lines: readonly Line[] }} Panel
 */

const WIDTH = 940;
const HEIGHT = 400;
const TOP = 84;
const BOTTOM = 330;
const LEFT = 62;
/** What is kept free on the right of a panel for labels. */
const LABELS = 128;
const LINE_HEIGHT = 14;

const colours = {
  light: ['#0969da', '#bc4c00', '#8250df', '#1a7f37', '#bf3989', '#57606a'],
  dark: ['#58a6ff', '#f0883e', '#bc8cff', '#3fb950', '#f778ba', '#9da7b1'],
};

/**
 * @param {string} title
 * @param {readonly Panel[]} panels
 * @param {string} caption below the panels
 */
export function plot(title, panels, caption) {
  const width = WIDTH / panels.length;
  const drawn = panels.map((panel, i) => drawPanel(panel, i * width + LEFT, (i + 1) * width - LABELS));
  const described = panels.map(
    ({ x, y, lines }) => `${y} by ${x}: ${lines.map(({ name }) => name).join(', ')}`,
  );
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" width="${WIDTH}" height="${HEIGHT}" role="img" aria-labelledby="title about">
<title id="title">${escaped(title)}</title>
<desc id="about">${escaped(described.join('. '))}</desc>
<style>
${rules('#ffffff', '#1f2328', '#57606a', '#d8dee4', colours.light)}
@media (prefers-color-scheme: dark) {
${rules('#0d1117', '#e6edf3', '#9da7b1', '#30363d', colours.dark)}
}
text { font: 12px system-ui, sans-serif; paint-order: stroke; stroke-width: 4px; stroke-linejoin: round }
.title { font-size: 16px; font-weight: 600 }
.middle { text-anchor: middle }
.end { text-anchor: end }
.line { fill: none; stroke-width: 1.75 }
.first { stroke-width: 3 }
.limit { stroke-dasharray: 5 4 }
</style>
<rect class="paper" width="${WIDTH}" height="${HEIGHT}" rx="8"/>
<text class="title ink" x="20" y="32">${escaped(title)}</text>
${drawn.join('\n')}
<text class="soft" x="20" y="${HEIGHT - 12}">${escaped(caption)}</text>
</svg>
`;
}

/**
 * The ticks of a logarithmic axis that hold all values: 1, 2 and 5 times the powers of ten, or these alone where that
 * would be more than eight.
 * @param {readonly number[]} values above 0
 */
export function logTicks(values) {
  const fine = ticksOf([1, 2, 5], values);
  return fine.length > 8 ? ticksOf([1], values) : fine;
}

/**
 * Moves labels apart that would lie on each other, as little as it takes from the top down, and up again at the end of
 * the panel. Answers where each goes, in the order given.
 * @param {readonly { y: number, height: number }[]} labels
 * @param {number} bottom
 */
export function spread(labels, bottom) {
  const order = labels.map((_, i) => i).sort((a, b) => labels[a].y - labels[b].y || a - b);
  const places = labels.map(({ y }) => y);
  order.forEach((i, nth) => {
    const above = order[nth - 1];
    if (above !== undefined) places[i] = Math.max(places[i], places[above] + labels[above].height);
  });
  let end = bottom;
  for (const i of order.toReversed()) {
    places[i] = Math.min(places[i], end - labels[i].height);
    end = places[i];
  }
  return places;
}

/**
 * @param {Panel} panel
 * @param {number} left
 * @param {number} right
 */
function drawPanel({ x, y, xTick, yTick, lines }, left, right) {
  const points = lines.flatMap((line) => line.points);
  const xs = ticksOf(
    [1],
    points.map(([value]) => value),
  );
  const ys = logTicks(points.map(([, value]) => value));
  const across = logScale(xs, left, right);
  const up = logScale(ys, BOTTOM, TOP);
  const grid = [
    ...xs.map(
      (tick) =>
        `<path class="grid" d="M${across(tick)} ${TOP}V${BOTTOM}"/><text class="soft middle" x="${across(tick)}" y="${BOTTOM + 18}">${escaped(xTick(tick))}</text>`,
    ),
    ...ys.map(
      (tick) =>
        `<path class="grid" d="M${left} ${up(tick)}H${right}"/><text class="soft end" x="${left - 8}" y="${up(tick) + 4}">${escaped(yTick(tick))}</text>`,
    ),
    `<text class="ink" x="${left - 42}" y="${TOP - 22}">${escaped(y)}</text>`,
    `<text class="ink end" x="${right}" y="${BOTTOM + 36}">${escaped(x)}</text>`,
  ];
  const places = lines.map((line) => line.points.map(([a, b]) => [across(a), up(b)]));
  const drawn = lines.map((line, i) => drawLine(line, places[i]));
  const ends = places.map((line) => line[line.length - 1]);
  const labels = lines.map(({ notes = [] }, i) => ({
    y: ends[i][1] + 4,
    height: LINE_HEIGHT * (1 + notes.length),
  }));
  const named = spread(labels, BOTTOM + LINE_HEIGHT).map((at, i) => {
    const { name, notes = [], colour } = lines[i];
    const [first, ...rest] = [name, ...notes].map(escaped);
    const start = ends[i][0] + 9;
    const more = rest.map((note) => `<tspan x="${start}" dy="${LINE_HEIGHT}" class="soft">${note}</tspan>`);
    return `<text class="fill${colour}" x="${start}" y="${round(at)}">${first}${more.join('')}</text>`;
  });
  return [...grid, ...drawn.toReversed(), ...named].join('\n');
}

/**
 * @param {Line} line
 * @param {readonly (readonly number[])[]} places
 */
function drawLine({ colour, limit = false }, places) {
  const path = `<path class="line stroke${colour}${limit ? ' limit' : ''}${colour === 0 && !limit ? ' first' : ''}" d="M${places.map((place) => place.join(' ')).join('L')}"/>`;
  const dots = places.map(([x, y]) => `<circle class="fill${colour}" cx="${x}" cy="${y}" r="3.5"/>`);
  return limit ? path : [path, ...dots].join('\n');
}

/**
 * @param {readonly number[]} steps between powers of ten
 * @param {readonly number[]} values
 */
function ticksOf(steps, values) {
  const lowest = Math.min(...values);
  const highest = Math.max(...values);
  const ticks = [];
  const last = Math.ceil(Math.log10(highest)) + 1;
  for (let power = Math.floor(Math.log10(lowest)) - 1; power <= last; power++) {
    for (const step of steps) ticks.push(Number(`${step}e${power}`));
  }
  const from = ticks.findLastIndex((tick) => tick <= lowest);
  const to = ticks.findIndex((tick) => tick >= highest);
  return ticks.slice(from, Math.max(to, from + 1) + 1);
}

/**
 * @param {readonly number[]} ticks
 * @param {number} from
 * @param {number} to
 * @returns {(value: number) => number}
 */
function logScale(ticks, from, to) {
  const low = Math.log(ticks[0]);
  const high = Math.log(ticks[ticks.length - 1]);
  return (value) => round(from + ((to - from) * (Math.log(value) - low)) / (high - low));
}

/**
 * @param {string} paper
 * @param {string} ink
 * @param {string} soft
 * @param {string} grid
 * @param {readonly string[]} lines
 */
function rules(paper, ink, soft, grid, lines) {
  return [
    `.paper { fill: ${paper} }`,
    `text { stroke: ${paper} }`,
    `.ink { fill: ${ink} }`,
    `.soft { fill: ${soft} }`,
    `.grid { stroke: ${grid} }`,
    ...lines.map((colour, i) => `.stroke${i} { stroke: ${colour} } .fill${i} { fill: ${colour} }`),
  ].join('\n');
}

/** @param {number} pixels */
function round(pixels) {
  return Math.round(pixels * 10) / 10;
}

/** @param {string} text */
function escaped(text) {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
