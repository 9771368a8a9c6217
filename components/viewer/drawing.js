// Draws a frame and what was measured on it.

import { ALL_COLORS, curve, palette } from "./greys.js";
import { half } from "./pixels.js";
import { bar, label } from "./marks.js";
import { matrix, onScreen } from "./view.js";

const SVG = "http://www.w3.org/2000/svg";
const LEAST = 64; // px; a smaller half is not worth making
const INK = "#ffd54a";
const LINE = { fill: "none", stroke: INK, "stroke-width": 2 };
const CHOSEN = { ...LINE, stroke: "#7ee787" };
const SHADE = { fill: "none", stroke: "#000", "stroke-width": 4, opacity: 0.6 };
const HANDLE = { r: 5, fill: INK, "fill-opacity": 0.2, stroke: INK, "stroke-width": 2 };
const WORDS = {
  fill: INK, stroke: "#000", "stroke-width": 3, "paint-order": "stroke",
  "font-size": 14, "font-weight": 600,
};
const BAR = { fill: "none", stroke: "#fff", "stroke-width": 2 };
const BAR_WORDS = { ...WORDS, fill: "#fff", "text-anchor": "end", "font-weight": 400 };

function part(name, attributes, text) {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  if (text) made.textContent = text;
  return made;
}

export class Drawing {
  constructor(root, looks) {
    this.canvas = document.createElement("canvas");
    this.canvas.className = looks.canvas;
    this.canvas.tabIndex = 0;
    this.overlay = part("svg", { class: looks.overlay, "aria-hidden": "true" });
    root.append(this.canvas, this.overlay);
    this.paper = this.canvas.getContext("2d", { alpha: false });
    this.sheet = document.createElement("canvas"); // the image in its greys, in its own size
    this.ink = this.sheet.getContext("2d");
    this.measure(root);
  }

  measure(root) {
    const { width, height } = root.getBoundingClientRect();
    this.sharp = Math.min(window.devicePixelRatio || 1, 2);
    this.screen = { width: Math.max(width, 1), height: Math.max(height, 1) };
    this.canvas.width = Math.round(this.screen.width * this.sharp);
    this.canvas.height = Math.round(this.screen.height * this.sharp);
  }

  /** Draws what is given: place, frame, window, inverted, view, marks, chosen, cross. */
  draw(seen) {
    const { paper, canvas, sharp } = this;
    paper.setTransform(1, 0, 0, 1, 0, 0);
    paper.fillStyle = "#000";
    paper.fillRect(0, 0, canvas.width, canvas.height);
    if (!seen.frame) return this.overlay.replaceChildren();
    const { image } = seen.place;
    const made = matrix(seen.view, image, this.screen);
    paper.setTransform(
      made.a * sharp, made.b * sharp, made.c * sharp, made.d * sharp, made.e * sharp, made.f * sharp,
    );
    paper.imageSmoothingEnabled = seen.view.zoom * sharp < 3; // from near, pixels are looked at
    paper.imageSmoothingQuality = "medium";
    paper.drawImage(this.inked(seen), 0, 0, image.columns, image.rows);
    this.overlay.replaceChildren(...this.marked(seen, made));
  }

  inked(seen) {
    if (!seen.frame.kind) return this.colored(seen);
    const level = this.level(seen);
    const { width, height, data } = seen.frame.levels[level];
    const window = seen.window && `${seen.window.center}/${seen.window.width}`;
    const how = `${window}|${seen.inverted}`;
    const tag = `${seen.place.key}|${level}|${how}`;
    if (tag === this.tag) return this.sheet;
    const { colors, lowest } = this.colors(seen, how);
    this.resize(width, height);
    const pixels = (this.pixels ??= this.ink.createImageData(width, height));
    const to = new Uint32Array(pixels.data.buffer);
    for (let at = 0; at < data.length; at++) to[at] = colors[data[at] - lowest];
    this.ink.putImageData(pixels, 0, 0);
    this.tag = tag;
    return this.sheet;
  }

  /** From afar a half, a quarter… of the image is enough, so that dragging costs screen pixels. */
  level({ frame, view }) {
    let level = 0;
    const shrunk = view.zoom * this.sharp;
    while (shrunk * 2 ** (level + 1) <= 1.0001 && frame.levels[level].width > LEAST) {
      frame.levels[level + 1] ??= half(frame.levels[level]);
      level++;
    }
    return level;
  }

  colors({ place, frame, window, inverted }, how) {
    const { slope, intercept } = frame.scale;
    const tag = `${place.id}|${slope}|${intercept}|${how}`;
    if (tag !== this.paletteTag) {
      this.paletteTag = tag;
      this.palette = palette(place.image, frame, window, inverted);
    }
    return this.palette;
  }

  colored({ place, frame, window, inverted }) {
    const plain = window.center === ALL_COLORS.center && window.width === ALL_COLORS.width;
    if (plain && !inverted) return frame.bitmap;
    const tag = `${place.key}|${window.center}/${window.width}|${inverted}`;
    if (tag === this.tag) return this.sheet;
    this.resize(frame.width, frame.height);
    this.ink.drawImage(frame.bitmap, 0, 0);
    const pixels = this.ink.getImageData(0, 0, frame.width, frame.height);
    const shown = curve(window, inverted);
    for (let at = 0; at < pixels.data.length; at += 4) {
      for (let color = at; color < at + 3; color++) pixels.data[color] = shown[pixels.data[color]];
    }
    this.ink.putImageData(pixels, 0, 0);
    this.tag = tag;
    return this.sheet;
  }

  resize(width, height) {
    if (this.sheet.width === width && this.sheet.height === height) return;
    Object.assign(this.sheet, { width, height });
    this.pixels = null;
  }

  marked({ place, marks, chosen, view, cross }, made) {
    const drawn = marks
      .filter((mark) => mark.frame === place.key)
      .flatMap((mark) => this.mark(place.image, mark, mark === chosen, made));
    const scale = bar(place.image, view, this.screen);
    if (scale) drawn.push(...this.bar(scale));
    if (cross) drawn.push(...this.cross(onScreen(made, cross)));
    return drawn;
  }

  mark(image, mark, chosen, made) {
    const points = mark.points.map((point) => onScreen(made, point));
    const line = points.map((point) => point.join(",")).join(" ");
    const [x, y] = points.at(-1);
    return [
      part("polyline", { points: line, ...SHADE }),
      part("polyline", { points: line, ...(chosen ? CHOSEN : LINE) }),
      ...points.map(([cx, cy]) => part("circle", { cx, cy, ...HANDLE })),
      part("text", { x: x + 10, y: y - 10, ...WORDS }, label(image, mark)),
    ];
  }

  bar({ wide, text }) {
    const right = this.screen.width - 16;
    const y = this.screen.height - 16;
    const path = `M${right - wide},${y - 6}V${y}H${right}V${y - 6}`;
    return [
      part("path", { d: path, ...BAR }),
      part("text", { x: right, y: y - 12, ...BAR_WORDS }, text),
    ];
  }

  cross([x, y]) {
    const path = `M${x - 12},${y}H${x + 12}M${x},${y - 12}V${y + 12}`;
    return [part("path", { d: path, ...CHOSEN })];
  }
}
