// The editor: plain text, findings underlined while one types, kept sealed, files brought in.
"use strict";

const PAUSE = 150; // milliseconds without a key before the text is checked
const REST = 700; // before what an edit changes far away is worked out
const KEEP = 900; // and before it is kept
const place = document.querySelector(".writing");
const base = `${root}/rooms/${place.dataset.number}`;
const editors = [...document.querySelectorAll(".editor")];
const state = new Map(editors.map((editor) => [editor, { marks: [], turn: 0, timer: 0 }]));
const list = document.getElementById("list");
const count = document.getElementById("count");
const saved = document.getElementById("saved");
let here = editors[0];
let current = null;
let keeping = 0;
let changed = false;

// ---- text and places in it

function pieces(editor) {
  const found = [];
  let at = 0;
  const walker = document.createTreeWalker(editor, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (node.nodeType === Node.TEXT_NODE) {
      found.push({ node, at, size: node.data.length });
      at += node.data.length;
    } else if (node.tagName === "BR") at += 1;
  }
  return found;
}

function textOf(editor) {
  let text = "";
  const walker = document.createTreeWalker(editor, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (node.nodeType === Node.TEXT_NODE) text += node.data;
    else if (node.tagName === "BR") text += "\n";
  }
  return text;
}

function rangeOf(editor, start, end) {
  const range = new Range();
  let begun = false;
  for (const { node, at, size } of pieces(editor)) {
    if (!begun && start <= at + size) { range.setStart(node, Math.max(0, start - at)); begun = true; }
    if (begun && end <= at + size) { range.setEnd(node, Math.max(0, end - at)); return range; }
  }
  return null;
}

function caret(editor) {
  const selection = getSelection();
  if (!selection.rangeCount || !editor.contains(selection.anchorNode)) return -1;
  const before = new Range();
  before.setStart(editor, 0);
  before.setEnd(selection.focusNode, selection.focusOffset);
  return before.toString().length;
}

// ---- checking

async function ask(path, body, headers = { "Content-Type": "application/json" }) {
  const answer = await fetch(base + path, { method: "POST", body, headers: { Accept: "application/json", ...headers } });
  const given = await answer.json();
  if (!answer.ok) throw new Error(`${given.message} ${given.hint}`);
  return given;
}

async function check(editor, pause = false) {
  const mine = state.get(editor);
  const turn = ++mine.turn;
  const text = textOf(editor);
  try {
    const { marks, settled } = await ask("/write/check", JSON.stringify({ part: editors.indexOf(editor), text, pause }));
    if (turn !== mine.turn || text !== textOf(editor)) return;
    mine.marks = marks;
    if (current?.editor === editor) current = { editor, mark: marks.find((one) => one.start === current.mark.start && one.end === current.mark.end) };
    if (!current?.mark) current = null;
    draw();
    if (!settled) mine.timer = setTimeout(() => check(editor, true), pause ? PAUSE : REST);
    performance.mark("checked");
  } catch (error) { say(error.message); }
}

function draw() {
  const ranges = {};
  for (const [editor, { marks }] of state) {
    for (const mark of marks) {
      const range = rangeOf(editor, mark.start, mark.end);
      if (range) (ranges[`k${family(mark)}`] ??= []).push(range);
    }
  }
  if (window.CSS?.highlights) {
    for (const name of ["k1", "k2", "k3", "k4", "k5", "k7", "k9"]) {
      if (ranges[name]) CSS.highlights.set(name, new Highlight(...ranges[name]));
      else CSS.highlights.delete(name);
    }
    const range = current && rangeOf(current.editor, current.mark.start, current.mark.end);
    if (range) CSS.highlights.set("current", new Highlight(range));
    else CSS.highlights.delete("current");
  }
  show();
}

function family(mark) {
  const number = mark.code[2];
  return { 6: "2", 8: "5" }[number] ?? number;
}

function all() {
  return editors.flatMap((editor) => state.get(editor).marks.map((mark) => ({ editor, mark })));
}

