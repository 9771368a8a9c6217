// Stands between the pages and the network. It keeps what has its content in its name, and a page
// for when there is no network; never a page with data, a file, or an answer of the portal.
// VERSION is written before this by portal_app/api/installing.py.
const SHELL = `shell-${VERSION}`;
const LANGUAGE = new URL(location).searchParams.get("language");
const OFFLINE = `/offline?language=${encodeURIComponent(LANGUAGE)}`;
const SCRIPT = "/offline.js"; // of that page
const HASHED = /^\/(\w\w\/)?assets[-/]/;
const NO_PAGE = /^\/(api|app|auth|files|print|uploads)\//;

addEventListener("install", (event) => event.waitUntil(begin()));
addEventListener("activate", (event) => event.waitUntil(takeOver()));
addEventListener("fetch", (event) => {
  const { pathname, origin } = new URL(event.request.url);
  if (event.request.method !== "GET" || origin !== location.origin) return;
  if (HASHED.test(pathname)) event.respondWith(kept(event));
  else if (pathname === SCRIPT) event.respondWith(orKept(event, SCRIPT));
  else if (event.request.mode === "navigate" && !NO_PAGE.test(pathname)) event.respondWith(orKept(event, OFFLINE));
});

async function begin() {
  const shell = await caches.open(SHELL);
  const fresh = [OFFLINE, SCRIPT].map((path) => new Request(path, { cache: "reload", credentials: "omit" }));
  await shell.addAll(fresh);
  await skipWaiting();
}

async function takeOver() {
  const old = (await caches.keys()).filter((name) => name !== SHELL);
  await Promise.all(old.map((name) => caches.delete(name)));
  await clients.claim();
}

async function kept(event) {
  const shell = await caches.open(SHELL);
  const found = await shell.match(event.request, { ignoreVary: true });
  if (found) return found;
  const answer = await fetch(event.request);
  if (answer.ok) event.waitUntil(shell.put(event.request, answer.clone()).catch(() => {})); // the disk may be full
  return answer;
}

async function orKept(event, path) {
  try {
    return await fetch(event.request);
  } catch (fault) {
    const known = await caches.match(path, { ignoreVary: true });
    if (known) return known;
    throw fault;
  }
}
