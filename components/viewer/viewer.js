// One pane: a series of frames that is looked at, measured and played.

import { Drawing } from "./drawing.js";
import { Frames } from "./frames.js";
import { ALL_COLORS, auto, initial } from "./greys.js";
import { Hands } from "./hands.js";
import { label } from "./marks.js";
import { WHOLE, fitted, inImage, matrix, moved, onScreen, turned, zoomed } from "./view.js";

const SLOW = 1.5e6; // pixels of a frame above which a preview comes first
const RATE = 15; // frames a second, where the device does not say
const NEAR = 16; // px from a point of a mark that a finger still means it

const within = (value, least, most) => Math.min(Math.max(value, least), most);

/** Every frame of a series, in order; of key images those that were marked. */
export function places({ instances, keys }) {
  const place = ({ id, image }, number) => ({ id, image, number, key: `${id}/${number}` });
  const shown = instances.filter(({ error }) => !error);
  if (keys?.length) {
    const files = new Map(shown.map((one) => [one.id, one]));
    return keys.map(({ id, number }) => place(files.get(id), number));
  }
  return shown.flatMap((one) =>
    Array.from({ length: one.image.frames }, (_, number) => place(one, number)));
}

export class Viewer {
  /** `onChange` is told what the controls beside the image show, `onMeasured` what was measured. */
  constructor(root, looks, { onChange, onMeasured }) {
    Object.assign(this, { root, onChange, onMeasured });
    this.frames = new Frames();
    this.drawing = new Drawing(root, looks);
    this.marks = [];
    this.places = [];
    this.at = 0;
    this.view = WHOLE;
    this.tool = "window";
    this.hands = new Hands(this, this.drawing.canvas);
    this.sizing = new ResizeObserver(() => this.resize());
    this.sizing.observe(root);
  }

  end() {
    this.stop();
    this.hands.end();
    this.sizing.disconnect();
    cancelAnimationFrame(this.drawn);
    this.frames.forget();
    this.drawing.canvas.remove();
    this.drawing.overlay.remove();
  }

  /** Shows a series from its beginning. */
  open(series) {
    this.stop();
    this.frames.forget();
    this.places = places(series);
    Object.assign(this, { at: 0, frame: null, window: undefined, inverted: false, marks: [] });
    Object.assign(this, { view: WHOLE, unfinished: null, chosen: null, refusal: null });
    this.rate = this.places[0]?.image.per_second ?? RATE;
    this.tool = this.places[0]?.image.color ? "pan" : "window";
    this.tell();
    return this.show(0);
  }

  get place() {
    return this.places[this.at];
  }

  get screen() {
    return this.drawing.screen;
  }

  async show(number) {
    if (!this.places.length) return;
    this.at = within(number, 0, this.places.length - 1);
    const { place } = this;
    this.tell();
    if (!this.frames.has(place) && place.image.rows * place.image.columns > SLOW) {
      this.preview(place);
    }
    try {
      const frame = await this.frames.get(place);
      if (this.place !== place) return; // somebody has gone on
      Object.assign(this, { frame, shown: place, refusal: null });
      if (this.window === undefined) this.window = initial(place.image, frame);
      if (this.view.fitted) this.view = fitted(this.view, place.image, this.screen);
    } catch (refusal) {
      if (refusal.name === "AbortError" || this.place !== place) return;
      Object.assign(this, { frame: null, refusal });
    }
    this.redraw();
    this.frames.expect(this.places, this.at);
  }

  async preview(place) {
    const bitmap = await this.frames.preview(place).catch(() => null);
    if (!bitmap || this.place !== place || this.frames.has(place)) return;
    this.view = fitted(this.view, place.image, this.screen);
    this.drawing.draw({
      ...this.seen(), place, frame: { bitmap, kind: 0 }, window: ALL_COLORS, inverted: false,
    });
    performance.mark("viewer-preview");
  }

  resize() {
    this.drawing.measure(this.root);
    if (this.frame && this.view.fitted) this.view = fitted(this.view, this.shown.image, this.screen);
    this.redraw();
  }

  redraw() {
    this.tell();
    this.drawn ??= requestAnimationFrame(() => {
      this.drawn = null;
      this.drawing.draw(this.seen());
      if (this.frame) performance.mark("viewer-frame");
    });
  }

  seen() {
    const { frame, window, inverted, view, marks, chosen } = this;
    const cross = this.unfinished?.keyed ? this.unfinished.points.at(-1) : null;
    return { place: this.shown, frame, window, inverted, view, marks, chosen, cross };
  }

  tell() {
    this.onChange({
      at: this.at,
      count: this.places.length,
      tool: this.tool,
      window: this.window,
      zoom: this.view.zoom,
      inverted: this.inverted,
      playing: Boolean(this.playing),
      rate: this.rate,
      refusal: this.refusal,
      waiting: !this.frame && !this.refusal && this.places.length > 0,
      damaged: Boolean(this.frame?.damaged),
      windows: this.frame?.scale.windows ?? [],
      image: this.place?.image,
      place: this.place,
      marked: this.marks.length > 0,
    });
  }

  // How the image is seen

