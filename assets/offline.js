// On the page for when there is no network: the colour mode that was chosen, and back by itself.
const mode = localStorage.getItem("theme") ?? "system";
const dark = mode === "dark" || (mode === "system" && matchMedia("(prefers-color-scheme: dark)").matches);
document.documentElement.classList.add(dark ? "dark" : "light");
const back = () => fetch("/healthz", { cache: "no-store" }).then(({ ok }) => ok && location.reload(), () => {});
addEventListener("online", back);
setInterval(back, 3000); // a network is there a moment before it carries anything
