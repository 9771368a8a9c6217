import { useEffect } from "react";
import { useLocation } from "react-router";

/**
 * What the page of a record does besides its form: a button that acts on what is written has the
 * form saved first, and Ctrl+Enter presses the one that publishes. Until the record of the address
 * has come, the one from before is not shown: what is typed would go to the wrong one.
 */
export function Deeds({ form, record, children }) {
  const { pathname } = useLocation();
  useEffect(() => {
    const press = (event) => {
      const element = document.querySelector(`form[data-kept="${form}"]`);
      if (!element || !event.target.closest?.("[data-saves-first]")) return;
      if (element.contains(document.activeElement)) document.activeElement.blur();
      if (["unsaved", "late"].includes(element.dataset.state)) element.requestSubmit();
    };
    const keys = (event) => {
      const wanted = event.key === "Enter" && (event.ctrlKey || event.metaKey) && !event.altKey;
      const button = document.querySelector('[data-deed="publish"]');
      if (!wanted || !button || document.querySelector("dialog[open]")) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      button.click();
    };
    addEventListener("click", press, true);
    addEventListener("keydown", keys, true);
    return () => {
      removeEventListener("click", press, true);
      removeEventListener("keydown", keys, true);
    };
  }, [form]);

  return pathname.includes(record) ? children : null;
}
