import { useEffect, useRef, useState } from "react";
import { send } from "../ui/upload.jsx";

const AT_ONCE = 2; // files on their way; the portal takes three of one session

const carriesFiles = (event) => [...(event.dataTransfer?.types ?? [])].includes("Files");

/**
 * Files that are on their way to the portal, beside those of the draft that are there already.
 * `onStored` is told of each together with the draft that it was chosen for.
 */
export function useFiles({ draft, there, address, most, many, words, onStored, onMany }) {
  const [items, setItems] = useState([]);
  const [over, setOver] = useState(false);
  const stops = useRef({});
  const change = (id, what) => setItems((were) => were.map((item) => (item.id === id ? { ...item, ...what } : item)));
  const drop = (id) => setItems((were) => were.filter((item) => item.id !== id));

  const begin = (item) => {
    change(item.id, { state: "sending", progress: 0, why: "" });
    stops.current[item.id] = send(item.address, item.file, {
      onProgress: (progress) => change(item.id, { progress }),
      onStored: (told) => {
        drop(item.id);
        onStored(item.draft, { ...told, at: item.at });
      },
      onRefused: (why, final) => change(item.id, { state: "failed", why, final }),
    }, words);
  };
  useEffect(() => {
    const busy = items.filter(({ state }) => state === "sending").length;
    items.filter(({ state }) => state === "waiting").slice(0, Math.max(0, AT_ONCE - busy)).forEach(begin);
  }, [items]);

  const add = (files) => {
    const room = many - there - items.length;
    const chosen = [...files];
    if (chosen.length > room) onMany();
    setItems((were) => [...were, ...chosen.slice(0, Math.max(0, room)).map((file, index) => ({
      id: crypto.getRandomValues(new Uint32Array(2)).join("-"), file, draft, address, progress: 0, at: Date.now() + index,
      ...(file.size > most ? { state: "failed", why: words.large, final: true } : { state: "waiting" }),
    }))]);
  };
  const stop = (id) => {
    stops.current[id]?.();
    drop(id);
  };

  useEffect(() => {
    const hover = (event) => {
      if (!carriesFiles(event)) return;
      event.preventDefault(); // or the browser would leave the page for the file
      setOver(true);
    };
    const leave = (event) => event.relatedTarget || setOver(false);
    const land = (event) => {
      if (!carriesFiles(event)) return;
      event.preventDefault();
      setOver(false);
      add(event.dataTransfer.files);
    };
    document.addEventListener("dragover", hover);
    document.addEventListener("dragleave", leave);
    document.addEventListener("drop", land);
    return () => {
      document.removeEventListener("dragover", hover);
      document.removeEventListener("dragleave", leave);
      document.removeEventListener("drop", land);
    };
  });
  useEffect(() => () => Object.values(stops.current).forEach((end) => end()), []);
  useEffect(() => {
    setItems((were) => {
      were.filter((item) => item.draft.place !== draft.place).forEach(({ id }) => stops.current[id]?.());
      return were.filter((item) => item.draft.place === draft.place);
    });
  }, [draft.place]);

  const paste = (event) => {
    const { files, types } = event.clipboardData;
    if (!files.length || types.includes("text/plain")) return; // a table comes as text and as a picture of it
    event.preventDefault();
    add(files);
  };
  return { items, over, add, stop, paste, retry: begin };
}

/** Where files are chosen; on a phone, where a photo is taken, too. */
export function Choose({ accept, camera, onAdd, looks, words, named }) {
  const pick = ({ target }) => {
    onAdd(target.files);
    target.value = ""; // so that the same file can be chosen once more
  };
  return (
    <>
      <label className={looks.choose} title={words.attach}>
        {looks.clip}<span className={named ? "" : "sr-only"}>{words.attach}</span>
        <input type="file" accept={accept} multiple className="sr-only" onChange={pick} />
      </label>
      {camera && (
        <label className={looks.camera} title={words.camera}>
          {looks.lens}<span className={named ? "" : "sr-only"}>{words.camera}</span>
          <input type="file" accept="image/*" capture="environment" className="sr-only" onChange={pick} />
        </label>
      )}
    </>
  );
}

/** The files of the message that is being written: those that are there, then those on their way. */
export function Tray({ files, items, onRemove, onStop, onRetry, looks, words }) {
  if (!files.length && !items.length) return null;
  return (
    <ul className={looks.tray} aria-label={words.files}>
      {files.map((file) => (
        <li key={file.id} className={looks.chip}>
          {file.picture ? <img src={`/files/messages/${file.id}/small`} alt="" className={looks.thumb} /> : looks.paper}
          <span className={looks.name} title={file.name}>{file.name}</span>
          <button type="button" className={looks.off} onClick={() => onRemove(file.id)} aria-label={`${words.remove} ${file.name}`}>
            {looks.cross}
          </button>
        </li>
      ))}
      {items.map((item) => (
        <li key={item.id} className={item.state === "failed" ? looks.failed : looks.chip}>
          <span className={looks.going}>
            {item.file.name}
            {item.state === "failed"
              ? <span role="alert" className={looks.error}>{item.why}</span>
              : <progress max={1} value={item.progress} aria-label={`${words.sending} ${item.file.name}`} className={looks.progress} />}
          </span>
          {item.state === "failed" && !item.final && (
            <button type="button" className={looks.again} onClick={() => onRetry(item)}>{words.retry}</button>
          )}
          <button type="button" className={looks.off} onClick={() => onStop(item.id)}
            aria-label={`${item.state === "failed" ? words.remove : words.cancel} ${item.file.name}`}>{looks.cross}</button>
        </li>
      ))}
    </ul>
  );
}
