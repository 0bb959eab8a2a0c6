// Two panes that move together, filters, and a key for everything.
"use strict";

const panes = document.querySelector(".panes");
const original = document.getElementById("original");
const proposals = document.getElementById("proposals");
const panel = document.getElementById("finding");
const narrow = matchMedia("(max-width: 55.99rem)");
let currentRow = null;
let currentMark = null;
let driver = null; // the pane that the person moves
let quiet = 0; // until when a scroll is our own

const rows = () => [...document.querySelectorAll(".row")].filter((row) => !row.hidden);
const marks = () => [...original.querySelectorAll("mark:not(.dim)")];
const words = (text) => text.split(" ").filter(Boolean);

// ---- moving together

function into(pane, element) {
  if (!element) return;
  quiet = Date.now() + 150;
  const box = element.getBoundingClientRect();
  const frame = pane.getBoundingClientRect();
  if (pane.scrollHeight > pane.clientHeight + 1) pane.scrollTop += box.top - frame.top - frame.height / 5;
  else if (box.top < 0 || box.bottom > innerHeight) scrollBy(0, box.top - innerHeight / 2);
}

function light(row) {
  for (const lit of original.querySelectorAll(".lit")) lit.classList.remove("lit");
  const named = words(row?.dataset.passages ?? "").map((name) => document.getElementById(name)).filter(Boolean);
  for (const passage of named) passage.classList.add("lit");
  return named[0];
}

function pick(row, { focus = true, scroll = true } = {}) {
  currentRow?.classList.remove("current");
  currentRow = row;
  if (!row) return;
  row.classList.add("current");
  const passage = light(row);
  if (focus) row.focus({ preventScroll: true });
  if (scroll) into(proposals, row);
  into(original, passage);
}

function first(elements, pane) {
  const top = narrow.matches && pane === proposals ? original.getBoundingClientRect().bottom : pane.getBoundingClientRect().top;
  return elements.find((element) => element.getBoundingClientRect().bottom > top + 24);
}

function followed(pane) {
  if (Date.now() < quiet || driver !== pane) return;
  if (pane === proposals) into(original, light(first(rows(), proposals)));
  else {
    const passage = first([...original.querySelectorAll(".passage")], original);
    const row = passage && rows().find((one) => words(one.dataset.passages).includes(passage.id));
    if (row) { light(row); into(proposals, row); }
  }
}

for (const pane of [original, proposals]) {
  for (const kind of ["wheel", "touchstart", "pointerdown", "keydown"]) pane.addEventListener(kind, () => { driver = pane; }, { passive: true });
  pane.addEventListener("scroll", () => followed(pane), { passive: true });
}
addEventListener("scroll", () => { if (narrow.matches) followed(proposals); }, { passive: true });

// ---- findings

function tell(mark) {
  currentMark?.classList.remove("current");
  currentMark = mark;
  if (!mark) { panel.replaceChildren(); return; }
  mark.classList.add("current");
  into(original, mark);
  htmx.ajax("GET", `${root}/rooms/${panes.dataset.number}/review/findings/${mark.dataset.finding}`, { target: "#finding", swap: "innerHTML" });
}

original.addEventListener("click", (event) => {
  const mark = event.target.closest("mark");
  if (mark) tell(mark);
});
panel.addEventListener("click", (event) => {
  if (event.target.hasAttribute("data-hide")) tell(null);
  const index = event.target.dataset?.change;
  if (index === undefined) return;
  const row = document.getElementById(`p${index}`);
  if (row) { pick(row); press(row, "c"); }
});

// ---- who could this still be?

function who() {
  const selected = getSelection().toString().trim();
  const text = selected || currentRow?.querySelector(".said")?.textContent.trim();
  if (!text) return;
  currentMark?.classList.remove("current");
  currentMark = null;
  htmx.ajax("POST", `${root}/rooms/${panes.dataset.number}/review/fitting`, { target: "#finding", swap: "innerHTML", values: { text } });
}

const whoButton = document.getElementById("who");
whoButton.addEventListener("pointerdown", (event) => event.preventDefault()); // the selection stays
whoButton.addEventListener("click", who);

// ---- what is shown

const chosen = { state: document.getElementById("f-state"), code: document.getElementById("f-code"), person: document.getElementById("f-person") };
const codes = new Set([...original.querySelectorAll("mark")].map((mark) => mark.dataset.code));
for (const code of [...codes].sort()) chosen.code.append(new Option(code, code));

