import { useEffect, useRef } from "react";

/** Links in a row that scrolls sideways; brings the current one into view when it changes. */
export function Strip({ label, className, children }) {
  const strip = useRef(null);

  useEffect(() => {
    const box = strip.current;
    let shown = "";
    const bring = () => {
      const link = box.querySelector("[aria-current]");
      const place = link && `${link.offsetLeft} ${box.scrollWidth}`;
      if (!link || place === shown) return;
      shown = place;
      box.scrollLeft = link.offsetLeft - box.offsetLeft - (box.clientWidth - link.clientWidth) / 2;
    };
    bring();
    const watch = new MutationObserver(bring); // the links change without the strip being told
    watch.observe(box, { subtree: true, childList: true, attributeFilter: ["aria-current"] });
    return () => watch.disconnect();
  }, []);

  return <nav ref={strip} aria-label={label} className={className}>{children}</nav>;
}

/**
 * The browser's own modal dialog: it keeps the focus inside, closes on Escape and gives the focus
 * back. `data-dialog="open"` and `data-dialog="close"` mark the buttons; a press beside it closes.
 */
export function Modal({ open, onOpenChange, className, labelledby, trigger, children }) {
  const dialog = useRef(null);

  useEffect(() => {
    if (open) dialog.current.showModal();
    else if (open === false) dialog.current.close();
  }, [open]);

  const press = (event) => {
    const beside = event.target === dialog.current;
    if (beside || event.target.closest('[data-dialog="close"]')) dialog.current.close();
  };

  return (
    <>
      <span className="contents" onClick={() => dialog.current.showModal()}>{trigger}</span>
      <dialog ref={dialog} className={className} aria-labelledby={labelledby} onClick={press}
        onClose={() => onOpenChange?.(false)}>{children}</dialog>
    </>
  );
}
