// Reviewing a draft without a page load for each decision, and with the keyboard. The forms work
// without this file: each posts and comes back to the same card.
const narrow = matchMedia("(max-width: 55.99rem)");

function fold(root) {
  if (!narrow.matches) return;
  for (const evidence of root.querySelectorAll(".card-evidence > details.evidence")) evidence.open = false;
}

function tell(state) {
  const line = document.getElementById("save-state");
  if (line) line.textContent = line.dataset[state] ?? "";
}

async function decide(form, button) {
  const card = form.closest("[data-card]");
  const reviewer = document.getElementById("reviewer");
  const body = new FormData(form, button);
  body.set("by", reviewer.value);
  tell("saving");
  let page;
  try {
    // Not `form.action`: that is the button of this name.
    const answer = await fetch(form.getAttribute("action"), { method: "POST", body });
    page = new DOMParser().parseFromString(await answer.text(), "text/html");
    if (!page.getElementById(card.id)) throw new Error(String(answer.status));
    refresh(card, page);
    tell(answer.ok ? "saved" : "failed");
    if (!reviewer.value.trim()) reviewer.focus();
  } catch {
    tell("failed");
  }
}

function refresh(card, page) {
  const focused = card.contains(document.activeElement);
  const fresh = document.adoptNode(page.getElementById(card.id));
  card.replaceWith(fresh);
  fold(fresh);
  if (focused) fresh.focus({ preventScroll: true });
  const signing = document.getElementById("sign")?.open;
  const name = document.getElementById("signed-by")?.value;
  for (const part of document.querySelectorAll("[data-live]")) {
    const next = page.getElementById(part.id);
    if (next) part.replaceWith(document.adoptNode(next));
  }
  if (signing) document.getElementById("sign").open = true;
  if (name) document.getElementById("signed-by").value = name;
  readyToSign();
}

function readyToSign() {
  const rest = document.getElementById("accept-rest");
  const button = document.querySelector(".seal-button");
  if (!button || document.querySelector("#sign [data-blocked]")) return;
  button.disabled = Boolean(rest && !rest.checked);
}

const cards = () => [...document.querySelectorAll("[data-card]")];

function current() {
  return document.activeElement?.closest("[data-card]") ?? document.querySelector("[data-card]:target");
}

function move(by) {
  const all = cards();
  const at = all.indexOf(current());
  const next = all[Math.min(Math.max(at + by, 0), all.length - 1)];
  next?.focus();
  next?.scrollIntoView({ block: "nearest" });
}

function onKey(event) {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.matches("input:not([type=radio], [type=checkbox]), textarea, select")) return;
  if (event.key === "j") return move(1);
  if (event.key === "k") return move(-1);
  const control = current()?.querySelector(`[data-key="${CSS.escape(event.key)}"]`);
  if (!control) return;
  event.preventDefault();
  if (control instanceof HTMLDetailsElement) {
    control.open = true;
    control.querySelector("textarea").focus();
  } else control.click();
}

document.addEventListener("submit", (event) => {
  if (!event.target.matches("[data-decide]")) return;
  event.preventDefault();
  decide(event.target, event.submitter);
});
document.addEventListener("change", (event) => {
  if (event.target.id === "accept-rest") readyToSign();
});
document.addEventListener("keydown", onKey);
addEventListener("beforeunload", (event) => {
  const edits = [...document.querySelectorAll(".edit-fields textarea")];
  if (edits.some((edit) => edit.value !== edit.defaultValue)) event.preventDefault();
});

const keys = document.getElementById("keys");
if (keys && matchMedia("(pointer: fine)").matches) keys.hidden = false;
fold(document);
readyToSign();