function show() {
  const found = all();
  count.textContent = found.length ? `${found.length} ${found.length === 1 ? "place" : "places"}. Nothing is changed unless you change it.` : "Nothing found. A person should still read it.";
  list.replaceChildren(...found.map(entry));
}

function element(tag, name, text) {
  const made = document.createElement(tag);
  if (name) made.className = name;
  if (text) made.textContent = text;
  return made;
}

function entry({ editor, mark }) {
  const item = element("li", `finding k${family(mark)}`);
  const isCurrent = current && current.editor === editor && current.mark === mark;
  if (isCurrent) item.classList.add("current");
  const words = element("button", "words", textOf(editor).slice(mark.start, mark.end));
  words.type = "button";
  words.title = "Show in the text";
  words.addEventListener("click", () => choose({ editor, mark }, true));
  item.append(words);
  if (mark.who.length) item.append(element("p", "who", `Exposes ${mark.who.slice(0, 3).join(", ")}${mark.who.length > 3 ? ` and ${mark.who.length - 3} more` : ""}.`));
  item.append(element("p", "why", mark.why || mark.rule));
  if (mark.instead !== null) {
    const line = element("p", "take");
    const button = element("button", "quiet small", mark.instead.trim() ? `Say “${mark.instead.trim()}”` : "Leave it out");
    button.type = "button";
    button.addEventListener("click", () => take({ editor, mark }));
    line.append(button);
    item.append(line);
  }
  if (isCurrent) requestAnimationFrame(() => item.scrollIntoView({ block: "nearest" }));
  return item;
}

function choose(finding, move) {
  current = finding;
  here = finding.editor;
  if (move) {
    const range = rangeOf(finding.editor, finding.mark.start, finding.mark.start);
    finding.editor.focus({ preventScroll: true });
    if (range) { getSelection().removeAllRanges(); getSelection().addRange(range); }
    const box = range?.getBoundingClientRect();
    if (box && (box.top < 80 || box.bottom > innerHeight - 60)) scrollBy({ top: box.top - innerHeight / 3 });
  }
  draw();
}

function step(by) {
  const found = all();
  if (!found.length) return;
  const at = caret(here);
  let index = current ? found.findIndex((one) => one.mark === current.mark) + by : -1;
  if (!current) {
    const rank = editors.indexOf(here);
    index = found.findIndex((one) => editors.indexOf(one.editor) > rank || (one.editor === here && one.mark.start >= at));
    if (by < 0) index = (index < 0 ? found.length : index) - 1;
  }
  choose(found[(index + found.length) % found.length], true);
}

function take({ editor, mark }) {
  const range = rangeOf(editor, mark.cut_start, mark.cut_end);
  if (!range || mark.instead === null) return;
  editor.focus();
  getSelection().removeAllRanges();
  getSelection().addRange(range);
  // The browser's own editing, so that undo brings the words back.
  if (mark.instead) document.execCommand("insertText", false, mark.instead.replaceAll("\n", " "));
  else document.execCommand("delete");
}

// ---- keeping

async function keep() {
  clearTimeout(keeping);
  if (!changed) return;
  changed = false;
  saved.textContent = "Keeping…";
  try {
    const { words } = await ask("/write/save", JSON.stringify({ texts: editors.map(textOf) }));
    if (!changed) saved.textContent = `Kept, sealed: ${words.toLocaleString("en")} words`;
  } catch (error) { changed = true; saved.textContent = "Not kept yet"; say(error.message); }
}

function say(message) {
  const note = element("div", "notice bad");
  note.append(element("p", "", message));
  document.getElementById("notice").replaceChildren(note);
}

function edited(editor) {
  changed = true;
  saved.textContent = "Not kept yet";
  const mine = state.get(editor);
  mine.turn += 1;
  clearTimeout(mine.timer);
  mine.timer = setTimeout(() => check(editor), PAUSE);
  clearTimeout(keeping);
  keeping = setTimeout(keep, KEEP);
}

