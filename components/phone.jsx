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
