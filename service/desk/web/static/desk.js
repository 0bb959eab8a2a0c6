// What every page of the desk does: stay open while somebody is there, and end cleanly.
"use strict";

const root = document.body.dataset.root;
const PULSE = 15000; // milliseconds between looks whether the desk is still open
const SOON = 90; // seconds before the desk closes by itself

// htmx notes the address of the page for a history that is switched off: nothing stays in storage.
sessionStorage.clear();

function ended() {
  // The page still shows what was open: take it away, and say why.
  document.title = "Closed · Sealedroom";
  const main = document.createElement("main");
  main.className = "wide";
  const heading = document.createElement("h1");
  heading.textContent = "The desk is closed";
  const words = document.createElement("p");
  words.className = "lead";
  words.textContent = "Your keys are locked again, and your work is kept, sealed. To open it again, run sealedroom desk.";
  main.append(heading, words);
  document.body.replaceChildren(main);
}

let touched = true;
for (const kind of ["keydown", "pointerdown", "scroll", "wheel"]) {
  document.addEventListener(kind, () => { touched = true; }, { capture: true, passive: true });
}

async function pulse() {
  const method = touched ? "POST" : "GET";
  touched = false;
  try {
    const answer = await fetch(`${root}/pulse`, { method, headers: { Accept: "application/json" } });
    if (!answer.ok) return ended();
    const { left } = await answer.json();
    document.getElementById("soon")?.remove();
    if (left < SOON) warn();
  } catch {
    return ended();
  }
  setTimeout(pulse, PULSE);
}

function warn() {
  const note = document.createElement("p");
  note.id = "soon";
  note.className = "notice warn";
  note.textContent = "The desk closes in a minute, because nobody is here. Press any key to stay.";
  document.getElementById("notice")?.append(note);
}

if (document.body.hasAttribute("data-open")) setTimeout(pulse, PULSE);
// A page that comes back from the browser's memory may be of a desk that is closed.
window.addEventListener("pageshow", (event) => { if (event.persisted) location.reload(); });

document.addEventListener("click", (event) => {
  const button = event.target.closest("button");
  if (!button) return;
  if (button.hasAttribute("data-print")) window.print();
  if (button.hasAttribute("data-back")) history.back();
  if (button.dataset.copy) navigator.clipboard.writeText(document.getElementById(button.dataset.copy).textContent);
  if (button.dataset.opens) document.getElementById(button.dataset.opens).showModal();
  if (button.hasAttribute("data-dismiss")) button.closest("dialog").close();
});

// Chosen files go into a hidden field in base64: a multipart form would be spilled to disk.
document.addEventListener("change", async (event) => {
  const into = event.target.dataset?.into;
  if (!into || !event.target.files.length) return;
  const texts = [];
  for (const file of event.target.files) {
    const bytes = new Uint8Array(await file.arrayBuffer());
    let text = "";
    for (let at = 0; at < bytes.length; at += 32768) text += String.fromCharCode(...bytes.subarray(at, at + 32768));
    texts.push(btoa(text));
  }
  document.getElementById(into).value = texts.join(" ");
  const name = event.target.dataset.name;
  if (name) document.getElementById(name).value = event.target.files[0].name;
});

document.addEventListener("submit", (event) => {
  const form = event.target;
  const button = form.querySelector("button:not([type])");
  if (form.dataset.busy && button && !event.defaultPrevented) {
    button.textContent = form.dataset.busy;
    setTimeout(() => { button.disabled = true; });
  }
});
