// Makes ../static/vendor/hpke.js and its manifest from the pinned packages:
//   npm ci && npm run build
// The lock holds the SHA-512 of every package; the manifest holds the SHA-256 of the result.

import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { build } from "esbuild";

const target = "../static/vendor";
await build({
  entryPoints: ["entry.mjs"],
  bundle: true,
  format: "esm",
  target: "es2022",
  platform: "browser",
  legalComments: "inline",
  charset: "utf8",
  outfile: `${target}/hpke.js`,
});

const lock = JSON.parse(readFileSync("package-lock.json", "utf8")).packages;
const packages = Object.entries(lock)
  .filter(([path, entry]) => path && !entry.dev)
  .map(([path, { version, license, integrity }]) => ({
    name: path.replace("node_modules/", ""),
    version,
    license,
    integrity,
  }));
const sha256 = createHash("sha256").update(readFileSync(`${target}/hpke.js`)).digest("hex");
const manifest = { files: { "hpke.js": { sha256, packages } } };
writeFileSync(`${target}/manifest.json`, `${JSON.stringify(manifest, null, 2)}\n`);
