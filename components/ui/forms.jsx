import { useEffect, useLayoutEffect, useRef, useState } from "react";
import { useLocation } from "react-router";

const PATIENCE = 20_000; // ms after which an answer is no longer expected
const FRAMES = 20; // within which what the server has answered is on screen

const NOTHING = { of: "", at: "", base: {}, version: 0, key: "", turn: "", sent: null, state: "clean" };

const text = (value) => (value === null || value === undefined ? "" : String(value));

/** What can be asked of a control: what it holds, and to hold something else. */
function control(element) {
  if (element.portal) return { of: element, ...element.portal }; // a picker
  if (element.type === "checkbox") {
    return { of: element, get: () => element.checked, set: (value) => { element.checked = value; }, norm: Boolean };
  }
  if (element.type === "radio") {
    const all = () => element.form.elements[element.name];
    return { of: element, get: () => all().value, set: (value) => { all().value = value; }, norm: text };
  }
  return {
    of: element,
    // A day that is typed in part reads as none; it must not be saved as none.
    get: () => (element.validity.badInput ? "?" : element.value),
    set: (value) => { if (element.value !== value) element.value = value; },
    norm: text,
  };
}

/** The controls of a form by name; a picker's own text field has none. */
function controls(form) {
  const named = [...form.querySelectorAll("[data-picker]"), ...form.elements].filter(({ type }) => type !== "file");
  return new Map(named.map((one) => [one.dataset.picker || one.name, one]).filter(([name]) => name)
    .map(([name, one]) => [name, control(one)]));
}

/** How many choices each list of them offers, by name. */
const offered = (form) => Object.fromEntries([...form.elements].filter((one) => one.options).map((one) => [one.name, one.options.length]));

const plain = (value) => (Array.isArray(value) ? value.map((one) => one?.value ?? one) : value);
const same = (one, other) => JSON.stringify(plain(one)) === JSON.stringify(plain(other));
const random = () => [...crypto.getRandomValues(new Uint32Array(4))].map((word) => word.toString(36)).join("");

/** What is typed and not yet confirmed, kept for this person, form and address in this tab. */
function draft(person, name) {
  const mine = `draft:${person}:`;
  const key = `${mine}${name}:${location.pathname}`;
  return {
    read: () => JSON.parse(sessionStorage.getItem(key) ?? "null"),
    write: (kept) => sessionStorage.setItem(key, JSON.stringify(kept)),
    drop: () => sessionStorage.removeItem(key),
    dropOthers: () => Object.keys(sessionStorage)
      .filter((other) => other.startsWith("draft:") && !other.startsWith(mine))
      .forEach((other) => sessionStorage.removeItem(other)),
  };
}

/**
 * A form that the server fills, and that loses nothing typed: not by a refusal, a reload, a lost
 * connection or the end of a session. `form` is states/forms.py's Form; `onSave` gets what is
 * typed by name, with the `version` it was based on, a `key` that stays until it is confirmed, and
 * a `turn` by which the answer is recognised; and after a question, with what was `agreed` to. `pause`: save by itself so many ms after typing.
 * `filled`: the page whose data have come; on any other the form is empty, as before its first.
 */
