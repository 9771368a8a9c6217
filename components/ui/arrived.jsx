import { useLocation } from "react-router";

/** What belongs to the page in the address: nothing of the page before is shown as its own. */
export function Arrived({ filled, children }) {
  const { pathname } = useLocation();
  return filled === pathname ? children : null;
}
