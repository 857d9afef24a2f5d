/** Of points, by tier from the best on: told apart without their colours. */
const SHAPES: readonly ((dx: number, dy: number) => number)[] = [
  // Each says how far out a place is: below 1 inside, in units of the radius.
  (dx, dy) => Math.hypot(dx, dy),
  (dx, dy) => Math.max(Math.abs(dx), Math.abs(dy)) * 1.12,
  (dx, dy) => Math.max(dy * 1.25, Math.abs(dx) * 1.25 - dy * 0.62 - 0.05),
  (dx, dy) => (Math.abs(dx) + Math.abs(dy)) * 0.85,
  (dx, dy) => Math.max(-dy * 1.25, Math.abs(dx) * 1.25 + dy * 0.62 - 0.05),
  (dx, dy) => Math.max(Math.min(Math.abs(dx), Math.abs(dy)) * 2.6, Math.max(Math.abs(dx), Math.abs(dy))),
];

/** A small picture of pixels that is put down again and again: which pixels around a place get which colour. */
export interface Stamp {
  readonly dx: Int32Array;
  readonly dy: Int32Array;
  readonly colours: Uint32Array;
  /** How far it reaches. */
  readonly radius: number;
}

/** The stamp of a tier's points, with an edge that is seen on the ground: darker on a light one, lighter on a dark one. */
export function pointStamp(rank: number, radius: number, colour: string, isDark: boolean): Stamp {
  const outside = SHAPES[rank % SHAPES.length];
  const edge = 1 - 1.1 / (radius + 0.5);
  return stampOf(radius, (dx, dy) => {
    const out = outside(dx / (radius + 0.5), dy / (radius + 0.5));
    return out > 1 ? null : pixel(colour, out <= edge ? 0 : isDark ? 0.5 : -0.38);
  });
}

/** A ring around a point. */
export function ringStamp(radius: number, width: number, colour: string): Stamp {
  return stampOf(radius, (dx, dy) => {
    const out = Math.hypot(dx, dy);
    return out <= radius + 0.4 && out > radius + 0.4 - width ? pixel(colour, 0) : null;
  });
}

function stampOf(radius: number, colourAt: (dx: number, dy: number) => number | null): Stamp {
  const pixels: [number, number, number][] = [];
  for (let dy = -radius; dy <= radius; dy++) {
    for (let dx = -radius; dx <= radius; dx++) {
      const colour = colourAt(dx, dy);
      if (colour !== null) pixels.push([dx, dy, colour]);
    }
  }
  return {
    dx: Int32Array.from(pixels, ([dx]) => dx),
    dy: Int32Array.from(pixels, ([, dy]) => dy),
    colours: Uint32Array.from(pixels, ([, , colour]) => colour),
    radius,
  };
}

/** #rrggbb as the four bytes of a pixel, moved towards white, or towards black below 0. */
function pixel(colour: string, towards: number): number {
  const part = (at: number) => {
    const value = Number.parseInt(colour.slice(at, at + 2), 16);
    return Math.round(towards < 0 ? value * (1 + towards) : value + (255 - value) * towards);
  };
  return new Uint32Array(new Uint8Array([part(1), part(3), part(5), 255]).buffer)[0];
}

/** Pixels to put stamps on: a hundred thousand within a few milliseconds, which no path or rectangle of a canvas is. */
export class StampPad {
  readonly #image: ImageData;
  readonly #pixels: Uint32Array;
  readonly #offsets = new Map<Stamp, Int32Array>();

  constructor(width: number, height: number) {
    this.#image = new ImageData(width, height);
    this.#pixels = new Uint32Array(this.#image.data.buffer);
  }

  clear(): void {
    this.#pixels.fill(0);
  }

  /** Puts a stamp on a place in pixels; what lies outside is left out. */
  put(stamp: Stamp, x: number, y: number): void {
    const { width, height } = this.#image;
    const { radius, colours } = stamp;
    if (x < -radius || y < -radius || x >= width + radius || y >= height + radius) return;
    const pixels = this.#pixels;
    if (x >= radius && y >= radius && x < width - radius && y < height - radius) {
      const offsets = this.#offsetsOf(stamp);
      const at = y * width + x;
      for (let k = 0; k < offsets.length; k++) pixels[at + offsets[k]] = colours[k];
      return;
    }
    const { dx, dy } = stamp;
    for (let k = 0; k < dx.length; k++) {
      const [px, py] = [x + dx[k], y + dy[k]];
      if (px >= 0 && py >= 0 && px < width && py < height) pixels[py * width + px] = colours[k];
    }
  }

  showOn(context: CanvasRenderingContext2D): void {
    context.putImageData(this.#image, 0, 0);
  }

  #offsetsOf(stamp: Stamp): Int32Array {
    const known = this.#offsets.get(stamp);
    if (known) return known;
    const offsets = stamp.dx.map((dx, k) => stamp.dy[k] * this.#image.width + dx);
    this.#offsets.set(stamp, offsets);
    return offsets;
  }
}
