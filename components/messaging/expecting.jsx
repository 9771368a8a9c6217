import { useEffect, useRef } from "react";

const OFTEN = 60_000; // ms; what is said names a time of day

/** Has the page say anew what changes with the time, while somebody looks and when they come back. */
export function Passing({ onPass }) {
  const pass = useRef(onPass);
  pass.current = onPass;
  useEffect(() => {
    const look = () => { if (document.visibilityState === "visible") pass.current(); };
    const often = setInterval(look, OFTEN);
    document.addEventListener("visibilitychange", look);
    return () => {
      clearInterval(often);
      document.removeEventListener("visibilitychange", look);
    };
  }, []);
  return null;
}