function filter() {
  const states = words(chosen.state.value);
  for (const row of document.querySelectorAll(".row")) {
    const fits = (!states.length || states.includes(row.dataset.state))
      && (!chosen.code.value || words(row.dataset.codes).includes(chosen.code.value))
      && (!chosen.person.value || words(row.dataset.persons).includes(chosen.person.value));
    row.hidden = !fits && !row.classList.contains("changing");
  }
  for (const mark of original.querySelectorAll("mark")) {
    const fits = (!chosen.code.value || mark.dataset.code === chosen.code.value) && (!chosen.person.value || words(mark.dataset.persons).includes(chosen.person.value));
    mark.classList.toggle("dim", !fits);
  }
  document.getElementById("none").hidden = rows().length > 0 || !document.querySelector(".row");
}
for (const select of Object.values(chosen)) select.addEventListener("change", filter);

// ---- keys

function press(within, key) {
  const button = within?.querySelector(`[data-do="${key}"]`);
  if (button && !button.disabled) button.click();
}

function step(list, now, by) {
  if (!list.length) return null;
  const at = list.indexOf(now);
  if (at < 0) return by > 0 ? list[0] : list[list.length - 1];
  return list[Math.min(Math.max(at + by, 0), list.length - 1)];
}

const actions = {
  j: () => pick(step(rows(), currentRow, 1)),
  k: () => pick(step(rows(), currentRow, -1)),
  ArrowDown: (event) => { if (event.target.closest(".row")) { event.preventDefault(); actions.j(); } },
  ArrowUp: (event) => { if (event.target.closest(".row")) { event.preventDefault(); actions.k(); } },
  a: () => press(currentRow, "a"),
  c: () => press(currentRow, "c"),
  d: () => press(currentRow, "d"),
  o: () => press(currentRow, "o"),
  u: () => press(document, "u"),
  n: () => tell(step(marks(), currentMark, 1)),
  p: () => tell(step(marks(), currentMark, -1)),
  g: () => press(panel, "g"),
  x: () => { press(panel, "x"); panel.querySelector("#reason")?.focus(); },
  w: who,
  "[": () => item(-1),
  "]": () => item(1),
  "?": () => document.getElementById("keys").showModal(),
  Escape: () => tell(null),
};

function item(by) {
  const links = [...document.querySelectorAll(".items a")];
  links[links.findIndex((link) => link.hasAttribute("aria-current")) + by]?.click();
}

document.addEventListener("keydown", (event) => {
  const field = event.target.closest("textarea, input, select");
  if (field) {
    const form = field.closest(".changing form");
    if (form && event.key === "Enter" && (event.ctrlKey || event.metaKey)) form.requestSubmit();
    if (form && event.key === "Escape") form.querySelector("[data-cancel]").click();
    return;
  }
  if (event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]")) return;
  if (!document.getElementById("single").checked) return;
  const action = actions[event.key];
  if (!action) return;
  if (event.key.length === 1) event.preventDefault();
  action(event);
});

document.getElementById("rows").addEventListener("click", (event) => {
  const row = event.target.closest(".row");
  if (row && row !== currentRow) pick(row, { focus: !event.target.closest("button, textarea"), scroll: false });
});

// ---- after a decision

document.body.addEventListener("htmx:configRequest", (event) => { event.detail.headers["X-Item"] = panes.dataset.item; });
document.body.addEventListener("htmx:afterSettle", (event) => {
  const swapped = event.detail.elt;
  if (!swapped?.classList?.contains("row")) return;
  const row = document.getElementById(swapped.id);
  const decided = event.detail.requestConfig?.verb === "post" && !row.classList.contains("changing");
  pick(row, { focus: !row.classList.contains("changing"), scroll: false });
  row.querySelector("textarea")?.focus();
  if (decided && !event.detail.requestConfig.path.endsWith("/undo") && !event.detail.requestConfig.path.endsWith("/reopen")) {
    const next = rows().slice(rows().indexOf(row) + 1).find((one) => one.dataset.state === "open");
    if (next) pick(next);
  }
  filter();
});
document.body.addEventListener("undone", (event) => {
  const row = document.getElementById(`p${event.detail.index}`);
  if (row) pick(row);
});

const begin = rows().find((row) => row.dataset.state === "open") ?? rows()[0];
if (begin) pick(begin, { focus: false, scroll: false });
