// Passkeys: asks the hub for options, the browser for a credential, and the hub to believe it.

import { base64url, unbase64url } from "./bytes.js";

const at = (id) => document.getElementById(id);
const button = at("passkey");
const said = at("passkey-state");

const post = async (path, body) => {
  const response = await fetch(path, {
    method: "POST",
    headers: { "Content-Type": "application/json", "X-Form-Token": button.dataset.formToken },
    body: JSON.stringify(body),
  });
  const answer = await response.json();
  if (!response.ok) throw new Error(`${answer.detail} ${answer.hint}`);
  return answer;
};

const encode = (value) => (value instanceof ArrayBuffer ? base64url(new Uint8Array(value)) : value);
const answered = (credential, names) => ({
  id: credential.id,
  rawId: encode(credential.rawId),
  type: credential.type,
  response: Object.fromEntries(names.map((name) => [name, encode(credential.response[name])])),
});

const make = async () => {
  const token = at("token").value.trim();
  const options = await post("/join/passkey/options", {});
  options.challenge = unbase64url(options.challenge);
  options.user.id = unbase64url(options.user.id);
  const made = await navigator.credentials.create({ publicKey: options });
  const credential = answered(made, ["clientDataJSON", "attestationObject"]);
  return post("/join/passkey", { token, credential });
};

const use = async () => {
  const options = await post("/sign-in/passkey/options", {});
  options.challenge = unbase64url(options.challenge);
  const used = await navigator.credentials.get({ publicKey: options });
  const names = ["clientDataJSON", "authenticatorData", "signature", "userHandle"];
  return post("/sign-in/passkey", { credential: answered(used, names) });
};

button.addEventListener("click", async () => {
  button.disabled = true;
  said.textContent = "Your browser asks for your passkey…";
  said.classList.remove("wrong");
  try {
    const { next } = await (button.dataset.act === "make" ? make() : use());
    location.assign(next);
  } catch (error) {
    const cancelled = error.name === "NotAllowedError";
    said.textContent = cancelled ? "Nothing was done: the passkey was not given." : error.message;
    said.classList.add("wrong");
    button.disabled = false;
  }
});
if (!window.PublicKeyCredential) {
  button.disabled = true;
  said.textContent = "This browser knows no passkeys; use a passphrase.";
}