export function Form({ name, form, person, filled, pause, onSave, className, label, children }) {
  const element = useRef(null);
  const own = useRef({ ...NOTHING });
  const [problem, setProblem] = useState("");
  const { pathname: here } = useLocation();
  const kept = () => draft(person, name);
  own.current.kept = kept; // whose it is may be known only once the form stands

  const tell = (state) => {
    own.current.state = state;
    const said = element.current.querySelector("[data-said]");
    element.current.dataset.state = state;
    if (said) said.textContent = said.dataset[state] ?? "";
  };
  const read = () => {
    const held = {};
    controls(element.current).forEach((one, field) => { held[field] = one.get(); });
    return held;
  };
  const based = (field, one) => one.norm(own.current.base[field]);
  const touched = (field, one) => !same(one.get(), based(field, one));

  /** Note what differs from what the server has. */
  const look = () => {
    if (!own.current.of) return false;
    const typed = {};
    controls(element.current).forEach((one, field) => {
      if (touched(field, one)) typed[field] = one.get();
    });
    const changed = Object.keys(typed).length > 0;
    element.current.querySelectorAll("[type=password]").forEach((one) => delete typed[one.name]); // never kept
    if (changed) kept().write({ of: own.current.of, version: own.current.version, key: own.current.key, typed });
    else kept().drop();
    return changed;
  };

  const save = (auto = false, agreed = "") => {
    const now = own.current;
    if (!now.of || now.state === "saving") return;
    look();
    now.turn = random();
    now.sent = read();
    now.auto = auto;
    tell("saving");
    clearTimeout(now.waiting);
    now.waiting = setTimeout(() => tell("late"), PATIENCE);
    const typed = Object.fromEntries(Object.entries(now.sent).map(([field, value]) => [field, plain(value)]));
    onSave({ ...typed, version: now.version, key: now.key, turn: now.turn, auto, ...(agreed && { agreed }) });
  };

  /** Save by itself, if this form does, once nothing more is typed for a while. */
  const soon = () => {
    clearTimeout(own.current.pausing);
    if (pause) own.current.pausing = setTimeout(() => save(true), pause);
  };

  /** Put what the server has where nothing else was typed meanwhile. */
  const fill = (before, values, typed = {}) => {
    own.current.base = values;
    controls(element.current).forEach((one, field) => {
      if (field in typed) one.set(typed[field]);
      else if (!before || same(one.get(), one.norm(before[field]))) one.set(based(field, one));
    });
  };

  /** What was typed before the server's values had come. */
  const early = () => {
    const { of, blank, choices } = own.current;
    if (of || !blank) return {};
    const now = offered(element.current); // a list whose choices have just come shows its first by itself
    return Object.fromEntries(Object.entries(read())
      .filter(([field, value]) => field in blank && choices[field] === now[field] && !same(value, blank[field])));
  };

  const begin = () => {
    const now = own.current;
    const first = early();
    const found = kept().read();
    const mine = found?.of === form.of && !(form.done && found.key === form.done) ? found : null;
    kept().dropOthers();
    Object.assign(now, { of: form.of, version: mine?.version ?? form.version, key: mine?.key ?? random() });
    fill(null, form.values, { ...mine?.typed, ...first });
    const changed = look();
    tell(changed ? "unsaved" : "clean");
    if (changed) soon(); // no key may follow what was typed before
  };

  const refused = () => {
    const now = own.current;
    if (form.of === now.of && form.version > now.version) {
      Object.assign(now, { version: form.version, base: form.values }); // all was kept but what is wrong
      look();
    }
    tell("unsaved");
    if (own.current.auto) return;
    const lead = (frames) => {
      const invalid = element.current?.querySelector('[aria-invalid="true"]');
      if (invalid) invalid.focus();
      else if (frames) requestAnimationFrame(() => lead(frames - 1));
      else setProblem(form.problem || Object.values(form.errors)[0] || "");
    };
    if (form.problem) setProblem(form.problem);
    else lead(FRAMES);
  };

  const answered = () => {
    const now = own.current;
    clearTimeout(now.waiting);
    now.turn = "";
    setProblem("");
    if (form.outcome === "refused") return refused();
    if (form.outcome === "stale") {
      tell("unsaved");
      now.met = form; // whatever comes while the question stands
      return element.current.querySelector("dialog[data-stale]").showModal();
    }
    if (form.outcome === "asked") {
      tell("unsaved");
      now.question = form.question;
      return element.current.querySelector("dialog[data-asking]").showModal();
    }
    Object.assign(now, { of: form.of, version: form.version, key: random() });
    fill(now.sent, form.values);
    const more = look(); // typed while the answer was on its way
    if (more) soon();
    return tell(more ? "unsaved" : "saved");
  };

  /** Let go of what another address was about: nothing of it may be saved as this one's. */
  const forget = () => {
    const now = own.current;
    clearTimeout(now.pausing);
    clearTimeout(now.waiting);
    controls(element.current).forEach((one, field) => one.set(one.norm()));
    own.current = { ...NOTHING, kept };
    setProblem("");
    delete element.current.dataset.state;
  };

  useLayoutEffect(() => {
    const answer = own.current.turn && form.answered === own.current.turn;
    if (answer) answered();
    // The address of what has just been added is new, too, but it is the same that stands here.
    if (own.current.of && own.current.at !== here && !here.endsWith(`/${own.current.of}`)) forget();
    const now = own.current;
    if (!form.of || (now.at !== here && filled !== here)) {
      now.choices ??= offered(element.current);
      now.blank ??= read();
      return;
    }
    now.at = here;
    if (answer) return;
    if (now.of !== form.of) begin();
    else if (now.state !== "saving") {
      fill(now.base, form.values);
      if (!look()) now.version = form.version;
      tell(look() ? "unsaved" : now.state === "saved" ? "saved" : "clean");
    }
  }, [form, person, filled, here]);

  // For the list of differences below.
  useLayoutEffect(() => {
    element.current.touched = (field) => {
      const one = controls(element.current).get(field);
      return !one || touched(field, one);
    };
  }, []);

  // A field that comes later, such as one that depends on another, is filled when it comes.
  useEffect(() => {
    const seen = new WeakSet();
    const later = () => {
      const fresh = [...controls(element.current)].filter(([, one]) => !seen.has(one.of));
      fresh.forEach(([, one]) => seen.add(one.of));
      return fresh;
    };
    later();
    const watch = new MutationObserver(() => {
      if (!own.current.of) return;
      const typed = own.current.kept().read()?.typed ?? {};
      const wanted = (field, one) => (field in typed ? typed[field] : based(field, one));
      later().forEach(([field, one]) => one.set(wanted(field, one)));
      // A list whose choices have changed shows the same one as before, or none where that is gone.
      controls(element.current).forEach((one, field) => {
        if (one.of.options && one.get() !== wanted(field, one)) one.set(wanted(field, one));
      });
    });
    watch.observe(element.current, { subtree: true, childList: true });
    return () => watch.disconnect();
  }, []);

  const typing = () => {
    const changed = look();
    const now = own.current;
    if (now.state !== "saving") tell(changed ? "unsaved" : "clean");
    clearTimeout(now.pausing);
    if (changed) soon();
  };

  const discard = () => {
    fill(null, own.current.base);
    own.current.version = form.version;
    kept().drop();
    setProblem("");
    tell("clean");
  };

  const choose = (theirs) => {
    element.current.querySelector("dialog[data-stale]").close();
    // Whatever is chosen holds for what both have changed; what only the other has stays theirs.
    const { theirs: there, theirs_version: version, differences } = own.current.met;
    const disputed = new Set(differences.map(({ field }) => field));
    controls(element.current).forEach((one, field) => {
      const give = !touched(field, one) || (theirs && disputed.has(field));
      if (field in there && give) one.set(one.norm(there[field]));
    });
    Object.assign(own.current, { version, base: { ...own.current.base, ...there } });
    if (!theirs) return save();
    return tell(look() ? "unsaved" : "clean");
  };

  /** Put what is offered beside a field into it, for the person to look at. */
  const take = ({ field, value }) => {
    const one = controls(element.current).get(field);
    if (!one) return;
    one.set(value);
    one.of.focus();
    typing();
  };

  const press = ({ target }) => {
    const pressed = target.closest?.("[data-form]");
    const deed = pressed?.dataset.form;
    if (deed === "take") take(pressed.dataset);
    if (deed === "discard") discard();
    if (deed === "mine" || deed === "theirs") choose(deed === "theirs");
    if (deed === "stay") target.closest("dialog").close();
    if (deed === "agree") {
      target.closest("dialog").close();
      save(false, own.current.question);
    }
    if (deed === "leave") { own.current.state = "left"; own.current.leading?.click(); }
  };

  useEffect(() => leaving(element, own), []);
  useEffect(() => {
    const keys = (event) => {
      const wanted = event.key === "Enter" || event.key.toLowerCase() === "s";
      if (!wanted || !(event.ctrlKey || event.metaKey) || event.altKey || !isFor(element.current)) return;
      event.preventDefault();
      save();
    };
    addEventListener("keydown", keys);
    return () => removeEventListener("keydown", keys);
  });
  useEffect(() => () => { clearTimeout(own.current.waiting); clearTimeout(own.current.pausing); }, []);

  return (
    <form ref={element} className={className} aria-label={label} noValidate data-kept={name} onClick={press}
      onInput={typing} onChange={typing} onSubmit={(event) => { event.preventDefault(); save(); }}>
      <p role="alert" className="text-sm font-medium text-danger empty:hidden">{problem}</p>
      {children}
    </form>
  );
}

