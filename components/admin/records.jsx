import { useEffect } from "react";

/**
 * What the page of a record does besides its form: a button that acts on what is written has the
 * form saved first, and Ctrl+Enter presses the one that publishes.
 */
export function Deeds({ form, children }) {
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

  return children;
}
