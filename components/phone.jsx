import { useEffect, useState } from "react";

const asApp = () => matchMedia("(display-mode: standalone)").matches || navigator.standalone === true;
const onIphone = () => /iPhone|iPad|iPod/.test(navigator.userAgent) || (/Mac/.test(navigator.userAgent) && navigator.maxTouchPoints > 1);

/** Offers to put the portal on the home screen: by the browser's own offer, or in words. */
export function Install({ looks, words, icon }) {
  const [way, setWay] = useState("");

  useEffect(() => {
    const look = () => setWay(asApp() ? "done" : window.portalOffer ? "offer" : onIphone() ? "iphone" : "menu");
    const done = () => { window.portalOffer = null; setWay("done"); };
    look();
    addEventListener("portal:offer", look);
    addEventListener("appinstalled", done);
    return () => {
      removeEventListener("portal:offer", look);
      removeEventListener("appinstalled", done);
    };
  }, []);

  const ask = async () => {
    const offer = window.portalOffer;
    window.portalOffer = null; // it can be shown once
    await offer.prompt();
    const { outcome } = await offer.userChoice;
    setWay(outcome === "accepted" ? "done" : "menu");
  };

  return (
    <div className={looks.box}>
      <p>{way ? words[way] : words.offer}</p>
      {way === "offer" && <button type="button" className={looks.button} onClick={ask}>{icon}{words.add}</button>}
    </div>
  );
}

const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (letter) => letter.charCodeAt(0));

/** What the portal says of this browser; `method` as of portal_app/api/pushing.py. */
async function told(method, what) {
  const answer = await fetch("/push/subscription", { method, body: JSON.stringify(what), headers: { "Content-Type": "application/json" } });
  if (!answer.ok) throw new Error(answer.status);
  return (await answer.json()).on;
}

async function subscription() {
  const worker = await navigator.serviceWorker.ready;
  return [worker.pushManager, await worker.pushManager.getSubscription()];
}

/** Tell how it stands: none, iphone, denied, ask, off, on. */
async function standing() {
  const able = "serviceWorker" in navigator && "PushManager" in window && "Notification" in window;
  if (!able) return onIphone() && !asApp() ? "iphone" : "none";
  if (Notification.permission !== "granted") return Notification.permission === "denied" ? "denied" : "ask";
  const [, present] = await subscription();
  return present && await told("PUT", { endpoint: present.endpoint }) ? "on" : "off";
}

async function begin(key) {
  if (await Notification.requestPermission() !== "granted") return;
  const [manager, present] = await subscription();
  await present?.unsubscribe(); // it may be somebody else's, or of a key that is no more
  const fresh = await manager.subscribe({ userVisibleOnly: true, applicationServerKey: bytes(key) });
  await told("POST", fresh.toJSON());
}

async function end() {
  const [, present] = await subscription();
  if (!present) return;
  await told("DELETE", { endpoint: present.endpoint });
  await present.unsubscribe();
}

/** Has the portal tell of news on this device, at the press of a button and never unasked. */
export function Push({ pushKey, looks, words, icon }) {
  const [way, setWay] = useState("");
  const [busy, setBusy] = useState(false);
  const [failed, setFailed] = useState(false);
  const look = () => standing().then(setWay, () => setWay("off"));

  useEffect(() => { look(); }, []);

  const press = async () => {
    setBusy(true);
    setFailed(false);
    try {
      await (way === "on" ? end() : begin(pushKey));
    } catch {
      setFailed(true);
    }
    await look();
    setBusy(false);
  };

  const pressable = ["on", "off", "ask"].includes(way);
  return (
    <div className={looks.box}>
      <p role="status">{words[way] ?? words.ask}</p>
      {pressable && (
        <button type="button" className={looks.button} aria-disabled={busy} onClick={busy ? undefined : press}>
          {icon}{way === "on" ? words.end : words.begin}
        </button>
      )}
      <p role="alert" className={looks.error}>{failed && words.failed}</p>
    </div>
  );
}
