// Stands between the pages and the network. It keeps what has its content in its name, and a page
// for when there is no network; never a page with data, a file, or an answer of the portal.
// VERSION, ICON and BADGE are written before this by portal_app/api/installing.py.
const SHELL = `shell-${VERSION}`;
const LANGUAGE = new URL(location).searchParams.get("language");
const OFFLINE = `/offline?language=${encodeURIComponent(LANGUAGE)}`;
const SCRIPT = "/offline.js"; // of that page
const HASHED = /^\/(\w\w\/)?assets[-/]/;
const NO_PAGE = /^\/(api|app|auth|files|print|push|uploads)\//;

addEventListener("install", (event) => event.waitUntil(begin()));
addEventListener("activate", (event) => event.waitUntil(takeOver()));
addEventListener("fetch", (event) => {
  const { pathname, origin } = new URL(event.request.url);
  if (event.request.method !== "GET" || origin !== location.origin) return;
  if (HASHED.test(pathname)) event.respondWith(kept(event));
  else if (pathname === SCRIPT) event.respondWith(orKept(event, SCRIPT));
  else if (event.request.mode === "navigate" && !NO_PAGE.test(pathname)) event.respondWith(orKept(event, OFFLINE));
});

addEventListener("push", (event) => event.waitUntil(show(event.data?.json() ?? {})));
addEventListener("notificationclick", (event) => event.waitUntil(follow(event.notification)));
addEventListener("pushsubscriptionchange", (event) => event.waitUntil(subscribeAgain(event)));

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

const tabs = () => clients.matchAll({ type: "window", includeUncontrolled: true });
const shows = (tab, page) => new URL(tab.url).pathname === page;

/** Show a notice; whoever is looking at what it is about has seen it already. */
async function show({ title, page, unread }) {
  if (!title) return;
  if (unread !== undefined) navigator.setAppBadge?.(unread).catch(() => {});
  if ((await tabs()).some((tab) => tab.focused && shows(tab, page))) return;
  await registration.showNotification(title, { tag: page, renotify: true, data: page, icon: ICON, badge: BADGE, lang: LANGUAGE });
}

/** Go to what a notice is about. No other tab is led away: somebody may be writing there. */
async function follow(notice) {
  notice.close();
  const open = (await tabs()).find((tab) => shows(tab, notice.data));
  await (open ? open.focus() : clients.openWindow(notice.data));
}

/** The push service gives this browser another address; only whoever was told on it has one. */
async function subscribeAgain({ oldSubscription, newSubscription }) {
  const options = oldSubscription?.options;
  const fresh = newSubscription ?? (options && await registration.pushManager.subscribe(options));
  const send = (method, what) => fetch("/push/subscription", { method, body: JSON.stringify(what), headers: { "Content-Type": "application/json" } });
  if (oldSubscription) await send("DELETE", { endpoint: oldSubscription.endpoint });
  if (fresh) await send("POST", fresh);
}
