import { useCallback, useEffect, useRef, useState } from "react";
import {
  Blend, CircleHelp, Columns2, Contrast, Expand, FlipHorizontal2, FlipVertical2, Hand,
  Layers, MoreHorizontal, Pause, Play, RotateCcw, RotateCw, Ruler, Scan, Search, Shrink,
  Sparkles, Star, Trash2, TriangleRight,
} from "lucide-react";
import { described } from "./frames.js";
import { Viewer, places } from "./viewer.js";

const NARROW = 720; // px; below, most controls are behind "More"
const PINNED = 4; // controls that stay in the row then
const LONGEST = 500; // letters of a note
const RATES = [1, 2, 5, 10, 15, 20, 25, 30, 40, 60];

/** Everything that can be done, in the order of the row. `on` gets the pane that is in use. */
function controls(state, words) {
  const tool = (name, Icon, key) => ({
    name, Icon, key, pressed: state.tool === name, on: (viewer) => viewer.choose(name),
  });
  const several = state.count > 1;
  return [
    tool("window", Contrast, "W"),
    tool("pan", Hand, "P"),
    tool("length", Ruler, "L"),
    { name: "reset", Icon: RotateCcw, key: "0", on: (viewer) => viewer.reset() },
    tool("zoom", Search, "Z"),
    ...(several ? [tool("scroll", Layers, "S")] : []),
    tool("angle", TriangleRight, "A"),
    { name: "auto", Icon: Sparkles, on: (viewer) => viewer.autoWindow() },
    { name: "invert", Icon: Blend, key: "I", pressed: state.inverted, on: (viewer) => viewer.invert() },
    { name: "turn", Icon: RotateCw, key: "R", on: (viewer) => viewer.turn(90) },
    { name: "mirror", Icon: FlipHorizontal2, key: "H", on: (viewer) => viewer.flip("flipX") },
    { name: "upend", Icon: FlipVertical2, key: "V", on: (viewer) => viewer.flip("flipY") },
    { name: "actual", Icon: Scan, key: "1", on: (viewer) => viewer.actual() },
    ...(state.marked ? [{ name: "clear", Icon: Trash2, on: (viewer) => viewer.clear() }] : []),
  ].map((one) => ({ ...one, label: words[one.name] }));
}

function Control({ Icon, label, shortcut, pressed, onClick, look, named, ...rest }) {
  const hint = shortcut ? `${label} (${shortcut})` : label;
  return (
    <button
      type="button" className={look} title={hint} aria-label={label} aria-pressed={pressed}
      aria-keyshortcuts={shortcut} onClick={onClick} {...rest}
    >
      <Icon size={20} aria-hidden="true" />
      {named && <span>{label}</span>}
    </button>
  );
}

const isOf = (key, place) => key.id === place?.id && key.number === place?.number;
const isSame = (row, other) => Boolean(other) && row.instances[0]?.id === other.instances[0]?.id
  && !row.keys.length === !other.keys.length;

