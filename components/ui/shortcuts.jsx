import { useEffect, useRef, useState } from "react";

const KEPT = "shortcuts"; // "off": single keys do nothing on this device (WCAG 2.1.4)
const TYPING = "input:not([type=checkbox], [type=radio]), textarea, select, dialog, [contenteditable]";

const used = () => localStorage.getItem(KEPT) !== "off";
const shown = (element) => element.getClientRects().length > 0;
const marked = () => [...document.querySelectorAll("[data-key]")].filter(shown);
const named = (element) => (element.getAttribute("aria-label") ?? element.innerText).replace(/\s+/g, " ").trim();

/** Press what a key stands for; where that opens a menu, go on inside it. */
function follow(element) {
  element.focus();
  element.click();
  const menu = element.getAttribute("popovertarget");
  if (menu) document.getElementById(menu)?.querySelector("a, button")?.focus();
}

/** Go up and down through an open menu. */
function walk(event) {
  const menu = event.target.closest?.("[popover]");
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!menu || !step || event.target.matches("input, textarea, select")) return;
  const items = [...menu.querySelectorAll("a, button")].filter(shown);
  const at = items.indexOf(event.target.closest("a, button"));
  event.preventDefault();
  items[(at + step + items.length) % items.length]?.focus();
}

/**
 * Single keys that press what carries them as `data-key`, and the list of those that the page
 * shows at present. They are silent while somebody types, and can be switched off.
 */
export function Shortcuts({ looks, words }) {
  const box = useRef(null);
  const [lines, setLines] = useState([]);
  const [on, setOn] = useState(true);

  useEffect(() => {
    const press = (event) => {
      walk(event);
      if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || event.isComposing) return;
      if (!used() || event.target.closest?.(TYPING)) return;
      const found = marked().find((element) => element.dataset.key === event.key.toLowerCase());
      if (!found) return;
      event.preventDefault();
      follow(found);
    };
    addEventListener("keydown", press);
    return () => removeEventListener("keydown", press);
  }, []);

  useEffect(() => {
    const dialog = box.current.closest("dialog");
    const list = () => {
      if (!dialog.open) return;
      setOn(used());
      setLines([
        ...marked().map((element) => [element.dataset.key.toUpperCase(), named(element)]),
        ["/", words.search],
        ...(document.querySelector("form[data-kept]") ? [["Ctrl + S", words.save]] : []),
        ...(document.querySelector("[data-deed=publish]") ? [["Ctrl + Enter", words.publish]] : []),
        ["↑ ↓", words.arrows],
      ]);
    };
    const watch = new MutationObserver(list);
    watch.observe(dialog, { attributeFilter: ["open"] });
    return () => watch.disconnect();
  }, [words]);

  const change = ({ target }) => {
    localStorage.setItem(KEPT, target.checked ? "on" : "off");
    setOn(target.checked);
  };

  return (
    <div ref={box} className={looks.list}>
      <ul>
        {lines.map(([key, told]) => (
          <li key={key} className={looks.line}><span>{told}</span><kbd className={looks.key}>{key}</kbd></li>
        ))}
      </ul>
      <label className={looks.choice}>
        <input type="checkbox" checked={on} onChange={change} />{words.use}
      </label>
    </div>
  );
}
