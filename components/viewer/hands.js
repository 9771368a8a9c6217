// Mouse, pen, fingers and keys.

const STEP = 40; // px of a pan by key
const PART = 1 / 600; // of the range of values, for one pixel that a window is dragged
const NOTCH = 100; // of a mouse wheel; touchpads send less, and more often

const within = (value, least, most) => Math.min(Math.max(value, least), most);
const MEASURING = ["length", "angle"];

export class Hands {
  constructor(viewer, canvas) {
    this.viewer = viewer;
    this.canvas = canvas;
    this.fingers = new Map();
    this.rolled = 0;
    this.ending = new AbortController();
    const { signal } = this.ending;
    const on = (name, hear) => canvas.addEventListener(name, hear, { signal, passive: false });
    on("pointerdown", (event) => this.press(event));
    on("pointermove", (event) => this.move(event));
    on("pointerup", (event) => this.lift(event));
    on("pointercancel", (event) => this.lift(event));
    on("wheel", (event) => this.roll(event));
    on("contextmenu", (event) => event.preventDefault());
    on("dblclick", () => viewer.reset());
    on("keydown", (event) => this.key(event));
  }

  end() {
    this.ending.abort();
  }

  where(event) {
    const { left, top } = this.canvas.getBoundingClientRect();
    return { x: event.clientX - left, y: event.clientY - top };
  }

  press(event) {
    const { viewer } = this;
    if (!viewer.frame) return;
    event.preventDefault();
    this.canvas.focus({ preventScroll: true });
    this.canvas.setPointerCapture(event.pointerId);
    const point = this.where(event);
    this.fingers.set(event.pointerId, point);
    if (this.fingers.size > 1) {
      this.drag = null;
      viewer.cancel();
      this.pinch = this.spread();
      return;
    }
    const held = event.button === 0 && viewer.under(point);
    if (held) {
      viewer.chosen = held.mark;
      this.drag = { deed: "hold", ...held };
      viewer.redraw();
      return;
    }
    const deed = this.deed(event);
    if (MEASURING.includes(deed)) viewer.begin(viewer.imagePoint(point));
    this.drag = { deed, last: point, start: point, gone: 0 };
  }

  deed({ button, shiftKey, ctrlKey, metaKey }) {
    if (button === 2 || ctrlKey || metaKey) return "zoom";
    if (button === 1 || shiftKey) return "pan";
    return this.viewer.tool;
  }

  move(event) {
    if (!this.fingers.has(event.pointerId)) return;
    const point = this.where(event);
    this.fingers.set(event.pointerId, point);
    if (this.fingers.size > 1) return this.pinched();
    if (!this.drag) return;
    const { drag, viewer } = this;
    const right = point.x - (drag.last?.x ?? 0);
    const down = point.y - (drag.last?.y ?? 0);
    drag.last = point;
    const deeds = {
      window: () => viewer.adjust(right * PART, down * PART),
      pan: () => viewer.pan(right, down),
      zoom: () => viewer.zoom(Math.exp(-down / 200), drag.start),
      scroll: () => this.scroll(down),
      length: () => viewer.lead(viewer.imagePoint(point)),
      angle: () => viewer.lead(viewer.imagePoint(point)),
      hold: () => {
        drag.mark.points[drag.number] = viewer.imagePoint(point);
        viewer.redraw();
      },
    };
    deeds[drag.deed]();
  }

  scroll(down) {
    const { drag, viewer } = this;
    const far = Math.max(4, viewer.screen.height / Math.max(viewer.places.length, 12));
    drag.gone += down;
    const frames = Math.trunc(drag.gone / far);
    drag.gone -= frames * far;
    if (frames) viewer.show(viewer.at + frames);
  }

  lift(event) {
    if (!this.fingers.delete(event.pointerId)) return;
    const { drag, viewer } = this;
    if (this.fingers.size === 1) {
      const [last] = this.fingers.values();
      this.drag = { deed: "pan", last, start: last, gone: 0 };
      return;
    }
    if (viewer.unfinished && MEASURING.includes(drag?.deed)) this.say(viewer.finish());
    this.drag = null;
  }