/** One series in its place: the image, what is said of it, and how its frames are walked through. */
function Pane({ series, first, looks, words, onUse, onState, viewers, number, onSay }) {
  const stage = useRef(null);
  const viewer = useRef(null);
  const shown = useRef(null);
  const [chosen, setChosen] = useState(first);
  const [state, setState] = useState({ count: 0, windows: [] });

  useEffect(() => {
    const made = new Viewer(stage.current, looks, {
      onChange: (now) => { setState(now); onState(number, now); },
      onMeasured: onSay,
    });
    viewer.current = viewers.current[number] = made;
    made.drawing.canvas.setAttribute("role", "application");
    made.drawing.canvas.setAttribute("aria-label", words.canvas);
    made.drawing.canvas.addEventListener("focus", () => onUse(number));
    return () => { made.end(); delete viewers.current[number]; };
  }, []);
  const open = (at) => {
    shown.current = series[at];
    viewer.current?.open(series[at]);
  };
  useEffect(() => {
    const at = series.findIndex((one) => isSame(one, shown.current));
    if (at >= 0 && !series[at].keys.length) { // a frame of it was marked, and it stands elsewhere
      shown.current = series[at];
      setChosen(at);
    } else {
      const number = series[chosen] ? chosen : 0;
      setChosen(number);
      open(number);
    }
  }, [series]);
  useEffect(() => { if (series[chosen] !== shown.current) open(chosen); }, [chosen]);

  const row = series[chosen] ?? series[0];
  const note = series[0].keys.find((key) => isOf(key, state.place))?.note;
  const unshown = row.instances.filter(({ error }) => error);
  const wrong = state.refusal?.said ?? (state.refusal && words.failed)
    ?? (state.count === 0 ? unshown[0]?.said : "");
  return (
    <div className={looks.pane} onPointerDown={() => onUse(number)}>
      {series.length > 1 && (
        <select
          className={looks.series} value={chosen} aria-label={words.series}
          onChange={(event) => setChosen(Number(event.target.value))}
        >
          {series.map((one, at) => (
            <option key={at} value={at}>{named(one, at, words)}</option>
          ))}
        </select>
      )}
      <div className={looks.stage} ref={stage}>
        {state.waiting && <div className={looks.waiting} role="status">{words.loading}</div>}
        {wrong && <div className={looks.wrong} role="alert">{wrong}</div>}
        {state.damaged && <div className={looks.damaged} role="alert">{words.damaged}</div>}
        <Corner state={state} row={row} looks={looks} words={words} />
      </div>
      {state.count > 1 && <Strip state={state} viewer={viewer} looks={looks} words={words} />}
      {note && <p className={looks.said}>{note}</p>}
      {state.image?.overlays && <p className={looks.note}>{words.overlays}</p>}
      {state.count > 0 && unshown.map(({ id, said }) => (
        <p key={id} className={looks.note}>{said}</p>
      ))}
    </div>
  );
}

function named(row, at, words) {
  const count = places(row).length;
  const modality = row.instances.find(({ image }) => image.modality)?.image.modality ?? "";
  const name = row.description || `${words.series} ${at + 1}`;
  return [row.date, modality, name, count > 1 ? `(${count})` : ""].filter(Boolean).join(" ");
}

/** What is true of the image that is seen, in its corners. */
function Corner({ state, row, looks, words }) {
  if (!state.image) return null;
  const { modality, body_part: body, view, laterality } = state.image;
  const shown = state.window
    ? `${words.center} ${Math.round(state.window.center)} · ${words.width} ${Math.round(state.window.width)}`
    : "";
  const zoom = `${Math.round((state.zoom ?? 1) * 100)}\u00a0%`;
  return (
    <>
      <p className={looks.above}>{[modality, body, view, laterality].filter(Boolean).join(" · ")}</p>
      <p className={looks.below}>{[shown, zoom].filter(Boolean).join(" · ")}</p>
      <p className={looks.dated}>{row.date}</p>
    </>
  );
}

function Strip({ state, viewer, looks, words }) {
  const label = state.playing ? words.pause : words.play;
  return (
    <div className={looks.strip}>
      <Control
        Icon={state.playing ? Pause : Play} label={label} look={looks.control}
        onClick={() => viewer.current.toggle()}
      />
      <input
        type="range" className={looks.slider} min={0} max={state.count - 1} value={state.at}
        aria-label={words.frame} aria-valuetext={`${state.at + 1} / ${state.count}`}
        onChange={(event) => { viewer.current.stop(); viewer.current.show(Number(event.target.value)); }}
      />
      <output className={looks.count}>{state.at + 1} / {state.count}</output>
      <select
        className={looks.rate} aria-label={words.speed} value={nearest(state.rate)}
        onChange={(event) => viewer.current.setRate(Number(event.target.value))}
      >
        {RATES.map((rate) => <option key={rate} value={rate}>{`${rate}/s`}</option>)}
      </select>
    </div>
  );
}

const nearest = (rate) =>
  RATES.reduce((best, one) => (Math.abs(one - rate) < Math.abs(best - rate) ? one : best));

