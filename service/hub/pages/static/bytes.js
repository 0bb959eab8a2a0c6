// Bytes as the protocol writes them.

const ALPHABET_URL = { "+": "-", "/": "_", "=": "" };

export const utf8 = (text) => new TextEncoder().encode(text);

export const concat = (...parts) => {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
};

export const random = (length) => crypto.getRandomValues(new Uint8Array(length));

export const base64 = (bytes) => {
  let binary = "";
  for (let at = 0; at < bytes.length; at += 0x8000) {
    binary += String.fromCharCode(...bytes.subarray(at, at + 0x8000));
  }
  return btoa(binary);
};

export const base64url = (bytes) => base64(bytes).replace(/[+/=]/g, (sign) => ALPHABET_URL[sign]);

export const unbase64 = (text) => Uint8Array.from(atob(text), (sign) => sign.charCodeAt(0));

export const unbase64url = (text) => unbase64(text.replace(/-/g, "+").replace(/_/g, "/"));

export const hex = (bytes) => [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");

export const sha256 = async (bytes) => new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
