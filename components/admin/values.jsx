import { ChevronDown } from "lucide-react";
import { useLayoutEffect, useRef, useState } from "react";

const EMPTY = { marker: "", name: "", result: "", unit: "", low: "", high: "", expected: "" };
const list = (value) => (Array.isArray(value) ? value : []);

/** A line for a marker, with the range of its usual unit. */
function lineOf({ key, name, unit, spans }) {
  const span = spans.find((one) => one.unit === unit) ?? spans[0] ?? {};
  return { ...EMPTY, marker: key, name, unit: span.unit ?? unit, low: span.low ?? "", high: span.high ?? "", expected: span.expected ?? "" };
}

/**
 * The values of a laboratory record, one line a marker. A panel lays out its markers; lines without
 * a result are not part of what is saved. Enter and the arrows go from result to result.
 */
export function ValueGrid({ id, name, panels, markers, words, look, described }) {
  const root = useRef(null);
  const rows = useRef([]);
  const [shown, show] = useState([]);
  const known = new Map(list(markers).map((one) => [one.key, one]));

  const hold = (next, told = true) => {
    rows.current = next;
    show(next);
    if (told) root.current.dispatchEvent(new Event("input", { bubbles: true }));
  };

  useLayoutEffect(() => {
    root.current.portal = {
      get: () => rows.current.filter(({ result }) => result.trim()),
      set: (value) => {
        const given = [...list(value)];
        const kept = rows.current.map((row) => {
          const at = given.findIndex(({ marker }) => marker === row.marker);
          return at < 0 ? { ...row, result: "" } : given.splice(at, 1)[0];
        });
        hold([...kept, ...given], false);
      },
      norm: list,
    };
  }, []);

  const lay = (chosen) => {
    const there = new Set(rows.current.map(({ marker }) => marker));
    const added = chosen.filter((one) => one && !there.has(one.key)).map(lineOf);
    if (!added.length) return;
    const at = rows.current.length;
    hold([...rows.current, ...added], false);
    requestAnimationFrame(() => step(at));
  };
  const step = (at) => root.current.querySelectorAll("[data-result]")[at]?.focus();
  const change = (at, field, value) => {
    const next = { ...rows.current[at], [field]: value };
    if (field === "unit") {
      const span = known.get(next.marker)?.spans.find((one) => one.unit === value.trim());
      Object.assign(next, { low: span?.low ?? "", high: span?.high ?? "", expected: span?.expected ?? "" });
    }
    hold(rows.current.map((row, number) => (number === at ? next : row)));
  };
  const drop = (at) => hold(rows.current.filter((_row, number) => number !== at));
  const keys = (event, at) => {
    const by = { Enter: 1, ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!by || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    step(at + by);
  };

  const cell = (row, at, field, label, more = {}) => (
    <label className={look.cell}>
      <span className={look.label}>{label}</span>
      <input type="text" value={row[field]} autoComplete="off" spellCheck={false} aria-label={`${known.get(row.marker)?.label ?? row.name}: ${label}`}
        className={look.input} onChange={(event) => change(at, field, event.target.value)} {...more} />
    </label>
  );

  return (
    <div ref={root} id={id} data-picker={name} role="group" aria-label={words.values} aria-describedby={described} className={look.root}>
      <div className={look.bar}>
        {list(panels).map((panel) => (
          <button key={panel.name} type="button" className={look.panel}
            onClick={() => lay(panel.markers.map((key) => known.get(key)))}>+ {panel.label}</button>
        ))}
        <div className={look.choices}>
          <select className={look.choice} aria-label={words.add} value=""
            onChange={(event) => lay([known.get(event.target.value)])}>
            <option value="">{words.add}</option>
            {list(markers).map((one) => <option key={one.key} value={one.key}>{one.label}</option>)}
          </select>
          <ChevronDown size={18} aria-hidden="true" className={look.chevron} />
        </div>
      </div>
      {shown.length === 0 && <p className={look.nothing}>{words.nothing}</p>}
      {shown.map((row, at) => (
        <div key={`${row.marker}-${at}`} className={look.row}>
          <span className={look.name}>{known.get(row.marker)?.label ?? row.name}</span>
          {cell(row, at, "result", words.result, {
            "data-result": "", list: `${id}-${at}-words`, onKeyDown: (event) => keys(event, at),
          })}
          <datalist id={`${id}-${at}-words`}>
            {list(known.get(row.marker)?.words).map((word) => <option key={word} value={word} />)}
          </datalist>
          {cell(row, at, "unit", words.unit)}
          {row.expected ? cell(row, at, "expected", words.expected)
            : <>{cell(row, at, "low", words.low)}{cell(row, at, "high", words.high)}</>}
          <button type="button" className={look.drop} aria-label={`${words.remove} ${known.get(row.marker)?.label ?? row.name}`}
            onClick={() => drop(at)}>×</button>
        </div>
      ))}
    </div>
  );
}
