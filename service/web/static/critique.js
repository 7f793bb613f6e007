// A critique without a page load for each step, and with the keyboard. Everything works without this file:
// links open cards, forms post and come back to the same place.
const region = () => document.getElementById("critique");
const cards = () => [...document.querySelectorAll("[data-card]")];
const storeKey = (card) => `fupan:edit:${region()?.dataset.critique ?? ""}:${card.id}`;

function tell(state) {
  const line = document.getElementById("save-state");
  if (!line) return;
  line.textContent = line.dataset[state] ?? "";
  if (state === "saved") setTimeout(() => { if (line.textContent === line.dataset.saved) line.textContent = ""; }, 2500);
}

async function load(address, options) {
  const answer = await fetch(address, options);
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  return { answer, page };
}

// --- words that were typed and not saved stay in this browser until they are

function keep(edit) {
  const card = edit.closest("[data-card]");
  try {
    if (edit.value === edit.defaultValue) localStorage.removeItem(storeKey(card));
    else localStorage.setItem(storeKey(card), edit.value);
  } catch { /* a browser that keeps nothing still saves on the server */ }
}

function forget(card) {
  try { localStorage.removeItem(storeKey(card)); } catch { /* nothing was kept */ }
}

function restore(card) {
  const edit = card.querySelector("[data-edit] textarea");
  if (!edit) return;
  let kept = null;
  try { kept = localStorage.getItem(storeKey(card)); } catch { return; }
  if (kept === null || kept === edit.value) return;
  edit.value = kept;
  edit.closest("details").open = true;
  card.querySelector("[data-restored]").hidden = false;
}

function restoreAll() {
  for (const card of cards()) {
    let kept = null;
    try { kept = localStorage.getItem(storeKey(card)); } catch { return; }
    if (kept === null) continue;
    if (card.classList.contains("opened")) restore(card);
    else open(card);
  }
}

// --- cards

async function open(card) {
  if (card.querySelector(".finding-body")) {
    card.classList.add("opened");
    return card;
  }
  try {
    const { page } = await load(card.dataset.card);
    const fresh = page.getElementById(card.id);
    if (!fresh) throw new Error("gone");
    return put(card, fresh);
  } catch {
    tell("failed");
    return card;
  }
}

function put(card, fresh) {
  const focused = card.contains(document.activeElement);
  const adopted = document.adoptNode(fresh);
  card.replaceWith(adopted);
  restore(adopted);
  if (focused) adopted.focus({ preventScroll: true });
  return adopted;
}

function live(page) {
  for (const part of document.querySelectorAll("[data-live]")) {
    const next = page.getElementById(part.id);
    if (next) part.replaceWith(document.adoptNode(next));
  }
}

async function decide(form, button) {
  const card = form.closest("[data-card]");
  const body = new FormData(form, button);
  body.set("back", "finding");
  tell("saving");
  try {
    // Not `form.action`: that is the button of this name.
    const { answer, page } = await load(form.getAttribute("action"), { method: "POST", body });
    const fresh = page.getElementById(card.id);
    if (!fresh) return replaceAll(page, card);
    live(page);
    put(card, fresh).focus({ preventScroll: true });
    tell(answer.ok ? "saved" : "failed");
  } catch {
    tell("failed");
  }
}

async function edit(form, button) {
  const card = form.closest("[data-card]"); // none for an edit that is taken back
  tell("saving");
  try {
    const body = new FormData(form, button);
    const { answer, page } = await load(form.getAttribute("action"), { method: "POST", body });
    if (!page.getElementById("critique")) throw new Error(String(answer.status));
    if (answer.ok && card) forget(card);
    replaceAll(page, card ?? form);
    tell(answer.ok ? "saved" : "failed");
  } catch {
    tell("failed");
  }
}

// The whole text is fresh: other sentences may have changed with it. The place stays where it was.
function replaceAll(page, card) {
  const fresh = page.getElementById("critique");
  if (!fresh) return tell("failed");
  const top = card.closest(".row").getBoundingClientRect().top;
  region().replaceWith(document.adoptNode(fresh));
  const alert = region().querySelector(".rescued") ?? region().querySelector("[role=alert]")?.closest("[data-card]");
  const place = alert ?? document.getElementById("edited") ?? (card.id && document.getElementById(card.id));
  if (place) {
    place.focus?.({ preventScroll: true });
    const row = place.closest(".row") ?? place;
    scrollBy(0, row.getBoundingClientRect().top - Math.max(top, 80));
  }
  watch();
  restoreAll();
}

// --- parts of a long text

