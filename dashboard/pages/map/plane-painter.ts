import { tierColour } from '../../parts/tier-colours.ts';
import type { Box, Plane, Point } from './plane.ts';
import { pointStamp, ringStamp, type Stamp, StampPad } from './stamps.ts';
import { ticksOf } from './ticks.ts';

/** What is to be seen. */
export interface Scene {
  readonly plane: Plane;
  /** Of each person: the tier from the best on, and whether they are unusual. */
  readonly ranks: readonly number[];
  readonly unusual: readonly number[];
  readonly tiers: readonly string[];
  readonly isDark: boolean;
  readonly labelX: (value: number) => string;
  readonly labelY: (value: number) => string;
}

/** Three sheets on each other: the ground with areas and axes, the points, and what moves above them. */
export interface Sheets {
  readonly ground: HTMLCanvasElement;
  readonly points: HTMLCanvasElement;
  readonly above: HTMLCanvasElement;
}

/** Around the plane, in pixels of the page: what the axes need. */
const ROOM = { left: 64, right: 12, top: 12, bottom: 34 };
const FONT = '12px system-ui, sans-serif';
const CHOSEN = { light: '#c2255c', dark: '#ff8fc7' };
const UNUSUAL = { light: '#212529', dark: '#f1f3f5' };

/** Paints the plane as it is looked at. */
export class PlanePainter {
  readonly #sheets: Sheets;
  #scene: Scene;
  #width = 0;
  #height = 0;
  #sharpness = 1;
  #pad = new StampPad(1, 1);
  #stamps: readonly Stamp[] = [];
  #rings: { readonly unusual: Stamp; readonly chosen: Stamp } | null = null;
  #chosen: readonly number[] = [];
  view: Box;

  constructor(sheets: Sheets, scene: Scene) {
    this.#sheets = sheets;
    this.#scene = scene;
    this.view = scene.plane.box;
  }

