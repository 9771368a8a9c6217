// From stored values to greys. DICOM PS3.3, C.11.1 (modality) and C.11.2 (values of interest).

const within = (value, least, most) => Math.min(Math.max(value, least), most);

const FUNCTIONS = {
  LINEAR: (value, { center, width }) => {
    if (width > 1) return (value - (center - 0.5)) / (width - 1) + 0.5;
    return value <= center - 0.5 ? 0 : 1;
  },
  LINEAR_EXACT: (value, { center, width }) => (value - center) / width + 0.5,
  SIGMOID: (value, { center, width }) => 1 / (1 + Math.exp((-4 * (value - center)) / width)),
};

/** The entries of a VOI LUT, as they came in base 64. */
function entries({ entries: written }) {
  const raw = Uint8Array.from(atob(written), (sign) => sign.charCodeAt(0));
  return new Uint16Array(raw.buffer);
}

function lookUp(table) {
  const shades = (table.read ??= entries(table));
  const most = 2 ** table.bits - 1;
  return (value) => shades[within(Math.round(value) - table.first, 0, shades.length - 1)] / most;
}

/**
 * The colour that each stored value is drawn in, as canvases keep it.
 *
 * `window` is null where the table of the file decides. Entry 0 is for `lowest`.
 */
export function palette(image, frame, window, inverted) {
  const lowest = frame.kind === 16 && frame.levels[0].data instanceof Int16Array ? -32768 : 0;
  const count = frame.kind === 16 ? 65536 : 256;
  const { slope, intercept } = frame.scale;
  const seen = window
    ? (value) => FUNCTIONS[image.function](value, window)
    : lookUp(image.table);
  const turned = image.inverted !== inverted;
  const colors = new Uint32Array(count);
  for (let at = 0; at < count; at++) {
    const light = within(Math.round(seen((at + lowest) * slope + intercept) * 255), 0, 255);
    const grey = turned ? 255 - light : light;
    colors[at] = 0xff000000 | (grey << 16) | (grey << 8) | grey;
  }
  return { colors, lowest };
}

/** How much of each byte of a colour is drawn, for images that are colours already. */
export function curve(window, inverted) {
  return Uint8ClampedArray.from({ length: 256 }, (_, value) => {
    const light = ((value - window.center) / window.width + 0.5) * 255;
    return inverted ? 255 - within(light, 0, 255) : light;
  });
}

export const ALL_COLORS = { center: 127.5, width: 256 };

/** The window that shows nearly all values: what lies at either end is left out. */
export function auto(frame, padding) {
  const { data } = frame.levels[0];
  const step = Math.max(1, Math.floor(data.length / 20000));
  const some = [];
  for (let at = 0; at < data.length; at += step) if (data[at] !== padding) some.push(data[at]);
  if (!some.length) return { center: 0, width: 1 };
  some.sort((a, b) => a - b);
  const { slope, intercept } = frame.scale;
  const at = (part) => some[Math.min(some.length - 1, Math.floor(some.length * part))];
  const nearly = [at(0.005), at(0.995)];
  const [least, most] = nearly[0] < nearly[1] ? nearly : [frame.low, frame.high]; // mostly one value
  const [low, high] = [least * slope + intercept, most * slope + intercept];
  return { center: (low + high) / 2, width: Math.max(Math.abs(high - low), 1) };
}

/** How a frame is seen at first: by the file's table, by its window, or by its values. */
export function initial(image, frame) {
  if (!frame.kind) return ALL_COLORS;
  if (image.table) return null;
  const [given] = frame.scale.windows;
  return given ? { center: given.center, width: given.width } : auto(frame, image.padding);
}
