import { useEffect, useLayoutEffect, useRef } from "react";

const AHEAD = 800; // px above the screen at which earlier messages are asked for
const NEAR = 300; // px from the end within which new messages are followed
const AT_END = 8; // px from the end within which what grows below is followed, too

const page = () => document.documentElement;
const focused = () => document.visibilityState === "visible" && document.hasFocus();

/**
 * One thread's messages, on a page that scrolls. Opens at the end, follows new messages while the
 * reader is there, asks for earlier ones ahead of need and holds the place when they come. Says
 * how far the thread was open in a focused tab; a message that comes later is not covered by that.
 * What was said while the connection broke may be lost, so it is said again once there is one.
 */
export function Conversation({ thread, first, last, more, offline, onSeen, onMore, className, children }) {
  const root = useRef(null);
  const before = useRef({ thread: "", first: 0, last: 0, bottom: 0, near: true, atEnd: true, asked: 0 });

  // Not its top: the day above it moves up when earlier messages of the same day come.
  const bottomOf = (position) =>
    root.current?.querySelector(`[data-position="${position}"]`)?.getBoundingClientRect().bottom ?? 0;

  const remember = () => {
    const left = page().scrollHeight - scrollY - innerHeight;
    before.current.bottom = bottomOf(before.current.first);
    before.current.near = left < NEAR;
    before.current.atEnd = left < AT_END;
  };

  const look = () => {
    remember();
    const { first: shown, bottom, asked } = before.current;
    if (more && shown && asked !== shown && bottom > -AHEAD) {
      before.current.asked = shown;
      onMore();
    }
  };

  useLayoutEffect(() => {
    // The browser would hold the place, too, where it can; once is enough.
    page().style.overflowAnchor = "none";
    const toEnd = () => scrollTo({ top: page().scrollHeight, behavior: "instant" });
    // The field to write in may come, or grow, after the last message was shown,
    const growing = new ResizeObserver(() => before.current.atEnd && toEnd());
    growing.observe(document.body);
    // and so may the focus on the page's heading, which scrolls back to the top.
    const focus = ({ target }) =>
      target.id === "page-title" && before.current.atEnd && requestAnimationFrame(toEnd);
    addEventListener("focusin", focus);
    return () => {
      growing.disconnect();
      removeEventListener("focusin", focus);
      page().style.overflowAnchor = "";
    };
  }, []);

  useLayoutEffect(() => {
    const was = before.current;
    const opened = was.thread !== thread;
    if (!opened && first < was.first) {
      scrollBy({ top: bottomOf(was.first) - was.bottom, behavior: "instant" });
    }
    const follow = opened || (last > was.last && was.near);
    before.current = { ...was, thread, first, last, asked: opened ? 0 : was.asked };
    // After the page's heading has taken the focus, which would scroll back to the top.
    const frame = requestAnimationFrame(() => {
      if (follow) scrollTo({ top: page().scrollHeight, behavior: "instant" });
      look();
    });
    return () => cancelAnimationFrame(frame);
  }, [thread, first, last, more]);

  useEffect(() => {
    addEventListener("scroll", look, { passive: true });
    addEventListener("resize", look);
    return () => {
      removeEventListener("scroll", look);
      removeEventListener("resize", look);
    };
  }, [more]);

  useEffect(() => {
    const seen = () => thread && last && !offline && focused() && onSeen(thread, last);
    seen();
    addEventListener("focus", seen);
    document.addEventListener("visibilitychange", seen);
    return () => {
      removeEventListener("focus", seen);
      document.removeEventListener("visibilitychange", seen);
    };
  }, [thread, last, offline]);

  return <div ref={root} className={className}>{children}</div>;
}
