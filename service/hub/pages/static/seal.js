// Envelopes of keys/FORMATS.md, sealed in the browser: "sealedroom.org/envelope/v1".

import { base64, base64url, concat, hex, random, sha256, utf8 } from "./bytes.js";
import { Chacha20Poly1305, CipherSuite, HkdfSha256, XWing } from "./vendor/hpke.js";

const ENVELOPE = "sealedroom.org/envelope/v1";
const SIZES = [16, 128, 1024, 8192, 32768].map((kib) => kib * 1024);

const number = (value, bytes) => {
  const view = new DataView(new ArrayBuffer(8));
  view.setBigUint64(0, BigInt(value));
  return new Uint8Array(view.buffer).slice(8 - bytes);
};

const fields = (...parts) =>
  concat(
    ...parts.flatMap((part) => {
      const bytes =
        typeof part === "number" ? number(part, 8) : typeof part === "string" ? utf8(part) : part;
      return [number(bytes.length, 4), bytes];
    }),
  );

const derive = async (secret, info) => {
  const key = await crypto.subtle.importKey("raw", secret, "HKDF", false, ["deriveBits"]);
  const how = { name: "HKDF", hash: "SHA-256", salt: new Uint8Array(0), info };
  const bits = new Uint8Array(await crypto.subtle.deriveBits(how, key, 512));
  return { key: bits.slice(0, 32), commitment: bits.slice(32) };
};

const wrap = async (dataKey, kem, info) => {
  const suite = new CipherSuite({
    kem: new XWing(),
    kdf: new HkdfSha256(),
    aead: new Chacha20Poly1305(),
  });
  const recipientPublicKey = await suite.kem.importKey("raw", kem.slice().buffer, true);
  const { enc, ct } = await suite.seal({ recipientPublicKey, info }, dataKey);
  return concat(new Uint8Array(enc), new Uint8Array(ct));
};

// The room key's fingerprint, as an organiser's desk shows it.
export const roomKeyId = async ({ room, epoch, kem }) =>
  hex(await sha256(fields("sealedroom.org/room/v1", room, epoch, kem)));

// Whether a note of so many bytes fits into the largest envelope.
export const fits = (length) => length + 1024 <= SIZES.at(-1);

// Seal a note to a room: what POST .../submissions takes.
export const sealNote = async (room, note, suffix) => {
  const submission = base64url(random(32));
  const salt = random(32);
  const header = JSON.stringify({ author: "", salt: base64(salt), suffix });
  const content = fields(header, note);
  const size = SIZES.find((candidate) => content.length <= candidate);
  const dataKey = random(32);
  const payload = fields("sealedroom.org/payload/v1", room.room, submission, "note");
  const { key, commitment } = await derive(dataKey, payload);
  const cipher = new Chacha20Poly1305().createEncryptionContext(key.buffer);
  const padded = concat(content, new Uint8Array(size - content.length));
  const sealed = new Uint8Array(
    await cipher.seal(new ArrayBuffer(12), padded.buffer, new ArrayBuffer(0)),
  );
  const keyId = await roomKeyId(room);
  const info = fields(ENVELOPE, room.room, room.epoch, submission, "note", keyId);
  const envelope = concat(
    utf8(`${ENVELOPE}\n`),
    await wrap(dataKey, room.kem, info.buffer),
    commitment,
    sealed,
  );
  return { submission, epoch: room.epoch, envelope: base64(envelope), salt: base64(salt) };
};
