/** A list of which each line leads, by a button with `data-place`, to a place elsewhere on the page. */
export function Places({ label, className, children }) {
  const lead = ({ target }) => {
    const place = document.getElementById(target.closest("[data-place]")?.dataset.place);
    if (!place) return;
    place.focus();
    if (matchMedia("(prefers-reduced-motion: reduce)").matches) return;
    place.animate([{ outlineOffset: "16px" }, { outlineOffset: "0px" }], { duration: 400, iterations: 2 });
  };
  return <ul aria-label={label} className={className} onClick={lead}>{children}</ul>;
}