/** Whether a shortcut is meant for this form: the one with the focus, else the first on top. */
function isFor(form) {
  const above = [...document.querySelectorAll("dialog[open]")].pop();
  if (above && above.contains(form) === false) return false;
  const inside = document.activeElement?.closest("form");
  return inside ? inside === form : (above ?? document).querySelector("form[data-kept]") === form;
}

/** Ask before what is not saved is left behind. */
function leaving(element, own) {
  const unsaved = () => ["unsaved", "saving", "late"].includes(own.current.state);
  const close = (event) => { if (unsaved()) event.preventDefault(); };
  const follow = (event) => {
    const link = event.target.closest?.("a[href]");
    const elsewhere = link && link.origin === location.origin && link.pathname !== location.pathname;
    const plainly = event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey;
    if (!elsewhere || !plainly || link.target === "_blank" || !unsaved()) return;
    event.preventDefault();
    event.stopPropagation();
    own.current.leading = link;
    element.current.querySelector("dialog[data-leaving]")?.showModal();
  };
  addEventListener("beforeunload", close);
  addEventListener("click", follow, true);
  return () => {
    removeEventListener("beforeunload", close);
    removeEventListener("click", follow, true);
  };
}

/** What a field's value reads as. */
function worded(field, value) {
  if (field?.type === "date" && value) {
    return new Date(`${value}T00:00`).toLocaleDateString(document.documentElement.lang, { dateStyle: "medium" });
  }
  return [...(field?.options ?? [])].find((one) => one.value === value)?.text ?? value;
}

