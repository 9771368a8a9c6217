import { useEffect, useLayoutEffect, useRef, useState } from "react";
import { Choose, Tray, useFiles } from "./attaching.jsx";

const RESEND_AFTER = 4000; // ms; the server knows the key, so that sending again is harmless
const PATIENCE = 6000; // ms after which it is said that no answer has come
const BLANK = { text: "", topic: "", about: null, files: [], queue: [] };
const HERE = 10_000; // ms between telling colleagues that this thread is open

const random = () => [...crypto.getRandomValues(new Uint32Array(4))].map((word) => word.toString(36)).join("");
const length = (text) => [...text].length; // as the server counts
const isBlank = ({ text, topic, files, queue }) => !text && !topic && !files.length && !queue.length;
const touches = () => matchMedia("(pointer: coarse)").matches;

/** What one person has typed for one thread and the server has not confirmed, kept in this browser. */
function kept(person, thread) {
  const place = (who) => `draft:${who || "-"}:message:${thread || "new"}`;
  const read = (who = person) => ({ ...BLANK, ...JSON.parse(localStorage.getItem(place(who)) ?? "{}") });
  const write = (draft, who = person) => {
    if (isBlank(draft)) localStorage.removeItem(place(who));
    else localStorage.setItem(place(who), JSON.stringify(draft));
  };
  /** Take over what was typed before it was known who sits here. */
  const adopt = () => {
    const early = read("");
    if (person && !isBlank(early)) {
      const mine = read();
      const text = [mine.text, early.text].filter(Boolean).join("\n\n");
      const files = [...mine.files, ...early.files];
      write({ ...mine, ...early, text, topic: early.topic || mine.topic, files, queue: [...mine.queue, ...early.queue] });
      write(BLANK, "");
    }
    return read();
  };
  return { place: place(person), read, write, adopt };
}

/** A message on its way, as it will stand in the thread. */
function Waiting({ message, said, looks }) {
  return (
    <article className={looks.waiting}>
      {message.text && <p dir="auto" className={looks.bubble}>{message.text}</p>}
      {(message.files ?? []).map(({ id, name }) => <p key={id} className={looks.bubble}>{looks.paper} {name}</p>)}
      <p className={looks.meta}>{said}</p>
    </article>
  );
}

/**
 * Where messages are written. What is typed, and what was sent, stays in this browser until the
 * server has confirmed it: over a reload, a cut connection, a restart. Messages go one after the
 * other, each under a key, again and again until there is an answer; so each arrives once.
 *
 * Without `thread` it begins one, unless `inAddress`: then the page's address names it.
 */
