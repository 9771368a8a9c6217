import { useEffect, useRef, useState } from "react";

const FURTHEST = 5; // times the picture can be enlarged in the square
const STEP = 0.05; // of the room beside the square, for one press of an arrow key
const TOGETHER = 3; // files that are sent at a time; the portal takes a few more of one session
const within = (value, least, most) => Math.min(Math.max(value, least), most);

/** Sends one file; says how far it is, and what the portal answered. Returns how to stop it. */
export function send(address, file, { onProgress, onStored, onRefused }, words) {
  const request = new XMLHttpRequest();
  request.upload.onprogress = ({ loaded, total }) => onProgress(total ? loaded / total : 0);
  request.onload = () => {
    let said = {};
    try {
      said = JSON.parse(request.responseText);
    } catch { /* a refusal from before the route is plain text */ }
    if (request.status === 200) onStored(said);
    else onRefused(said.refusal || words.failed, request.status < 500 && request.status !== 429);
  };
  request.onerror = () => onRefused(words.broken, false);
  request.open("POST", address);
  request.setRequestHeader("X-File-Name", encodeURIComponent((file.name ?? "").slice(0, 150)));
  request.send(file);
  return () => request.abort();
}

/** A picture under a square window: dragged, pinched, or moved by keys. */
function Square({ url, part, onPart, onUnseen, looks, words }) {
  const [size, setSize] = useState(null);
  const frame = useRef(null);
  const fingers = useRef(new Map());
  const short = size ? Math.min(size.width, size.height) : 1;
  const wide = size ? size.width / short / part.side : 1; // of the picture, in windows
  const tall = size ? size.height / short / part.side : 1;

  const move = (right, down) => onPart((was) => ({
    ...was,
    left: wide > 1 ? within(was.left - right / (wide - 1), 0, 1) : 0.5,
    top: tall > 1 ? within(was.top - down / (tall - 1), 0, 1) : 0.5,
  }));
  const zoom = (factor) => onPart((was) => ({ ...was, side: within(was.side / factor, 1 / FURTHEST, 1) }));

  const reach = () => {
    const [a, b] = [...fingers.current.values()];
    return b ? Math.hypot(a.x - b.x, a.y - b.y) : 0;
  };
  const press = (event) => {
    event.currentTarget.setPointerCapture(event.pointerId);
    fingers.current.set(event.pointerId, { x: event.clientX, y: event.clientY });
  };
  const drag = (event) => {
    const was = fingers.current.get(event.pointerId);
    if (!was) return;
    const before = reach();
    fingers.current.set(event.pointerId, { x: event.clientX, y: event.clientY });
    const window = frame.current.clientWidth * fingers.current.size;
    move((event.clientX - was.x) / window, (event.clientY - was.y) / window);
    if (before && reach()) zoom(reach() / before);
  };
  const lift = (event) => fingers.current.delete(event.pointerId);
  const keys = {
    ArrowLeft: () => move(STEP, 0),
    ArrowRight: () => move(-STEP, 0),
    ArrowUp: () => move(0, STEP),
    ArrowDown: () => move(0, -STEP),
    "+": () => zoom(1.1),
    "-": () => zoom(1 / 1.1),
  };
  const type = (event) => {
    if (!keys[event.key]) return;
    event.preventDefault();
    keys[event.key]();
  };

  useEffect(() => {
    const turn = (event) => {
      event.preventDefault(); // or the page would scroll beneath
      zoom(event.deltaY < 0 ? 1.05 : 1 / 1.05);
    };
    frame.current.addEventListener("wheel", turn, { passive: false });
    return () => frame.current?.removeEventListener("wheel", turn);
  }, []);

  const place = {
    width: `${wide * 100}%`, height: `${tall * 100}%`, maxWidth: "none",
    left: `${-part.left * (wide - 1) * 100}%`, top: `${-part.top * (tall - 1) * 100}%`,
  };
  return (
    <>
      <div ref={frame} className={looks.frame} tabIndex={0} role="application" aria-label={words.square}
        onPointerDown={press} onPointerMove={drag} onPointerUp={lift} onPointerCancel={lift} onKeyDown={type}>
        <img src={url} alt="" draggable={false} className={looks.picture} style={place} onError={onUnseen}
          onLoad={({ target }) => setSize({ width: target.naturalWidth, height: target.naturalHeight })} />
      </div>
      <label className={looks.zoom}>
        {words.zoom}
        <input type="range" min={1} max={FURTHEST} step={0.05} value={1 / part.side} className={looks.slider}
          onChange={({ target }) => zoom(Number(target.value) * part.side)} />
      </label>
    </>
  );
}

/** The picture that was chosen, until its square is sent or another is chosen. */
function Cut({ file, onUse, onAgain, looks, words, use, again }) {
  const [part, setPart] = useState({ left: 0.5, top: 0.5, side: 1 });
  const [url, setUrl] = useState("");
  const [seen, setSeen] = useState(true);

  useEffect(() => {
    const made = URL.createObjectURL(file);
    setUrl(made);
    return () => URL.revokeObjectURL(made);
  }, [file]);

  const chosen = seen ? `?left=${part.left}&top=${part.top}&side=${part.side}` : "";
  return (
    <div className={looks.cut}>
      {seen && url && (
        <Square url={url} part={part} onPart={setPart} onUnseen={() => setSeen(false)} looks={looks} words={words} />
      )}
      {!seen && <p role="status" className={looks.note}>{words.unseen}</p>}
      <div className={looks.buttons}>
        <button type="button" className={looks.quiet} onClick={onAgain}>{again}</button>
        <button type="button" className={looks.primary} onClick={() => onUse(chosen)}>{use}</button>
      </div>
    </div>
  );
}