  spread() {
    const [a, b] = [...this.fingers.values()];
    return {
      far: Math.hypot(a.x - b.x, a.y - b.y) || 1,
      middle: { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 },
    };
  }

  pinched() {
    const { viewer, pinch } = this;
    const now = this.spread();
    viewer.pan(now.middle.x - pinch.middle.x, now.middle.y - pinch.middle.y);
    viewer.zoom(now.far / pinch.far, now.middle);
    this.pinch = now;
  }

  roll(event) {
    const { viewer } = this;
    if (!viewer.frame) return;
    event.preventDefault();
    if (event.ctrlKey || viewer.places.length === 1) {
      viewer.zoom(Math.exp(-within(event.deltaY, -120, 120) / 400), this.where(event));
    } else if (Math.abs(event.deltaY) >= NOTCH || event.deltaMode) {
      this.rolled = 0;
      viewer.show(viewer.at + Math.sign(event.deltaY));
    } else {
      this.rolled += event.deltaY;
      const frames = Math.trunc(this.rolled / 40);
      this.rolled -= frames * 40;
      if (frames) viewer.show(viewer.at + within(frames, -5, 5));
    }
  }

  key(event) {
    if (event.altKey || event.ctrlKey || event.metaKey || !this.viewer.places.length) return;
    const arrow = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
    const deed = arrow[event.key]
      ? () => this.arrow(arrow[event.key], event.shiftKey)
      : this.keys()[event.key] ?? this.keys()[event.key.toLowerCase()];
    if (!deed || deed() === false) return;
    event.preventDefault();
    event.stopPropagation();
  }

  /** Moves the end of what is being measured, or the image, or on to another frame. */
  arrow([right, down], far) {
    const { viewer } = this;
    if (viewer.unfinished?.keyed) {
      const [x, y] = viewer.unfinished.points.at(-1);
      const step = far ? 10 : 1;
      viewer.lead([x + right * step, y + down * step]);
    } else if (far) viewer.pan(-right * STEP, -down * STEP);
    else viewer.show(viewer.at + right + down);
  }

  keys() {
    const { viewer } = this;
    return {
      w: () => viewer.choose("window"),
      p: () => viewer.choose("pan"),
      z: () => viewer.choose("zoom"),
      s: () => viewer.choose("scroll"),
      l: () => viewer.choose("length"),
      a: () => viewer.choose("angle"),
      Enter: () => this.enter(),
      Escape: () => viewer.cancel(),
      Delete: () => viewer.remove(),
      Backspace: () => viewer.remove(),
      PageUp: () => viewer.show(viewer.at - 10),
      PageDown: () => viewer.show(viewer.at + 10),
      Home: () => viewer.show(0),
      End: () => viewer.show(viewer.places.length - 1),
      "+": () => viewer.zoom(1.25),
      "=": () => viewer.zoom(1.25),
      "-": () => viewer.zoom(0.8),
      0: () => viewer.reset(),
      1: () => viewer.actual(),
      i: () => viewer.invert(),
      r: () => viewer.turn(90),
      R: () => viewer.turn(-90),
      h: () => viewer.flip("flipX"),
      v: () => viewer.flip("flipY"),
      "[": () => viewer.adjust(-0.05, 0),
      "]": () => viewer.adjust(0.05, 0),
      ",": () => viewer.adjust(0, -0.02),
      ".": () => viewer.adjust(0, 0.02),
      " ": () => viewer.toggle(),
    };
  }

  /** With a measuring tool: begins in the middle of what is seen, and ends where the cross is. */
  enter() {
    const { viewer } = this;
    if (!MEASURING.includes(viewer.tool) || !viewer.frame) return false;
    if (!viewer.unfinished) {
      const { width, height } = viewer.screen;
      viewer.begin(viewer.imagePoint({ x: width / 2, y: height / 2 }), true);
      return true;
    }
    const last = viewer.unfinished.points.at(-1);
    const said = viewer.finish();
    if (said) this.say(said);
    else if (viewer.unfinished) viewer.begin([...last], true);
    return true;
  }

  say(text) {
    if (text) this.viewer.onMeasured(text);
  }
}