const seen = "IntersectionObserver" in window && new IntersectionObserver((entries) => {
  if (entries.some((entry) => entry.isIntersecting)) more();
}, { rootMargin: "1200px" });

let loading = null;

function more() {
  loading ??= nextPart().finally(() => { loading = null; });
  return loading;
}

async function nextPart() {
  const sentinel = document.querySelector("[data-next-part]");
  if (!sentinel) return;
  seen?.unobserve(sentinel);
  const { answer, page } = await load(sentinel.querySelector("a").href);
  const rows = page.getElementById("rows");
  const same = page.getElementById("critique")?.dataset.version === region().dataset.version;
  if (!answer.ok || !rows || !same) return; // the link stays and leads there
  document.getElementById("rows").append(...rows.children);
  const next = page.querySelector("[data-next-part]");
  if (next) sentinel.replaceWith(document.adoptNode(next));
  else sentinel.remove();
  watch();
  restoreAll();
}

function watch() {
  const sentinel = document.querySelector("[data-next-part]");
  if (sentinel) seen?.observe(sentinel);
}

// --- keyboard

function current() {
  return document.activeElement?.closest("[data-card]")
    ?? document.activeElement?.closest(".row")?.querySelector("[data-card]")
    ?? document.querySelector("[data-card]:target");
}

async function move(by) {
  const here = current();
  const row = document.activeElement?.closest(".row");
  let all = cards();
  let at = all.indexOf(here);
  if (here === null && row) at = all.findIndex((card) => row.compareDocumentPosition(card) & 4) - (by > 0 ? 1 : 0);
  else if (here && !here.contains(document.activeElement) && !here.matches(":target")) at -= by > 0 ? 1 : 0;
  if (by > 0 && at + by >= all.length && document.querySelector("[data-next-part]")) {
    await more();
    all = cards();
  }
  const next = all[Math.min(Math.max(at + by, 0), all.length - 1)];
  next?.focus();
  next?.scrollIntoView({ block: "nearest" });
}

async function act(key) {
  const here = current();
  if (!here) return;
  const card = await open(here);
  const control = card.querySelector(`[data-key="${CSS.escape(key)}"]`);
  if (!control) return;
  if (control instanceof HTMLDetailsElement) {
    control.open = true;
    control.querySelector("textarea, input:not([type=hidden], [type=radio])").focus();
  } else control.click();
}

function help() {
  const box = document.getElementById("keys-help");
  if (!box) return;
  box.hidden = false;
  box.open = !box.open;
}

function onKey(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  const typing = event.target.closest("textarea, select, [contenteditable]")
    || event.target.matches("input:not([type=radio], [type=checkbox])");
  if (event.key === "Escape" && typing) return event.target.closest("[data-card]")?.focus();
  if (typing) return;
  const steps = { j: () => move(1), k: () => move(-1), "?": help, a: () => act("a"), x: () => act("x"), e: () => act("e"), u: () => act("u") };
  const step = steps[event.key];
  if (!step) return;
  event.preventDefault();
  step();
}

// --- what happens where

document.addEventListener("click", (event) => {
  const link = event.target.closest("a");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  const card = link.closest("[data-card]");
  if ("open" in link.dataset) {
    event.preventDefault();
    open(card).then((fresh) => fresh.focus({ preventScroll: true }));
  } else if ("close" in link.dataset) {
    event.preventDefault();
    card.classList.remove("opened");
    card.focus({ preventScroll: true });
  } else if (link.dataset.insert) {
    event.preventDefault();
    const edit = card.querySelector("[data-edit] textarea");
    const gap = edit.selectionStart && !edit.value.slice(0, edit.selectionStart).endsWith("\n") ? "\n" : "";
    edit.setRangeText(gap + link.dataset.insert, edit.selectionStart, edit.selectionEnd, "end");
    edit.dispatchEvent(new Event("input", { bubbles: true }));
    edit.focus();
  }
});
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!region() || !form.matches("[data-decide], [data-edit]")) return;
  event.preventDefault();
  if (form.matches("[data-edit]")) edit(form, event.submitter);
  else decide(form, event.submitter);
});
document.addEventListener("input", (event) => {
  if (event.target.matches("[data-edit] textarea")) keep(event.target);
});
document.addEventListener("keydown", onKey);

if (matchMedia("(pointer: fine)").matches) document.getElementById("keys-help")?.removeAttribute("hidden");
if (matchMedia("(max-width: 48rem)").matches) document.querySelector(".strengths")?.removeAttribute("open");
watch();
restoreAll();
