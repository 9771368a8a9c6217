// Lengths and angles, in the units that the image is calibrated in.

import { tallness } from "./view.js";

const CALIBRATED = "calibrated";

/** What a pixel measures where a point lies; null where nothing says so. */
export function scaleAt(image, [x, y]) {
  for (const region of image.regions) {
    const inside = x >= region.left && x <= region.right && y >= region.top && y <= region.bottom;
    if (inside) return { row: region.row, column: region.column, trust: CALIBRATED };
  }
  return image.spacing;
}

/** The distance of two points: in millimetres, or in pixels where they share no scale. */
export function length(image, from, to) {
  const [scale, other] = [scaleAt(image, from), scaleAt(image, to)];
  const [across, down] = [to[0] - from[0], to[1] - from[1]];
  if (!scale || !other || scale.column !== other.column || scale.row !== other.row) {
    return { value: Math.hypot(across, down * tallness(image)), unit: "px" };
  }
  const value = Math.hypot(across * scale.column, down * scale.row);
  return { value, unit: "mm", trust: scale.trust };
}

/** The angle at the middle one of three points, in degrees. */
export function angle(image, [from, middle, to]) {
  const scale = scaleAt(image, middle);
  const tall = scale ? scale.row / scale.column : tallness(image);
  const ray = ([x, y]) => [x - middle[0], (y - middle[1]) * tall];
  const [a, b] = [ray(from), ray(to)];
  const long = Math.hypot(...a) * Math.hypot(...b);
  const cosine = (a[0] * b[0] + a[1] * b[1]) / (long || 1);
  return (Math.acos(Math.min(Math.max(cosine, -1), 1)) * 180) / Math.PI;
}

const said = (value, digits) =>
  new Intl.NumberFormat(document.documentElement.lang || undefined, {
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  }).format(value);

/** A length in words; "≈" where the spacing is not calibrated. */
export function distance({ value, unit, trust }) {
  if (unit === "px") return `${said(value, 0)} px`;
  const about = trust === CALIBRATED ? "" : "≈\u00a0";
  return value >= 100 ? `${about}${said(value / 10, 1)}\u00a0cm` : `${about}${said(value, 1)}\u00a0mm`;
}

/** What stands beside a mark; empty while it is not whole. */
export function label(image, { kind, points }) {
  if (kind === "angle") {
    return points.length < 3 ? "" : `${said(angle(image, points), 1)}°`;
  }
  return distance(length(image, ...points));
}

const ROUND = [1, 2, 5, 10, 20, 50, 100, 200, 500]; // mm

/** A bar of a round length that takes about a quarter of the screen; null where there is no scale. */
export function bar(image, view, screen) {
  const scale = scaleAt(image, [image.columns / 2, image.rows / 2]);
  if (!scale) return null;
  const step = view.turn % 180 ? scale.row / tallness(image) : scale.column;
  const most = screen.width / 4;
  const fits = ROUND.filter((long) => (long / step) * view.zoom <= most);
  const long = fits.at(-1);
  if (!long) return null;
  const about = scale.trust === CALIBRATED ? "" : "≈\u00a0";
  const text = long >= 10 ? `${about}${long / 10}\u00a0cm` : `${about}${long}\u00a0mm`;
  return { wide: (long / step) * view.zoom, text };
}
