// The submission page: seal here, send, show a receipt, keep nothing.

import { unbase64 } from "./bytes.js";
import { fits, roomKeyId, sealNote } from "./seal.js";

const at = (id) => document.getElementById(id);
const form = at("note");
const say = (text, wrong = false) => {
  at("state").textContent = text;
  at("state").classList.toggle("wrong", wrong);
};
const show = (id, shown = true) => at(id).toggleAttribute("hidden", !shown);
const groups = (digits) => digits.match(/.{4}/g).join(" ");

// A link carries its token and the fingerprint behind the #, which no browser sends anywhere.
const [token, expected] = location.hash.slice(1).split(".");
history.replaceState(null, "", location.pathname);

const headers = { "Content-Type": "application/json" };
if (token) headers.Authorization = `Bearer ${token}`;
else headers["X-Form-Token"] = form.dataset.formToken;

const ask = async (method, path, body) => {
  const response = await fetch(path, { method, headers, body: body && JSON.stringify(body) });
  const answer = await response.json();
  if (!response.ok) throw new Error(`${answer.detail} ${answer.hint}`);
  return answer;
};

const known = form.dataset;
let room;

const enter = async () => {
  const found = known.room ? known : token ? await ask("POST", "/submit/room") : null;
  if (!found) {
    show("no-link");
    show("note", false);
    return;
  }
  room = { room: found.room, epoch: Number(found.epoch), kem: unbase64(found.kem) };
  const fingerprint = await roomKeyId(room);
  at("fingerprint").textContent = groups(fingerprint);
  if (expected && expected !== fingerprint) {
    show("note", false);
    show("wrong-room");
    return;
  }
  show(expected ? "compared" : "compare");
  show("room");
  at("send").disabled = false;
};

const content = async () => {
  const file = at("file").files[0];
  if (file) {
    const suffix = file.name.includes(".") ? `.${file.name.split(".").pop().toLowerCase()}` : "";
    return { bytes: new Uint8Array(await file.arrayBuffer()), suffix };
  }
  return { bytes: new TextEncoder().encode(at("text").value), suffix: ".md" };
};

const clear = () => {
  form.reset();
  at("chosen").textContent = "";
};

const download = (receipt) => {
  const place = URL.createObjectURL(
    new Blob([JSON.stringify(receipt, null, 1)], { type: "application/json" }),
  );
  const link = document.createElement("a");
  link.href = place;
  link.download = `receipt-${receipt.submission.slice(0, 8)}.json`;
  link.click();
  URL.revokeObjectURL(place);
};

const showReceipt = (receipt) => {
  at("receipt-id").textContent = receipt.submission;
  at("receipt-entry").textContent = String(receipt.index);
  at("receipt-proof").textContent = receipt.checkpoint;
  at("download").onclick = () => download(receipt);
  at("print").onclick = () => print();
  at("another").onclick = () => {
    show("receipt", false);
    show("note");
    say("");
    at("text").focus();
  };
  show("note", false);
  show("receipt");
  at("receipt-title").focus();
};

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  const { bytes, suffix } = await content();
  if (!bytes.length) {
    return say("There is nothing to seal yet: write something or choose a file.", true);
  }
  if (!at("file").accept.split(",").includes(suffix)) {
    return say("The organisers’ desks cannot read this kind of file. Paste its text instead.", true);
  }
  if (!fits(bytes.length)) {
    return say("This is larger than 32 MB. Send text without images.", true);
  }
  at("send").disabled = true;
  say("Sealing on this machine…");
  try {
    const sealed = await sealNote(room, bytes, suffix);
    say("Sending what was sealed…");
    const receipt = await ask("POST", form.dataset.send, sealed);
    clear();
    say("");
    showReceipt({ ...receipt, salt: sealed.salt });
  } catch (error) {
    say(`Not sent. ${error.message} Your words are still in the form.`, true);
  }
  at("send").disabled = false;
});

at("file").addEventListener("change", () => {
  at("chosen").textContent = at("file").files[0] ? "This file will be sealed, without its name." : "";
});
addEventListener("pagehide", clear);
addEventListener("pageshow", clear);

enter().catch((error) => say(error.message, true));
