// Frames, asked for once and kept as long as there is room. The server says who may see them.

import { extent, parameters, unpacked } from "./pixels.js";

const MEGABYTE = 2 ** 20;
const AHEAD = [1, 2, 3, -1, 4, 5, 6];
const AT_ONCE = 4;

/** A frame that cannot be shown; `said` is in the reader's language. */
export class Refused extends Error {
  constructor(code, said) {
    super(code);
    this.code = code;
    this.said = said;
  }
}

async function refusal(answer) {
  const { error, said } = await answer.json().catch(() => ({}));
  return new Refused(error || String(answer.status), said);
}

/** How much is kept: less on a phone, where the page would be ended for more. */
function room() {
  const scarce = navigator.connection?.saveData || (navigator.deviceMemory ?? 8) < 4;
  return (scarce || matchMedia("(pointer: coarse)").matches ? 96 : 256) * MEGABYTE;
}

/** Tells what a record holds. */
export async function described(record, signal) {
  const answer = await fetch(`/imaging/records/${record}`, { signal });
  if (!answer.ok) throw await refusal(answer);
  return answer.json();
}

export class Frames {
  constructor() {
    this.kept = new Map();
    this.coming = new Map();
    this.most = room();
    this.bytes = 0;
  }

  has(place) {
    return this.kept.has(place.key);
  }

  /** One frame; `place` is one of the places that a series is made of (viewer.js). */
  get(place) {
    const there = this.kept.get(place.key);
    if (there) {
      this.kept.delete(place.key); // the last asked for is the last to go
      this.kept.set(place.key, there);
      return Promise.resolve(there);
    }
    if (!this.coming.has(place.key)) {
      const stopping = new AbortController();
      const frame = this.fetched(place, stopping.signal)
        .finally(() => this.coming.delete(place.key));
      this.coming.set(place.key, { frame, stopping });
    }
    return this.coming.get(place.key).frame;
  }

  /** Asks for those that are likely to be looked at next. */
  expect(places, at) {
    for (const step of AHEAD) {
      const next = places[at + step];
      if (!next || this.has(next) || this.coming.size >= AT_ONCE) continue;
      this.get(next).catch(() => {});
    }
  }

  /** A picture of the whole frame that comes sooner than the frame itself. */
  async preview(place) {
    const answer = await fetch(`/imaging/${place.id}/previews/${place.number}`);
    if (!answer.ok) throw await refusal(answer);
    return createImageBitmap(await answer.blob());
  }

  forget() {
    for (const { stopping } of this.coming.values()) stopping.abort();
    for (const frame of this.kept.values()) frame.bitmap?.close();
    this.kept.clear();
    this.bytes = 0;
  }

  async fetched(place, signal) {
    const answer = await fetch(`/imaging/${place.id}/frames/${place.number}`, { signal });
    if (!answer.ok) throw await refusal(answer);
    const told = parameters(answer.headers.get("content-type") ?? "");
    const frame = told.kind
      ? await this.grey(place.image, place.number, told, await answer.arrayBuffer())
      : await this.colored(answer);
    Object.assign(frame, { damaged: told.damaged, kind: told.kind });
    this.keep(place, frame);
    return frame;
  }

  grey(image, number, told, buffer) {
    const levels = unpacked(buffer, image, told);
    const scale = image.varying[number] ?? image.scale;
    return {
      levels,
      width: image.columns,
      height: image.rows,
      bytes: buffer.byteLength * 1.4,
      scale: {
        ...scale, // what is sent may be steps of the stored values
        slope: scale.slope * told.slope,
        intercept: scale.slope * told.intercept + scale.intercept,
      },
      ...extent(levels[0].data, image.padding),
    };
  }

  async colored(answer) {
    const bitmap = await createImageBitmap(await answer.blob(), { colorSpaceConversion: "none" });
    const { width, height } = bitmap;
    return { bitmap, width, height, bytes: width * height * 4, scale: { windows: [] } };
  }

  keep(place, frame) {
    this.kept.set(place.key, frame);
    this.bytes += frame.bytes;
    for (const [key, other] of this.kept) {
      if (this.bytes <= this.most || key === place.key) break;
      this.bytes -= other.bytes;
      other.bitmap?.close();
      this.kept.delete(key);
    }
  }
}