/** All controls in one row; those that do not fit are behind "More". */
function Row({ state, act, looks, words, narrow, more, setMore, behind, children }) {
  const all = controls(state, words);
  const pinned = narrow ? all.slice(0, PINNED) : all;
  const rest = narrow ? all.slice(PINNED) : [];
  const control = (one, look, isNamed) => (
    <Control
      key={one.name} Icon={one.Icon} label={one.label} shortcut={one.key} pressed={one.pressed}
      look={look} named={isNamed}
      onClick={() => { act(one.on); if (isNamed) setMore(false); }}
    />
  );
  return (
    <div className={looks.bar} role="toolbar" aria-label={words.tools}>
      {pinned.map((one) => control(one, looks.control, false))}
      {state.windows?.length > 1 && !narrow && <Presets state={state} act={act} looks={looks} words={words} />}
      <span className={looks.gap} />
      {children}
      {narrow && (
        <Control
          Icon={MoreHorizontal} label={words.more} look={looks.control} aria-expanded={more}
          onClick={() => setMore(!more)}
        />
      )}
      {narrow && more && (
        <div className={looks.more}>
          {rest.map((one) => control(one, looks.named, true))}
          {behind}
          {state.windows?.length > 1 && <Presets state={state} act={act} looks={looks} words={words} />}
        </div>
      )}
    </div>
  );
}

function Presets({ state, act, looks, words }) {
  const same = (one) => one.center === state.window?.center && one.width === state.window?.width;
  return (
    <select
      className={looks.rate} aria-label={words.presets}
      value={state.windows.findIndex(same)}
      onChange={(event) => act((viewer) => viewer.preset(state.windows[Number(event.target.value)]))}
    >
      <option value={-1} disabled>{words.presets}</option>
      {state.windows.map((one, at) => (
        <option key={at} value={at}>{one.name || `${one.center} / ${one.width}`}</option>
      ))}
    </select>
  );
}

function Help({ words, looks, onClose }) {
  return (
    <div className={looks.help} role="dialog" aria-label={words.help}>
      <dl className={looks.keys}>
        {words.keys.map(([key, meaning]) => (
          <div key={key}><dt>{key}</dt><dd>{meaning}</dd></div>
        ))}
      </dl>
      <button type="button" className={looks.named} onClick={onClose} autoFocus>{words.close}</button>
    </div>
  );
}

/** Asks the vet why a frame is worth looking at. */
function Marking({ key_, words, looks, onKeep, onRemove, onClose }) {
  const [note, setNote] = useState(key_?.note ?? "");
  return (
    <form
      className={looks.help} role="dialog" aria-label={words.mark}
      onSubmit={(event) => { event.preventDefault(); onKeep(note); }}
      onKeyDown={(event) => { if (event.key === "Escape") onClose(); }}
    >
      <label className={looks.asked}>
        {words.note}
        <textarea
          className={looks.typed} rows={3} maxLength={LONGEST} value={note} autoFocus
          onChange={(event) => setNote(event.target.value)}
        />
      </label>
      <div className={looks.deeds}>
        <button type="submit" className={looks.named}>{words.keep}</button>
        {key_ && (
          <button type="button" className={looks.named} onClick={onRemove}>{words.unmark}</button>
        )}
        <button type="button" className={looks.named} onClick={onClose}>{words.close}</button>
      </div>
    </form>
  );
}