/** What of a form reads otherwise on the server, in the words of the form itself. */
export function Differences({ items, theirs, yours, kept, looks }) {
  const box = useRef(null);
  const [said, setSaid] = useState([]);

  useEffect(() => {
    if (!items.length) return; // the page is shown anew while the question stands
    const form = box.current.closest("form");
    setSaid(items.map(({ field, theirs: there, yours: here }) => {
      const picker = form.querySelector(`[data-picker="${field}"]`);
      const found = picker?.querySelector("input") ?? form.elements[field];
      const labelled = found?.labels?.[0];
      const chosen = picker?.portal.get().map((one) => one.label).filter(Boolean).join(", ");
      return {
        field,
        label: labelled?.dataset.text ?? labelled?.textContent ?? picker?.getAttribute("aria-label") ?? field,
        there: worded(found, there),
        here: form.touched(field) ? chosen || worded(found, here) : kept,
      };
    }));
  }, [items]);

  return (
    <ul ref={box} className={looks.list}>
      {said.map(({ field, label, there, here }) => (
        <li key={field} className={looks.line}>
          <p className={looks.label}>{label}</p>
          <dl className={looks.sides}>
            {[[theirs, there], [yours, here]].map(([side, value]) => (
              <div key={side}>
                <dt className={looks.side}>{side}</dt><dd className={looks.value}>{value || "–"}</dd>
              </div>
            ))}
          </dl>
        </li>
      ))}
    </ul>
  );
}
