import { ShieldAlert, ShieldCheck, ShieldX } from "lucide-react";
import { useEffect, useLayoutEffect, useRef, useState } from "react";

const PAUSE = 150; // ms after the last key before the server is asked

const SHIELDS = { green: ShieldCheck, yellow: ShieldAlert, red: ShieldX };

const folded = (text) => text.trim().toLowerCase();
const list = (value) => (Array.isArray(value) ? value : value ? [{ value: String(value), label: String(value) }] : []);

/**
 * A combobox whose choices come from the server as one types (WAI-ARIA 1.2: editable, with a list).
 * `found` answers `onSearch`: what was asked, the options, and how many for readers. What is chosen
 * is the form's to read and to fill (forms.jsx). `addable`: what was typed may be new.
 */
export function Picker({ id, name, found, several, addable, required, invalid, described, disabled,
  placeholder, label, shortcut, words, look, onSearch, onPick }) {
  const root = useRef(null);
  const input = useRef(null);
  const held = useRef([]);
  const timer = useRef(0);
  const [chosen, show] = useState([]);
  const [typed, setTyped] = useState("");
  const [asked, setAsked] = useState("");
  const [open, setOpen] = useState(false);
  const [active, setActive] = useState(-1);

  const fresh = found.said !== "" && found.asked === asked;
  const options = (open && found.options) || [];
  const exact = options.some(({ label }) => folded(label) === folded(typed));
  const offered = options.filter(({ value }) => !several || !held.current.some((one) => one.value === value));
  const adds = addable && typed.trim() && typed.trim() === asked && fresh && !exact && !(several && held.current.some((one) => folded(one.label) === folded(typed)));
  const lines = adds ? [...offered, { value: typed.trim(), label: typed.trim(), added: true }] : offered;
  const labelOf = (one) => (several || !one ? "" : one.label);

  const hold = (next, told = true) => {
    held.current = next;
    show(next);
    if (told) root.current.dispatchEvent(new Event("input", { bubbles: true }));
  };

  useLayoutEffect(() => {
    root.current.portal = {
      get: () => held.current,
      set: (value) => { hold(list(value), false); setTyped(labelOf(list(value)[0])); },
      norm: list,
    };
  }, []);

  // What fits best is one key away as soon as the answer is there, be it the one from before.
  useEffect(() => setActive(open && fresh && typed.trim() && lines.length ? 0 : -1), [found, asked, typed, open]);
  useEffect(() => () => clearTimeout(timer.current), []);
  useEffect(() => {
    const lead = (event) => {
      const typing = event.target.closest?.("input:not([type=checkbox], [type=radio]), textarea, select, dialog");
      if (localStorage.getItem("shortcuts") === "off") return; // see shortcuts.jsx
      if (event.key !== shortcut || typing || event.ctrlKey || event.metaKey || event.altKey) return;
      event.preventDefault();
      input.current.focus();
    };
    if (shortcut) addEventListener("keydown", lead);
    return () => removeEventListener("keydown", lead);
  }, []);
  useEffect(() => {
    if (active >= 0) document.getElementById(`${id}-${active}`)?.scrollIntoView({ block: "nearest" });
  }, [active]);

  const ask = (text, pause = 0) => {
    clearTimeout(timer.current);
    setAsked(text.trim());
    timer.current = setTimeout(() => onSearch(text.trim()), pause);
  };
  const unfold = (text = several || chosen.length ? "" : typed) => {
    if (disabled) return;
    setOpen(true);
    ask(text);
  };
  const close = () => { setOpen(false); setActive(-1); };

  const pick = (line) => {
    const one = { value: line.value, label: line.label };
    hold(several ? [...held.current, one] : [one]);
    setTyped(labelOf(one));
    close();
    onPick?.(line.value);
    input.current.focus();
    if (several) ask("");
  };
  const type = (text) => {
    setTyped(text);
    setOpen(true);
    setActive(-1);
    if (!several && held.current.length) hold([]);
    ask(text, PAUSE);
  };
  const drop = (value) => { hold(held.current.filter((one) => one.value !== value)); input.current.focus(); };

  /** What was typed and not picked is not lost where it may be new. */
  const leave = () => {
    const text = typed.trim();
    const known = text && (held.current.some((one) => one.label === text) ? null
      : offered.find(({ label }) => folded(label) === folded(text)) ?? (addable ? { value: text, label: text } : null));
    if (known) {
      const one = { value: known.value, label: known.label };
      hold(several ? [...held.current, one] : [one]);
      setTyped(labelOf(one));
    }
    close();
  };

  const keys = (event) => {
    const { key } = event;
    const step = { ArrowDown: 1, ArrowUp: -1 }[key];
    if (step) {
      event.preventDefault();
      if (!open) unfold();
      else if (!event.altKey && lines.length) {
        setActive((at) => (at < 0 ? (step > 0 ? 0 : lines.length - 1) : (at + step + lines.length) % lines.length));
      } else if (event.altKey && step < 0) close();
    } else if (key === "Enter" && open && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      if (lines[active]) pick(lines[active]);
    } else if (key === "Escape" && open) {
      event.preventDefault();
      event.stopPropagation();
      close();
    } else if (key === "Backspace" && several && !typed && held.current.length) {
      drop(held.current.at(-1).value);
    }
  };

  const said = !open ? "" : !fresh ? words.searching : lines.length ? found.said : words.none;
  return (
    <div ref={root} data-picker={name} className={look.root}>
      {several && chosen.length > 0 && (
        <ul className={look.chips}>
          {chosen.map((one) => (
            <li key={one.value} className={look.chip}>
              <span className={look.chipText}>{one.label}</span>
              <button type="button" className={look.remove} disabled={disabled} onClick={() => drop(one.value)}
                aria-label={`${words.remove} ${one.label}`}>×</button>
            </li>
          ))}
        </ul>
      )}
      <input ref={input} id={id} type="text" role="combobox" autoComplete="off" spellCheck={false} className={look.input}
        value={typed} placeholder={placeholder} aria-label={label} aria-keyshortcuts={shortcut} disabled={disabled} aria-autocomplete="list" aria-expanded={open}
        aria-controls={`${id}-list`} aria-activedescendant={active >= 0 ? `${id}-${active}` : undefined}
        aria-describedby={described} aria-invalid={invalid} aria-required={required}
        onChange={(event) => type(event.target.value)} onKeyDown={keys} onClick={() => !open && unfold()} onBlur={leave} />
      <ul id={`${id}-list`} role="listbox" aria-label={words.choices} aria-busy={!fresh} className={look.list}
        hidden={!open || (!lines.length && fresh && !typed)} onPointerDown={(event) => event.preventDefault()}>
        {lines.map((line, at) => (
          <li key={line.added ? "added" : line.value} id={`${id}-${at}`} role="option" aria-selected={at === active}
            className={look.option} onClick={() => pick(line)} onPointerMove={() => setActive(at)}>
            <span className={look.optionWords}>
              <span className={look.optionText}>{line.added ? `${words.add} “${line.label}”` : line.label}</span>
              {line.hint && <span className={look.hint}>{line.hint}</span>}
            </span>
            <Shield line={line} look={look} />
          </li>
        ))}
        {open && !lines.length && <li className={look.nothing} role="presentation">{fresh ? words.none : words.searching}</li>}
      </ul>
      <span role="status" className="sr-only">{said}</span>
    </div>
  );
}

/** How a pet stands with its immunizations, where what is offered is a pet. */
function Shield({ line, look }) {
  const Sign = SHIELDS[line.color];
  return Sign ? (
    <span className={look[line.color]} title={line.told}>
      <Sign size={20} aria-hidden="true" />
      <span className="sr-only">{line.told}</span>
    </span>
  ) : null;
}
