// Where on the screen a point of the image lies. The screen is measured in CSS pixels.

const NEAREST = 40;
const FARTHEST = 0.02;
export const WHOLE = { zoom: 1, x: 0, y: 0, turn: 0, flipX: false, flipY: false, fitted: true };

const within = (value, least, most) => Math.min(Math.max(value, least), most);

/** How tall a pixel of the image is that is one wide. */
export function tallness(image) {
  return image.spacing ? image.spacing.row / image.spacing.column : image.aspect;
}

/** Leads from the image to the screen. */
export function matrix(view, image, screen) {
  const made = new DOMMatrix();
  made.translateSelf(screen.width / 2 + view.x, screen.height / 2 + view.y);
  made.scaleSelf(view.zoom * (view.flipX ? -1 : 1), view.zoom * (view.flipY ? -1 : 1));
  made.rotateSelf(view.turn);
  made.scaleSelf(1, tallness(image));
  made.translateSelf(-image.columns / 2, -image.rows / 2);
  return made;
}

/** The whole image, as large as there is room for. */
export function fitted(view, image, screen) {
  const tall = image.rows * tallness(image);
  const [across, down] = view.turn % 180 ? [tall, image.columns] : [image.columns, tall];
  const zoom = Math.min(screen.width / across, screen.height / down);
  return { ...view, zoom, x: 0, y: 0, fitted: true };
}

/** Nearer or farther, with the point under the pointer staying where it is. */
export function zoomed(view, factor, { x, y }, screen) {
  const zoom = within(view.zoom * factor, FARTHEST, NEAREST);
  const grown = zoom / view.zoom - 1;
  const middle = { x: screen.width / 2 + view.x, y: screen.height / 2 + view.y };
  return {
    ...view,
    zoom,
    x: view.x + (middle.x - x) * grown,
    y: view.y + (middle.y - y) * grown,
    fitted: false,
  };
}

export const moved = (view, right, down) => ({
  ...view,
  x: view.x + right,
  y: view.y + down,
  fitted: false,
});

/** A quarter turn as it is seen: in a mirror, the image turns the other way. */
export function turned(view, degrees) {
  const way = view.flipX !== view.flipY ? -1 : 1;
  return { ...view, turn: (view.turn + way * degrees + 360) % 360 };
}

export const onScreen = (made, [x, y]) => {
  const point = made.transformPoint({ x, y });
  return [point.x, point.y];
};

export const inImage = (made, { x, y }) => onScreen(made.inverse(), [x, y]);
