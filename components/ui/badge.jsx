import { useEffect } from "react";

const quietly = (done) => done?.catch(() => {});

/** Once in a tab: what this browser was told on goes on with the present session, or ends. */
async function renew() {
  if (!("Notification" in window) || Notification.permission !== "granted" || sessionStorage.pushRenewed) return;
  const worker = await navigator.serviceWorker?.getRegistration();
  const present = await worker?.pushManager?.getSubscription();
  if (!present) return;
  const answer = await fetch("/push/subscription", { method: "PUT", body: JSON.stringify({ endpoint: present.endpoint }) });
  sessionStorage.pushRenewed = "1";
  if (answer.ok && !(await answer.json()).on) await present.unsubscribe(); // somebody else sat here
}

/** Puts a number on the portal's icon, where the browser can. */
export function AppBadge({ count, known }) {
  useEffect(() => {
    quietly(count ? navigator.setAppBadge?.(count) : navigator.clearAppBadge?.());
  }, [count]);
  useEffect(() => { if (known) quietly(renew()); }, [known]);
  return null;
}
