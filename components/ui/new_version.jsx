import { useEffect } from "react";

const BANNER = "reflex-new-version-banner"; // of Reflex's own, at the very top and in English

/** Has Reflex's word of a newer portal speak the reader's language, below and not over the header. */
export function NewVersion({ looks, words }) {
  useEffect(() => {
    const dress = () => {
      const banner = document.getElementById(BANNER);
      if (!banner || banner.className === looks.box) return;
      const [said, button] = banner.childNodes;
      for (const one of [banner, button]) one.removeAttribute("style");
      banner.className = looks.box;
      button.className = looks.button;
      said.textContent = words.said;
      button.textContent = words.reload;
    };
    dress();
    const watch = new MutationObserver(dress);
    watch.observe(document.body, { childList: true });
    return () => watch.disconnect();
  }, []);
  return null;
}