  show(scene: Scene): void {
    if (scene.plane !== this.#scene.plane) this.view = scene.plane.box;
    this.#scene = scene;
    this.#cut();
  }

  choose(chosen: readonly number[]): void {
    this.#chosen = chosen;
  }

  /** `width` and `height` in pixels of the page, of which each has so many of the screen. */
  resize(width: number, height: number, sharpness: number): void {
    this.#width = width;
    this.#height = height;
    this.#sharpness = sharpness;
    for (const sheet of Object.values(this.#sheets)) {
      sheet.width = Math.round(width * sharpness);
      sheet.height = Math.round(height * sharpness);
    }
    const inner = this.#inner();
    this.#sheets.points.width = Math.max(1, Math.round(inner.width * sharpness));
    this.#sheets.points.height = Math.max(1, Math.round(inner.height * sharpness));
    this.#pad = new StampPad(this.#sheets.points.width, this.#sheets.points.height);
    this.#cut();
  }

  /** Where the sheet of points lies within the others. */
  #inner() {
    return {
      left: ROOM.left,
      top: ROOM.top,
      width: Math.max(1, this.#width - ROOM.left - ROOM.right),
      height: Math.max(1, this.#height - ROOM.top - ROOM.bottom),
    };
  }

  /** The place in the plane of a place on the sheets. */
  at({ x, y }: Point): Point {
    const { left, top, width, height } = this.#inner();
    const { x0, x1, y0, y1 } = this.view;
    return { x: x0 + ((x - left) / width) * (x1 - x0), y: y1 - ((y - top) / height) * (y1 - y0) };
  }

  /** The place on the sheets of a place in the plane. */
  onSheet({ x, y }: Point): Point {
    const { left, top, width, height } = this.#inner();
    const { x0, x1, y0, y1 } = this.view;
    return { x: left + ((x - x0) / (x1 - x0)) * width, y: top + ((y1 - y) / (y1 - y0)) * height };
  }

  /** So many pixels of the page in units of the plane. */
  reach(pixels: number): Point {
    const { width, height } = this.#inner();
    const { x0, x1, y0, y1 } = this.view;
    return { x: (pixels / width) * (x1 - x0), y: (pixels / height) * (y1 - y0) };
  }

  /** Moves by pixels of the page. */
  pan(across: number, down: number): void {
    const step = this.reach(1);
    const { x0, x1, y0, y1 } = this.view;
    const [dx, dy] = [across * step.x, down * step.y];
    this.view = { x0: x0 - dx, x1: x1 - dx, y0: y0 + dy, y1: y1 + dy };
  }

  /** Makes everything larger by a factor, but for a place, which stays where it is. */
  zoom(factor: number, around: Point): void {
    const { x, y } = this.at(around);
    const { x0, x1, y0, y1 } = this.view;
    const whole = this.#scene.plane.box;
    const span = (x1 - x0) / factor / (whole.x1 - whole.x0);
    if (span < 1e-6 || span > 20) return;
    this.view = {
      x0: x + (x0 - x) / factor,
      x1: x + (x1 - x) / factor,
      y0: y + (y0 - y) / factor,
      y1: y + (y1 - y) / factor,
    };
  }

  middle(): Point {
    return { x: this.#width / 2, y: this.#height / 2 };
  }

  draw(): void {
    if (this.#width === 0) return;
    this.#drawGround();
    this.#drawPoints();
  }

  /** What one draws a line around, and whom the pointer is at. */
  drawAbove(line: readonly Point[], hovered: number): void {
    const context = this.#begin(this.#sheets.above);
    if (context === null) return;
    const { plane, tiers, isDark } = this.#scene;
    const { left, top, width, height } = this.#inner();
    context.save();
    context.beginPath();
    context.rect(left, top, width, height);
    context.clip();
    for (const { rank, ...centre } of plane.centres) {
      const { x, y } = this.onSheet(centre);
      context.lineWidth = 4;
      context.strokeStyle = isDark ? '#1a1b1e' : '#ffffff';
      cross(context, x, y);
      context.lineWidth = 2;
      context.strokeStyle = isDark ? '#ffffff' : '#000000';
      cross(context, x, y);
      context.font = `600 ${FONT}`;
      context.lineWidth = 4;
      context.strokeStyle = isDark ? '#1a1b1e' : '#ffffff';
      context.strokeText(tiers[rank] ?? '', x + 10, y - 8);
      context.fillStyle = isDark ? '#ffffff' : '#000000';
      context.fillText(tiers[rank] ?? '', x + 10, y - 8);
    }
    if (hovered >= 0) {
      const { x, y } = this.onSheet({ x: plane.x[hovered], y: plane.y[hovered] });
      context.lineWidth = 2;
      context.strokeStyle = isDark ? '#ffffff' : '#000000';
      context.beginPath();
      context.arc(x, y, 8, 0, 2 * Math.PI);
      context.stroke();
    }
    if (line.length > 1) {
      context.beginPath();
      for (const { x, y } of line) context.lineTo(x, y);
      context.closePath();
      context.fillStyle = isDark ? 'rgba(255, 143, 199, 0.18)' : 'rgba(194, 37, 92, 0.12)';
      context.fill();
      context.setLineDash([5, 4]);
      context.lineWidth = 1.5;
      context.strokeStyle = isDark ? CHOSEN.dark : CHOSEN.light;
      context.stroke();
    }
    context.restore();
  }

  #begin(sheet: HTMLCanvasElement): CanvasRenderingContext2D | null {
    const context = sheet.getContext('2d');
    if (context === null || this.#width === 0) return null;
    context.setTransform(this.#sharpness, 0, 0, this.#sharpness, 0, 0);
    context.clearRect(0, 0, this.#width, this.#height);
    return context;
  }

  #drawGround(): void {
    const context = this.#begin(this.#sheets.ground);
    if (context === null) return;
    const { plane, tiers, isDark, labelX, labelY } = this.#scene;
    const { left, top, width, height } = this.#inner();
    context.save();
    context.beginPath();
    context.rect(left, top, width, height);
    context.clip();
    for (const { rank, corners } of plane.areasIn(this.view)) {
      if (corners.length < 3) continue;
      context.beginPath();
      for (const corner of corners) {
        const { x, y } = this.onSheet(corner);
        context.lineTo(x, y);
      }
      context.closePath();
      context.globalAlpha = isDark ? 0.2 : 0.14;
      context.fillStyle = tierColour(rank, tiers.length);
      context.fill();
      context.globalAlpha = 1;
      context.lineWidth = 1.5;
      context.strokeStyle = isDark ? '#909296' : '#868e96';
      context.setLineDash([6, 4]);
      context.stroke();
      context.setLineDash([]);
    }
    context.restore();
    context.font = FONT;
    context.fillStyle = isDark ? '#c9c9c9' : '#495057';
    context.strokeStyle = isDark ? 'rgba(255, 255, 255, 0.1)' : 'rgba(0, 0, 0, 0.08)';
    context.lineWidth = 1;
    context.textBaseline = 'middle';
    const { x0, x1, y0, y1 } = this.view;
    context.textAlign = 'center';
    for (const value of ticksOf(x0, x1, Math.max(2, Math.floor(width / 90)))) {
      const { x } = this.onSheet({ x: value, y: y0 });
      line(context, x, top, x, top + height);
      context.fillText(labelX(value), x, top + height + 14);
    }
    context.textAlign = 'right';
    for (const value of ticksOf(y0, y1, Math.max(2, Math.floor(height / 60)))) {
      const { y } = this.onSheet({ x: x0, y: value });
      line(context, left, y, left + width, y);
      context.fillText(labelY(value), left - 8, y);
    }
    context.strokeRect(left, top, width, height);
  }

  #drawPoints(): void {
    const context = this.#sheets.points.getContext('2d');
    if (context === null || this.#rings === null) return;
    const { plane, ranks, unusual } = this.#scene;
    const pad = this.#pad;
    const { x, y } = plane;
    const { x0, x1, y0, y1 } = this.view;
    const across = this.#sheets.points.width / (x1 - x0);
    const up = this.#sheets.points.height / (y1 - y0);
    const stamps = this.#stamps;
    const ring = this.#rings.unusual;
    pad.clear();
    for (let i = 0; i < x.length; i++) {
      pad.put(stamps[ranks[i]], Math.round((x[i] - x0) * across), Math.round((y1 - y[i]) * up));
    }
    for (let i = 0; i < x.length; i++) {
      if (unusual[i] === 1) {
        pad.put(ring, Math.round((x[i] - x0) * across), Math.round((y1 - y[i]) * up));
      }
    }
    for (const i of this.#chosen) {
      pad.put(this.#rings.chosen, Math.round((x[i] - x0) * across), Math.round((y1 - y[i]) * up));
    }
    pad.showOn(context);
  }

  /** Cuts the stamps: the fewer people, the larger. */
  #cut(): void {
    const { ranks, tiers, isDark } = this.#scene;
    const people = ranks.length;
    const size = people < 300 ? 5 : people < 3000 ? 4 : people < 20_000 ? 3 : 1.6;
    const radius = Math.max(2, Math.round(size * this.#sharpness));
    const count = Math.max(1, tiers.length);
    this.#stamps = Array.from({ length: count }, (_, rank) =>
      pointStamp(rank, radius, tierColour(rank, count), isDark),
    );
    const scheme = isDark ? 'dark' : 'light';
    const width = Math.max(1, Math.round(this.#sharpness));
    this.#rings = {
      unusual: ringStamp(radius + 2 * width, width, UNUSUAL[scheme]),
      chosen: ringStamp(radius + 2 * width, 2 * width, CHOSEN[scheme]),
    };
  }
}

function cross(context: CanvasRenderingContext2D, x: number, y: number): void {
  line(context, x - 8, y, x + 8, y);
  line(context, x, y - 8, x, y + 8);
}

function line(context: CanvasRenderingContext2D, x0: number, y0: number, x1: number, y1: number): void {
  context.beginPath();
  context.moveTo(x0, y0);
  context.lineTo(x1, y1);
  context.stroke();
}