export function Composer({
  thread, inAddress, person, confirmed, refused, refusal, wrong, offline, limit, topics, about, ready, customer,
  looks, words, staff, replies, channels, accept, mostBytes, mostFiles, onSend, onStay,
}) {
  const named = thread || (inAddress ? location.pathname.split("/").pop() : "");
  const starts = !named;
  const draft = kept(person, named || (customer ? `new-${customer}` : ""));
  const [now, setNow] = useState(BLANK);
  const [problem, setProblem] = useState({ text: "", field: "" });
  const [late, setLate] = useState(false);
  const [note, setNote] = useState(false); // to the staff alone
  const [told, setTold] = useState(null); // how the customer is told; null: as the clinic has it
  const ways = told ?? (channels ?? []).filter(([, , ticked]) => ticked).map(([way]) => way);
  const field = useRef(null);
  const topic = useRef(null);
  const end = useRef(null);

  const change = (how) => {
    const next = how(draft.read());
    draft.write(next);
    setNow(next);
  };

  useEffect(() => {
    setNow(draft.adopt());
    setProblem({ text: "", field: "" });
    setNote(false);
    setTold(null);
    const elsewhere = (event) => event.key === draft.place && setNow(draft.read()); // another tab of this browser
    addEventListener("storage", elsewhere);
    return () => removeEventListener("storage", elsewhere);
  }, [draft.place]);

  useEffect(() => {
    const was = draft.read();
    if (confirmed && was.queue.some(({ key }) => key === confirmed)) {
      change((mine) => ({ ...mine, queue: mine.queue.filter(({ key }) => key !== confirmed) }));
    }
  }, [confirmed, draft.place]);

  useEffect(() => {
    const [first] = draft.read().queue;
    if (!refused || first?.key !== refused) return;
    // Back into the field, with all that was to follow it.
    change(({ queue, text, topic: typed, about: chosen, files }) => ({
      text: [...queue.map((one) => one.text), text].filter(Boolean).join("\n\n"),
      topic: typed || first.topic || "",
      about: chosen ?? first.about ?? null,
      files: [...queue.flatMap((one) => one.files ?? []), ...files],
      queue: [],
    }));
    setProblem({ text: refusal, field: wrong });
    (wrong === "topic" ? topic : field).current?.focus();
  }, [refused]);

  const first = now.queue[0];
  useEffect(() => {
    setLate(false);
    if (!first) return undefined;
    const deliver = () => onSend({
      thread: named, body: first.text, key: first.key, topic: first.topic ?? "", pet: first.about ?? "", customer: customer ?? "",
      note: first.note ?? false, tell: first.tell ?? [], files: (first.files ?? []).map(({ id }) => id),
    });
    deliver();
    const again = setInterval(() => offline || deliver(), RESEND_AFTER);
    const patience = setTimeout(() => setLate(true), PATIENCE);
    return () => {
      clearInterval(again);
      clearTimeout(patience);
    };
  }, [first?.key, named, person, offline]);

  useLayoutEffect(() => {
    if (first) end.current?.scrollIntoView({ block: "end", behavior: "instant" });
  }, [now.queue.length]);

  useLayoutEffect(() => {
    if (CSS.supports("field-sizing", "content") || !field.current) return;
    field.current.style.height = "auto";
    field.current.style.height = `${field.current.scrollHeight + 2}px`;
  }, [now.text]);

  const refuse = (text) => setProblem({ text, field: "body" });
  const files = useFiles({
    draft, there: now.files.length, most: mostBytes, many: mostFiles, words,
    address: `/uploads/messages${!staff ? "" : starts ? `?customer=${customer}` : `?thread=${named}`}`,
    onMany: () => refuse(words.many),
    onStored: (whose, { id, name, picture, at }) => {
      const mine = whose.read();
      const chosen = [...mine.files, { id, name, picture, at }].sort((one, other) => one.at - other.at);
      whose.write({ ...mine, files: chosen }); // in the order in which they were chosen
      if (whose.place === draft.place) setNow(whose.read());
    },
  });
  const type = (what) => {
    setProblem({ text: "", field: "" });
    change((mine) => ({ ...mine, ...what }));
  };
  const lacks = (mine) => {
    if (starts && !mine.topic.trim()) return { text: words.topicMissing, field: "topic" };
    if (files.items.length) return { text: words.wait, field: "body" };
    if (!mine.text.trim() && !mine.files.length) return starts ? { text: words.missing, field: "body" } : { text: "", field: "body" };
    if (length(mine.text) > limit) return { text: words.long, field: "body" };
    return null;
  };
  const send = (event) => {
    event?.preventDefault();
    const mine = draft.read();
    if (starts && mine.queue.length) return;
    const lacking = lacks(mine);
    setProblem(lacking ?? { text: "", field: "" });
    (lacking?.field === "topic" ? topic : field).current?.focus();
    if (lacking) return;
    const chosen = mine.about ?? about ?? "";
    const said = {
      key: random(), text: mine.text, files: mine.files, ...(starts ? { topic: mine.topic, about: chosen } : {}),
      ...(staff ? { note: note && !starts, tell: ways } : {}),
    };
    change((typed) => ({ ...BLANK, queue: [...typed.queue, said] }));
  };
  const press = (event) => {
    if (event.key !== "Enter" || event.nativeEvent.isComposing || event.shiftKey || event.altKey) return;
    const asked = event.ctrlKey || event.metaKey;
    if (asked || (!starts && !touches())) send(event);
  };

  // Colleagues see who looks at the thread and who is answering it.
  const typing = Boolean(now.text);
  useEffect(() => {
    if (!onStay || starts) return undefined;
    const stay = () => document.visibilityState === "visible" && onStay(named, typing);
    stay();
    const again = setInterval(stay, HERE);
    return () => clearInterval(again);
  }, [named, typing, starts]);
  useEffect(() => () => { if (onStay && !starts) onStay("", false); }, [named]);

  const insert = ({ target }) => {
    const chosen = (replies ?? []).find(({ id }) => id === target.value);
    if (chosen) change((mine) => ({ ...mine, text: [mine.text, chosen.body].filter(Boolean).join("\n\n") }));
    target.value = "";
    field.current.focus();
  };
  const tick = (way) => setTold(ways.includes(way) ? ways.filter((one) => one !== way) : [...ways, way]);
  const extras = staff && (
    <div className={looks.extras}>
      {!starts && (
        <label className={looks.tick}>
          <input type="checkbox" checked={note} onChange={({ target }) => setNote(target.checked)} />{words.note}
        </label>
      )}
      {!note && (channels ?? []).map(([way, text, , why]) => (
        <label key={way} className={why ? looks.unable : looks.tick}>
          <input type="checkbox" checked={ways.includes(way) && !why} disabled={Boolean(why)} onChange={() => tick(way)} />
          {why ? `${text} · ${why}` : text}
        </label>
      ))}
      {(replies ?? []).length > 0 && (
        <select className={looks.replies} aria-label={words.replies} onChange={insert} defaultValue="">
          <option value="">{words.replies}</option>
          {replies.map(({ id, name }) => <option key={id} value={id}>{name}</option>)}
        </select>
      )}
    </div>
  );

  const takeOff = (id) => change((mine) => ({ ...mine, files: mine.files.filter((file) => file.id !== id) }));
  const tray = (
    <Tray files={now.files} items={files.items} onRemove={takeOff} onStop={files.stop} onRetry={files.retry}
      looks={looks} words={words} />
  );
  const choose = <Choose accept={accept} camera={starts || !now.text} onAdd={files.add} looks={looks} words={words} named={starts} />;
  const waiting = offline || late ? words.kept : words.sending;
  const error = (name) => (problem.field === name ? problem.text : "");
  return (
    <>
      <div ref={end} className={looks.list} style={{ scrollMarginBottom: "14rem" }}>
        {now.queue.map((message) => <Waiting key={message.key} message={message} said={waiting} looks={looks} />)}
      </div>
      <form className={`${starts ? looks.sheet : looks.form} ${files.over ? looks.over : ""}`} onSubmit={send} aria-label={words.label} noValidate>
        {starts && (
          <>
            {topics.length > 1 && (
              <label className={looks.label}>
                {words.about}
                <select className={looks.select} value={now.about ?? about ?? ""} disabled={!ready}
                  onChange={(event) => type({ about: event.target.value })}>
                  {topics.map(([value, text]) => <option key={value} value={value}>{text}</option>)}
                </select>
              </label>
            )}
            <label className={looks.label}>
              {words.topic}
              <input ref={topic} className={looks.field} value={now.topic} maxLength={120} autoComplete="off"
                placeholder={words.topicHint} onChange={(event) => type({ topic: event.target.value })}
                aria-invalid={error("topic") ? "true" : "false"} aria-describedby="topic-error" />
            </label>
            <p id="topic-error" role="alert" className={looks.error}>{error("topic")}</p>
          </>
        )}
        {extras}
        {!starts && tray}
        <div className={starts ? looks.column : looks.row}>
          {!starts && choose}
          {starts && <label htmlFor="message-body" className={looks.label}>{words.body}</label>}
          <textarea ref={field} id="message-body" className={starts ? looks.area : note ? looks.noteLine : looks.line} rows={starts ? 5 : 1}
            value={now.text} onChange={(event) => type({ text: event.target.value })} onKeyDown={press} onPaste={files.paste}
            placeholder={starts ? "" : note ? words.notePlaceholder : words.placeholder} aria-label={words.body}
            aria-describedby="message-error message-hint" aria-invalid={error("body") ? "true" : "false"} />
          {starts && <div className={looks.tools}>{choose}</div>}
          {starts && tray}
          <button type="submit" className={looks.button} aria-label={starts ? undefined : words.send}
            disabled={starts && now.queue.length > 0}>{starts ? words.send : looks.icon}</button>
        </div>
        <p id="message-error" role="alert" className={looks.error}>{error("body")}</p>
        <p id="message-hint" className={looks.hint}>{words.hint}</p>
        <p role="status" className="sr-only">{first ? waiting : files.items.some(({ state }) => state !== "failed") ? words.sending : ""}</p>
      </form>
    </>
  );
}