/** One file on its way. */
function Sending({ item, onStop, onRetry, looks, words }) {
  const failed = item.state === "failed";
  return (
    <li className={looks.item}>
      <div className={looks.line}>
        <span className={looks.name}>{item.file.name}</span>
        {item.state === "stored" && <span className={looks.stored}>{words.stored}</span>}
        {failed && !item.final && (
          <button type="button" className={looks.quiet} onClick={onRetry}>{words.retry}</button>
        )}
        {item.state !== "stored" && (
          <button type="button" className={looks.quiet} onClick={onStop}>{failed ? words.remove : words.cancel}</button>
        )}
      </div>
      {(item.state === "sending" || item.state === "waiting") && (
        <progress max={1} value={item.progress} aria-label={item.file.name} className={looks.progress} />
      )}
      {failed && <p role="alert" className={looks.error}>{item.why}</p>}
    </li>
  );
}

/**
 * Files by drop, paste, choice or camera, each sent by itself, with its progress, cancel and retry.
 * A file is called stored only once the portal has answered that it is.
 */
export function Upload({
  address, accept, most, multiple, square, camera, looks, words, icon, children, onStored,
}) {
  const root = useRef(null);
  const stops = useRef({});
  const [items, setItems] = useState([]);
  const [cutting, setCutting] = useState(null);
  const [over, setOver] = useState(false);
  const change = (id, what) => setItems((were) => were.map((item) => (item.id === id ? { ...item, ...what } : item)));

  const begin = (item) => {
    change(item.id, { state: "sending" });
    stops.current[item.id] = send(address + item.query, item.file, {
      onProgress: (progress) => change(item.id, { progress }),
      onStored: (told) => {
        change(item.id, { state: "stored" });
        onStored?.(told.id ?? "");
        if (square) {
          setItems([]);
          root.current?.closest("dialog")?.close();
        }
      },
      onRefused: (why, final) => change(item.id, { state: "failed", why, final }),
    }, words);
  };
  const add = (file, query = "") => {
    const item = { id: crypto.getRandomValues(new Uint32Array(2)).join("-"), file, query, progress: 0 };
    const refused = file.size > most ? { state: "failed", why: words.large, final: true } : { state: "waiting" };
    setItems((were) => [...(multiple ? were : []), { ...item, ...refused }]);
  };
  const take = (files) => {
    const chosen = [...files].slice(0, multiple ? 50 : 1);
    if (!chosen.length) return;
    if (square) {
      setItems([]);
      setCutting(chosen[0]);
    } else chosen.forEach((file) => add(file));
  };
  const stop = (id) => {
    stops.current[id]?.();
    setItems((were) => were.filter((item) => item.id !== id));
    root.current?.querySelector("input[type=file]")?.focus(); // the button that was pressed is gone
  };

  useEffect(() => {
    const paste = (event) => {
      if (root.current?.offsetParent && event.clipboardData?.files.length) take(event.clipboardData.files);
    };
    document.addEventListener("paste", paste);
    return () => document.removeEventListener("paste", paste);
  }, [address, multiple, square]);
  useEffect(() => {
    const sending = items.filter((item) => item.state === "sending").length;
    items.filter((item) => item.state === "waiting").slice(0, Math.max(0, TOGETHER - sending)).forEach(begin);
  }, [items]);
  useEffect(() => () => Object.values(stops.current).forEach((end) => end()), []);

  const pick = ({ target }) => {
    take(target.files);
    target.value = ""; // so that the same file can be chosen once more
  };
  const drop = (event) => {
    event.preventDefault();
    setOver(false);
    take(event.dataTransfer.files);
  };
  const hover = (event) => {
    event.preventDefault();
    setOver(true);
  };
  const busy = items.some((item) => item.state === "sending" || item.state === "waiting");
  return (
    <div ref={root} className={looks.root}>
      {cutting ? (
        <Cut file={cutting} looks={looks} words={words} use={words.use} again={words.again}
          onAgain={() => setCutting(null)}
          onUse={(query) => { setCutting(null); add(cutting, query); }} />
      ) : (square && busy) || (
        <div className={over ? looks.over : looks.zone} onDragOver={hover} onDragLeave={() => setOver(false)} onDrop={drop}>
          {icon}
          {children}
          <label className={looks.choose}>
            {words.choose}
            <input type="file" accept={accept} multiple={multiple} className="sr-only" onChange={pick} />
          </label>
          {camera && (
            <label className={looks.camera}>
              {words.camera}
              <input type="file" accept="image/*" capture="environment" className="sr-only" onChange={pick} />
            </label>
          )}
        </div>
      )}
      <p role="status" className="sr-only">{busy ? words.sending : ""}</p>
      {items.length > 0 && (
        <ul className={looks.list}>
          {items.map((item) => (
            <Sending key={item.id} item={item} looks={looks} words={words}
              onStop={() => stop(item.id)} onRetry={() => change(item.id, { state: "waiting", progress: 0, why: "" })} />
          ))}
        </ul>
      )}
    </div>
  );
}