for (const editor of editors) {
  editor.addEventListener("input", () => edited(editor));
  editor.addEventListener("focus", () => { here = editor; });
  editor.addEventListener("click", () => {
    const at = caret(editor);
    const mark = state.get(editor).marks.find((one) => one.start <= at && at <= one.end);
    if (mark) choose({ editor, mark }, false);
  });
  editor.addEventListener("dragover", (event) => { event.preventDefault(); editor.classList.add("over"); });
  editor.addEventListener("dragleave", () => editor.classList.remove("over"));
  editor.addEventListener("drop", (event) => {
    editor.classList.remove("over");
    if (!event.dataTransfer.files.length) return;
    event.preventDefault();
    bring(editor, event.dataTransfer.files[0]);
  });
  if (editor.textContent.trim()) check(editor);
}
window.addEventListener("dragover", (event) => event.preventDefault());
window.addEventListener("drop", (event) => event.preventDefault());
window.addEventListener("pagehide", keep);

document.addEventListener("keydown", (event) => {
  if (event.key === "F8") { event.preventDefault(); step(event.shiftKey ? -1 : 1); }
  if (event.key === "Enter" && event.altKey && current) { event.preventDefault(); take(current); }
  if (event.key === "s" && (event.ctrlKey || event.metaKey)) { event.preventDefault(); changed = true; keep(); }
});

document.getElementById("send").addEventListener("submit", async (event) => {
  if (!changed) return;
  event.preventDefault();
  await keep();
  if (!changed) event.target.submit();
});

// ---- files

document.getElementById("file").addEventListener("change", (event) => {
  if (event.target.files.length) bring(here, event.target.files[0]);
  event.target.value = "";
});

document.getElementById("roster-file")?.addEventListener("change", async (event) => {
  try {
    await send(event.target.files[0], "/roster/file");
    await keep();
    location.reload();
  } catch (error) { say(error.message); }
});

function send(file, path) {
  return ask(path, file, { "Content-Type": "application/octet-stream", "X-File-Name": encodeURIComponent(file.name) });
}

async function bring(editor, file) {
  saved.textContent = "Reading the file…";
  try {
    const { text, turns, unknown } = await send(file, "/write/file");
    put(editor, unknown.length ? await named(text, unknown) : text);
    saved.textContent = turns ? `A transcript of ${turns} turns was put in` : "The file was put in";
  } catch (error) { saved.textContent = "Nothing was brought in"; say(error.message); }
}

function put(editor, text) {
  if (text === null) return;
  editor.focus();
  getSelection().selectAllChildren(editor);
  getSelection().collapseToEnd();
  const before = textOf(editor).trim() ? "\n\n" : "";
  editor.append(document.createTextNode(before + text));
  edited(editor);
}

function named(text, unknown) {
  const dialog = document.getElementById("who");
  const rows = unknown.map(([label, times], index) => {
    const row = element("div", "speaker");
    const name = element("label", "", `${label} (${times} ${times === 1 ? "turn" : "turns"})`);
    name.htmlFor = `speaker${index}`;
    const select = document.createElement("select");
    select.id = `speaker${index}`;
    select.append(new Option("leave as it is", ""), document.getElementById("people").content.cloneNode(true));
    row.append(name, select);
    return { row, label, select };
  });
  document.getElementById("who-list").replaceChildren(...rows.map(({ row }) => row));
  dialog.returnValue = "";
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => {
      if (dialog.returnValue !== "go") return resolve(null);
      const names = new Map(rows.filter(({ select }) => select.value).map(({ label, select }) => [label, select.value]));
      resolve(text.split("\n\n").map((line) => {
        const at = line.indexOf(": ");
        const name = at > 0 && names.get(line.slice(0, at));
        return name ? name + line.slice(at) : line;
      }).join("\n\n"));
    }, { once: true });
  });
}