/** The images of the record that the address names, without waiting for the page's socket. */
export function ImageViewer({ looks, words, turn, onMark, onUnmark }) {
  const [series, setSeries] = useState(null);
  const [marks, setMarks] = useState(false); // whether key images may be chosen here
  const [marking, setMarking] = useState(null);
  const [refused, setRefused] = useState("");
  const [states, setStates] = useState({});
  const [used, setUsed] = useState(0);
  const [beside, setBeside] = useState(false);
  const [narrow, setNarrow] = useState(false);
  const [more, setMore] = useState(false);
  const [help, setHelp] = useState(false);
  const [full, setFull] = useState(false);
  const [said, setSaid] = useState("");
  const frame = useRef(null);
  const viewers = useRef({});

  useEffect(() => {
    const stopping = new AbortController();
    const record = location.pathname.split("/").filter(Boolean).at(-1);
    described(record, stopping.signal).then((told) => {
      setSeries(told.series);
      setMarks(told.marks);
    }, (refusal) => {
      if (refusal.name !== "AbortError") setRefused(refusal.said || words.failed);
    });
    return () => stopping.abort();
  }, [turn]);
  useEffect(() => {
    const sizing = new ResizeObserver(([{ contentRect }]) => setNarrow(contentRect.width < NARROW));
    sizing.observe(frame.current);
    const turned = () => setFull(document.fullscreenElement === frame.current);
    document.addEventListener("fullscreenchange", turned);
    return () => { sizing.disconnect(); document.removeEventListener("fullscreenchange", turned); };
  }, []);

  const note = useCallback((number, now) => setStates((were) => ({ ...were, [number]: now })), []);
  const act = (deed) => { const viewer = viewers.current[used] ?? viewers.current[0]; if (viewer) deed(viewer); };
  const fill = () => {
    if (document.fullscreenElement) document.exitFullscreen();
    else if (frame.current.requestFullscreen) frame.current.requestFullscreen().catch(() => setFull(!full));
    else setFull(!full); // phones that fill the screen with videos only
  };
  const keys = (event) => {
    if (event.target.closest("input, select, textarea")) return;
    if (event.key === "f" || event.key === "F") fill();
    else if (event.key === "?") setHelp(true);
    else if ((event.key === "k" || event.key === "K") && marks && onMark) setMarking(here);
    else if (event.key === "Escape" && (help || more)) { setHelp(false); setMore(false); }
    else return;
    event.preventDefault();
    event.stopPropagation(); // the page has keys of its own
  };

  const several = series && series.length > 1;
  const here = (states[used] ?? states[0])?.place;
  const marked = series?.[0]?.keys ?? [];
  const mark = (look, isNamed) => (
    <Control
      Icon={Star} label={words.mark} shortcut="K" look={look} named={isNamed}
      pressed={marked.some((key) => isOf(key, here))}
      onClick={() => { setMarking(here); setMore(false); }}
    />
  );
  const two = (look, isNamed) => (
    <Control
      Icon={Columns2} label={words.beside} pressed={beside} look={look} named={isNamed}
      onClick={() => { setBeside(!beside); setUsed(0); setMore(false); }}
    />
  );
  const panes = series ? (beside && several ? [0, 1] : [0]) : [];
  return (
    <div className={full ? looks.full : looks.root} ref={frame} onKeyDown={keys}>
      {refused && <p className={looks.refused} role="alert">{refused}</p>}
      {!series && !refused && <p className={looks.refused} role="status">{words.loading}</p>}
      {series && (
        <Row
          {...{ act, looks, words, narrow, more, setMore }} state={states[used] ?? {}}
          behind={several && two(looks.named, true)}
        >
          {marks && onMark && here && mark(looks.control, false)}
          {several && !narrow && two(looks.control, false)}
          <Control
            Icon={full ? Shrink : Expand} label={words.full} shortcut="F" pressed={full}
            look={looks.control} onClick={fill}
          />
          {!narrow && (
            <Control
              Icon={CircleHelp} label={words.help} shortcut="?" look={looks.control}
              onClick={() => setHelp(!help)}
            />
          )}
        </Row>
      )}
      <div className={beside ? looks.two : looks.one}>
        {panes.map((number) => (
          <Pane
            key={number} number={number} series={series} first={Math.min(number, series.length - 1)}
            {...{ looks, words, viewers }} onUse={setUsed} onState={note} onSay={setSaid}
          />
        ))}
        {marking && (
          <Marking
            key_={marked.find((key) => isOf(key, marking))} {...{ words, looks }} onClose={() => setMarking(null)}
            onKeep={(note) => { onMark(marking.id, marking.number, note); setMarking(null); }}
            onRemove={() => { onUnmark(marking.id, marking.number); setMarking(null); }}
          />
        )}
        {help && <Help {...{ words, looks }} onClose={() => setHelp(false)} />}
      </div>
      <p className={looks.label}>{words.label}</p>
      <p className="sr-only" role="status">{said}</p>
    </div>
  );
}
