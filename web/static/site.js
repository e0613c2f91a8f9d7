// Everything works without this file; it makes searching quicker. No text of the interface stands here.
"use strict";

const said = document.getElementById("said");
const typing = (element) => element.matches("input, textarea, select, [contenteditable]");
const say = (text) => {
  said.textContent = "";
  // A reader of the screen tells only what changes.
  setTimeout(() => { said.textContent = text; }, 50);
};

// Links within a search: fetch the page, put its content in place.

let asked;
let shown = location.pathname + location.search;

const searching = () => document.querySelector("[data-swap]") !== null;

// What tells a link of the old page from others: the part of the page, and its words without the count.
const nameOf = (link) => {
  const part = link.closest("section[id], .chips, .order, .pages, .chart");
  return part && `${part.id || part.className} ${(link.firstElementChild || link).textContent}`;
};

const swap = (text, url, name) => {
  const page = new DOMParser().parseFromString(text, "text/html");
  const next = page.getElementById("content");
  if (!next || !next.querySelector("[data-swap]")) throw new Error("no search page");
  const content = document.getElementById("content");
  const open = [...content.querySelectorAll("details[open][id]")].map((details) => details.id);
  content.replaceChildren(...next.childNodes);
  for (const id of open) document.getElementById(id)?.setAttribute("open", "");
  const old = document.head.querySelectorAll("link[rel=alternate], link[rel=canonical], link[rel=prev], link[rel=next]");
  for (const link of old) link.remove();
  document.head.append(...page.head.querySelectorAll("link[rel=alternate], link[rel=canonical], link[rel=prev], link[rel=next]"));
  document.title = page.title;
  shown = url.pathname + url.search;
  const same = name && [...content.querySelectorAll("a")].find((link) => nameOf(link) === name);
  const found = document.getElementById("found");
  (same || found).focus({ preventScroll: true });
  say(found.textContent);
};

const show = async (url, { push = false, name = null, top = false } = {}) => {
  asked?.abort();
  asked = new AbortController();
  const { signal } = asked;
  const content = document.getElementById("content");
  content.setAttribute("aria-busy", "true");
  try {
    const answer = await fetch(url, { signal, headers: { Accept: "text/html" } });
    if (!answer.ok || answer.redirected) throw new Error(answer.status);
    const text = await answer.text();
    if (signal.aborted) return;
    if (push) history.pushState(null, "", url);
    swap(text, url, name);
    if (top) document.getElementById("found").scrollIntoView();
  } catch (error) {
    if (error.name === "AbortError") return;
    location.assign(url);
  }
  content.removeAttribute("aria-busy");
};

document.addEventListener("click", (event) => {
  const link = event.target.closest("#content a[href]");
  const plain = event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;
  if (!link || !plain || event.defaultPrevented || !searching()) return;
  // In a picture the address is an object of its own.
  const url = new URL(link.getAttribute("href"), document.baseURI);
  if (url.origin !== location.origin || url.pathname !== location.pathname || url.hash) return;
  event.preventDefault();
  const pager = link.closest(".pages") !== null;
  show(url, { push: true, name: pager ? null : nameOf(link), top: pager });
});

addEventListener("popstate", () => {
  const url = new URL(location.href);
  if (url.pathname + url.search !== shown && searching()) show(url);
});

// Keys: / goes to the search box, j and k to the next and the last hit, and so do the arrows from there.

const shortcuts = document.querySelector("[data-shortcuts]");
let keys = true;
const remember = (value) => {
  try {
    if (value !== undefined) localStorage.setItem("shortcuts", value);
    return localStorage.getItem("shortcuts");
  } catch {
    return null;
  }
};
if (shortcuts) {
  const button = shortcuts.querySelector("button");
  const set = (on) => {
    keys = on;
    button.setAttribute("aria-pressed", on);
  };
  set(remember() !== "off");
  button.addEventListener("click", () => {
    set(!keys);
    remember(keys ? "on" : "off");
  });
  shortcuts.hidden = false;
}

const box = () => [...document.querySelectorAll("[data-search]")].find((input) => input.offsetParent !== null);

const step = (by) => {
  const hits = [...document.querySelectorAll(".hit h3 a")];
  const here = hits.findIndex((hit) => hit.closest(".hit").contains(document.activeElement));
  const next = here < 0 ? (by > 0 ? 0 : -1) : here + by;
  if (here === 0 && by < 0) box()?.focus();
  else hits[next]?.focus();
  return hits.length > 0;
};

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.defaultPrevented) return;
  const { target, key } = event;
  const arrows = { ArrowDown: 1, ArrowUp: -1 }[key];
  if (arrows && (target.closest(".hit") || (arrows > 0 && target.matches("[data-search]")))) {
    if (step(arrows)) event.preventDefault();
  } else if (keys && !typing(target)) {
    const letters = { j: 1, k: -1 }[key];
    if (letters && step(letters)) event.preventDefault();
    if (key === "/" && box()) {
      event.preventDefault();
      box().focus();
      box().select();
    }
  }
});

// Buttons that copy the text of an element, which they name.

for (const button of document.querySelectorAll("[data-copy]")) {
  button.hidden = !navigator.clipboard;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(document.getElementById(button.dataset.copy).textContent.trim());
    say(said.dataset.copied);
  });
}
