// Envelopes of FORMATS.md on the HPKE of another hand (@hpke/core) and node's own crypto.
// Reads one JSON request from standard input, writes one JSON answer.

import { createCipheriv, createDecipheriv, createHash, hkdfSync, randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import { Chacha20Poly1305 } from "@hpke/chacha20poly1305";
import { CipherSuite, HkdfSha256 } from "@hpke/core";
import { XWing } from "@hpke/hybridkem-x-wing";

const suite = new CipherSuite({
  kem: new XWing(),
  kdf: new HkdfSha256(),
  aead: new Chacha20Poly1305(),
});

const MAGIC = Buffer.from("sealedroom.org/envelope/v1\n");
const SIZES = [16, 128, 1024, 8192, 32768].map((kib) => kib * 1024);
const ENC = 1120;
const KEY = 32;
const TAG = 16;
const ZERO_NONCE = Buffer.alloc(12);

// The library takes whole ArrayBuffers, and node's small Buffers share one.
const importRaw = (bytes, isPublic) =>
  suite.kem.importKey("raw", new Uint8Array(bytes).buffer, isPublic);

const u64 = (number) => {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64BE(BigInt(number));
  return bytes;
};

const fields = (...parts) =>
  Buffer.concat(
    parts.flatMap((part) => {
      const bytes = typeof part === "number" ? u64(part) : Buffer.from(part);
      const length = Buffer.alloc(4);
      length.writeUInt32BE(bytes.length);
      return [length, bytes];
    }),
  );

const derive = (secret, info) => {
  const bytes = Buffer.from(hkdfSync("sha256", secret, Buffer.alloc(0), info, 64));
  return { key: bytes.subarray(0, 32), commitment: bytes.subarray(32) };
};

const roomKeyId = (c, kem) =>
  createHash("sha256").update(fields("sealedroom.org/room/v1", c.room, c.epoch, kem)).digest("hex");

const wrapInfo = (c, keyId) =>
  fields("sealedroom.org/envelope/v1", c.room, c.epoch, c.submission, c.purpose, keyId);

const payloadInfo = (c) =>
  fields("sealedroom.org/payload/v1", c.room, c.submission, c.purpose);

async function seal({ context, kem, header, note }) {
  const kemBytes = Buffer.from(kem, "base64");
  const content = fields(header, Buffer.from(note, "base64"));
  const size = SIZES.find((candidate) => content.length <= candidate);
  const dataKey = randomBytes(KEY);
  const { key, commitment } = derive(dataKey, payloadInfo(context));
  const cipher = createCipheriv("chacha20-poly1305", key, ZERO_NONCE, { authTagLength: TAG });
  const sealed = Buffer.concat([
    cipher.update(Buffer.concat([content, Buffer.alloc(size - content.length)])),
    cipher.final(),
    cipher.getAuthTag(),
  ]);
  const recipientPublicKey = await importRaw(kemBytes, true);
  const info = wrapInfo(context, roomKeyId(context, kemBytes));
  const { ct, enc } = await suite.seal({ recipientPublicKey, info }, dataKey);
  const wrap = [Buffer.from(enc), Buffer.from(ct)];
  return { envelope: Buffer.concat([MAGIC, ...wrap, commitment, sealed]).toString("base64") };
}

async function open({ context, kem, seed, envelope }) {
  const data = Buffer.from(envelope, "base64");
  const wrapStart = MAGIC.length;
  const payloadStart = wrapStart + ENC + KEY + TAG;
  const recipientKey = await importRaw(Buffer.from(seed, "base64"), false);
  const info = wrapInfo(context, roomKeyId(context, Buffer.from(kem, "base64")));
  const enc = data.subarray(wrapStart, wrapStart + ENC);
  const dataKey = await suite.open(
    { recipientKey, enc, info },
    data.subarray(wrapStart + ENC, payloadStart),
  );
  const { key, commitment } = derive(Buffer.from(dataKey), payloadInfo(context));
  if (!commitment.equals(data.subarray(payloadStart, payloadStart + 32))) {
    throw new Error("commitment");
  }
  const decipher = createDecipheriv("chacha20-poly1305", key, ZERO_NONCE, { authTagLength: TAG });
  decipher.setAuthTag(data.subarray(-TAG));
  const content = Buffer.concat([
    decipher.update(data.subarray(payloadStart + 32, -TAG)),
    decipher.final(),
  ]);
  const headerEnd = 4 + content.readUInt32BE(0);
  const noteEnd = headerEnd + 4 + content.readUInt32BE(headerEnd);
  return {
    header: content.subarray(4, headerEnd).toString(),
    note: content.subarray(headerEnd + 4, noteEnd).toString("base64"),
  };
}

const request = JSON.parse(readFileSync(0, "utf8"));
const answer = await { seal, open }[request.operation](request);
process.stdout.write(JSON.stringify(answer));