  look(view) {
    if (!this.frame) return;
    this.view = view;
    this.redraw();
  }

  pan(right, down) {
    this.look(moved(this.view, right, down));
  }

  zoom(factor, point = { x: this.screen.width / 2, y: this.screen.height / 2 }) {
    this.look(zoomed(this.view, factor, point, this.screen));
  }

  turn(degrees) {
    const view = turned(this.view, degrees);
    this.look(view.fitted && this.shown ? fitted(view, this.shown.image, this.screen) : view);
  }

  flip(way) {
    this.look({ ...this.view, [way]: !this.view[way] });
  }

  actual() {
    this.look({ ...this.view, zoom: 1 / this.drawing.sharp, x: 0, y: 0, fitted: false });
  }

  reset() {
    if (!this.frame) return;
    this.inverted = false;
    this.window = initial(this.shown.image, this.frame);
    this.look(fitted(WHOLE, this.shown.image, this.screen));
  }

  invert() {
    this.inverted = !this.inverted;
    this.redraw();
  }

  setWindow(center, width) {
    const { frame } = this;
    if (!frame) return;
    const least = frame.kind && Math.abs((frame.high - frame.low) * frame.scale.slope) < 4 ? 0.01 : 1;
    this.window = { center, width: Math.max(width, least) };
    this.redraw();
  }

  /** Wider by so many parts, and lighter by so many parts of the range of all values. */
  adjust(wider, lighter) {
    const { frame } = this;
    if (!frame) return;
    const window = this.window ?? auto(frame, this.shown.image.padding);
    const span = frame.kind ? Math.abs((frame.high - frame.low) * frame.scale.slope) || 1 : 255;
    this.setWindow(window.center + lighter * span, window.width + wider * span);
  }

  preset({ center, width }) {
    this.setWindow(center, width);
  }

  autoWindow() {
    const { frame } = this;
    if (!frame) return;
    const { center, width } = frame.kind ? auto(frame, this.shown.image.padding) : ALL_COLORS;
    this.setWindow(center, width);
  }

  choose(tool) {
    this.cancel();
    this.tool = tool;
    this.tell();
  }

  // Measuring

  imagePoint(point) {
    return inImage(matrix(this.view, this.shown.image, this.screen), point);
  }

  /** Begins a mark, or its next part. `keyed` ones are led by the arrow keys. */
  begin(point, keyed = false) {
    if (this.unfinished) this.unfinished.points.push(point);
    else {
      const kind = this.tool === "angle" ? "angle" : "length";
      this.unfinished = { kind, frame: this.shown.key, points: [point, [...point]], keyed };
      this.marks.push(this.unfinished);
    }
    this.chosen = this.unfinished;
    this.redraw();
  }

  lead(point) {
    this.unfinished.points[this.unfinished.points.length - 1] = point;
    this.redraw();
  }

  /** Ends the part of a mark that is being drawn; returns what was measured once it is whole. */
  finish() {
    const mark = this.unfinished;
    const made = matrix(this.view, this.shown.image, this.screen);
    const [from, to] = mark.points.slice(-2).map((point) => onScreen(made, point));
    if (Math.hypot(to[0] - from[0], to[1] - from[1]) < 4) {
      this.cancel();
      return "";
    }
    if (mark.kind === "angle" && mark.points.length < 3) return "";
    this.unfinished = null;
    this.redraw();
    return label(this.shown.image, mark);
  }

  cancel() {
    if (!this.unfinished) return false;
    this.marks = this.marks.filter((mark) => mark !== this.unfinished);
    this.unfinished = this.chosen = null;
    this.redraw();
    return true;
  }

  /** The point of a mark that lies under a finger. */
  under({ x, y }) {
    const made = matrix(this.view, this.shown.image, this.screen);
    for (const mark of this.marks.filter((one) => one.frame === this.shown.key).reverse()) {
      const number = mark.points.findIndex((point) => {
        const [left, top] = onScreen(made, point);
        return Math.hypot(left - x, top - y) < NEAR;
      });
      if (number >= 0) return { mark, number };
    }
    return null;
  }

  remove() {
    this.marks = this.marks.filter((mark) => mark !== this.chosen);
    this.unfinished = this.chosen = null;
    this.redraw();
  }

  clear() {
    this.marks = [];
    this.unfinished = this.chosen = null;
    this.redraw();
  }

  // Playing

  play() {
    if (this.places.length < 2 || this.playing) return;
    let due = performance.now();
    let busy = false;
    const step = async (now) => {
      if (!this.playing) return;
      this.playing = requestAnimationFrame(step);
      if (busy || now < due) return;
      busy = true;
      due = Math.max(due + 1000 / this.rate, now);
      await this.show((this.at + 1) % this.places.length);
      busy = false;
    };
    this.playing = requestAnimationFrame(step);
    this.tell();
  }

  stop() {
    if (!this.playing) return;
    cancelAnimationFrame(this.playing);
    this.playing = 0;
    this.tell();
  }

  toggle() {
    if (this.playing) this.stop();
    else this.play();
  }

  setRate(rate) {
    this.rate = within(rate, 1, 60);
    this.tell();
  }
}
