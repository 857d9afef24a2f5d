/** A piece of SVG. */
export type Shape = string;

/** A whole picture on white, with a title for those who cannot see it. */
export function picture(width: number, height: number, title: string, shapes: readonly Shape[]): string {
  const head = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" font-family="system-ui, 'Segoe UI', 'DejaVu Sans', sans-serif" font-size="12">`;
  const lines = [
    head,
    `<title>${escaped(title)}</title>`,
    rect(0, 0, width, height, { fill: '#ffffff' }),
    ...shapes,
    '</svg>',
  ];
  return `${lines.join('\n')}\n`;
}

export type Attributes = Readonly<Record<string, string | number>>;

export function rect(x: number, y: number, width: number, height: number, attributes: Attributes): Shape {
  return element('rect', { x, y, width, height, ...attributes });
}

export function line(x1: number, y1: number, x2: number, y2: number, attributes: Attributes): Shape {
  return element('line', { x1, y1, x2, y2, ...attributes });
}

export function circle(cx: number, cy: number, r: number, attributes: Attributes): Shape {
  return element('circle', { cx, cy, r, ...attributes });
}

export function diamond(x: number, y: number, r: number, attributes: Attributes): Shape {
  const corners = [
    [x, y - r],
    [x + r, y],
    [x, y + r],
    [x - r, y],
  ];
  return element('polygon', {
    points: corners.map((corner) => corner.map(short).join(',')).join(' '),
    ...attributes,
  });
}

export function text(x: number, y: number, content: string, attributes: Attributes = {}): Shape {
  return element('text', { x, y, fill: '#222222', ...attributes }, escaped(content));
}

function element(name: string, attributes: Attributes, content = ''): Shape {
  const written = Object.entries(attributes).map(
    ([key, value]) => ` ${key}="${typeof value === 'number' ? short(value) : escaped(value)}"`,
  );
  return content === ''
    ? `<${name}${written.join('')}/>`
    : `<${name}${written.join('')}>${content}</${name}>`;
}

function short(value: number): string {
  return String(Math.round(value * 100) / 100);
}

function escaped(content: string): string {
  return content
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
