// Frames as they travel (services/decoding/dicom/wire.py), turned back into stored values.

/** Undoes the differences from left to right of one plane of bytes. */
function bytes(buffer, rows, columns) {
  const steps = new Uint8Array(buffer);
  const values = new Uint8Array(rows * columns);
  for (let row = 0, at = 0; row < rows; row++) {
    for (let column = 0, value = 0; column < columns; column++, at++) {
      values[at] = value = (value + steps[at]) & 0xff;
    }
  }
  return values;
}

/** The same of sixteen bits: all low bytes come before the high ones. */
function words(buffer, rows, columns, signed) {
  const count = rows * columns;
  const low = new Uint8Array(buffer, 0, count);
  const high = new Uint8Array(buffer, count, count);
  const values = new Uint16Array(count);
  for (let row = 0, at = 0; row < rows; row++) {
    for (let column = 0, value = 0; column < columns; column++, at++) {
      values[at] = value = (value + (low[at] | (high[at] << 8))) & 0xffff;
    }
  }
  return signed ? new Int16Array(values.buffer) : values;
}

/** What of a media type's parameters the viewer has to know. */
export function parameters(type) {
  const number = (name, otherwise) => {
    const found = new RegExp(`${name}=([^;]+)`).exec(type);
    return found ? Number(found[1]) : otherwise;
  };
  return {
    kind: /\.g16/.test(type) ? 16 : /\.g8/.test(type) ? 8 : 0, // 0: a picture
    slope: number("slope", 1),
    intercept: number("intercept", 0),
    damaged: number("damaged", 0) === 1,
  };
}

/** Stored values of a grey frame, and the halves that are drawn when it is looked at from afar. */
export function unpacked(buffer, image, told) {
  const signed = image.signed && told.slope === 1 && told.intercept === 0;
  const data = told.kind === 16
    ? words(buffer, image.rows, image.columns, signed)
    : bytes(buffer, image.rows, image.columns);
  return [{ data, width: image.columns, height: image.rows }];
}

/** The same image in half the size; each value is the mean of four. */
export function half({ data, width, height }) {
  const wide = width >> 1;
  const tall = height >> 1;
  const means = new data.constructor(wide * tall);
  for (let y = 0, to = 0; y < tall; y++) {
    for (let x = 0, at = 2 * y * width; x < wide; x++, at += 2, to++) {
      means[to] = (data[at] + data[at + 1] + data[at + width] + data[at + width + 1]) >> 2;
    }
  }
  return { data: means, width: wide, height: tall };
}

/** The lowest and the highest value that belong to the image. */
export function extent(data, padding) {
  let low = Infinity;
  let high = -Infinity;
  for (const value of data) {
    if (value === padding) continue;
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return low <= high ? { low, high } : { low: 0, high: 1 };
}
