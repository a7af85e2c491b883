#!/usr/bin/env node
// Check the proof of a number, with this one file and Node 18 or newer: no network, no packages.
//
//     node verify.mjs BUNDLE.zip [--key VKEY ...] [--digest HEX] [--root BASE64] [--lang zh|en]
//
// The second of two verifiers: it checks what verify.py checks, says the same and ends with the same
// exit code. A number that both of them accept does not rest on a mistake of one language, one
// library or one reading of docs/proof.md. Read it from below: `check` is the order of things.

import { createHash, createPublicKey, getHashes, verify as verifySignature } from "node:crypto";
import { openSync, fstatSync, readSync, createReadStream } from "node:fs";
import { createInflateRaw } from "node:zlib";
import { pathToFileURL } from "node:url";

const FORMAT = "lianxin-proof/1";
const VALID = 0, REFUSED = 1, UNREADABLE = 2, NOT_RECOUNTED = 3;
const SMALL_BYTES_MAX = 2 ** 28;
const LINE_CHARACTERS_MAX = 2 ** 24;

const LEAVES = "leaves.ndjson", STATES = "states.ndjson", FACTS = "facts.ndjson";
const ALWAYS = [
  "README.txt", "figure.json", FACTS, LEAVES, STATES, "checkpoint.txt", "keys.txt", "verify.py",
  "verify.mjs",
];
const PROOF_OF = { complete: "consistency.json", selective: "inclusion.json" };
const CASE = "case", CASE_FILE = "case.json";
const OF_A_CASE = [...ALWAYS, PROOF_OF.selective]
  .filter((name) => name !== FACTS)
  .map((name) => (name === "figure.json" ? CASE_FILE : name));

/** Something in the bundle is not as it must be. Said in Chinese and in English. */
class Refused extends Error {
  constructor(chinese, english) {
    super(english);
    this.chinese = chinese;
    this.english = english;
  }
}

/** The file is no bundle at all. */
class Unreadable extends Refused {}

function refuse(chinese, english) {
  throw new Refused(chinese, english);
}

// --- hashes ------------------------------------------------------------------------------------

const sha256 = (content) => createHash("sha256").update(content).digest();

/** SM3 (GB/T 32905-2016), where OpenSSL has none. */
export function plainSm3(content) {
  const turn = (word, places) => (word << places % 32) | (word >>> (32 - (places % 32)) % 32);
  const rotated = (word, places) => (places % 32 ? turn(word, places) : word);
  const padding = Buffer.alloc(1 + ((((55 - content.length) % 64) + 64) % 64) + 8);
  padding[0] = 0x80;
  padding.writeBigUInt64BE(BigInt(content.length) * 8n, padding.length - 8);
  const padded = Buffer.concat([content, padding]);
  let state = [
    0x7380166f, 0x4914b2b9, 0x172442d7, 0xda8a0600, 0xa96f30bc, 0x163138aa, 0xe38dee4d, 0xb0fb0e4e,
  ];
  for (let start = 0; start < padded.length; start += 64) {
    const words = Array.from({ length: 16 }, (_, n) => padded.readInt32BE(start + 4 * n));
    for (let step = 16; step < 68; step++) {
      const mixed = words[step - 16] ^ words[step - 9] ^ rotated(words[step - 3], 15);
      const whole = mixed ^ rotated(mixed, 15) ^ rotated(mixed, 23);
      words.push(whole ^ rotated(words[step - 13], 7) ^ words[step - 6]);
    }
    let [a, b, c, d, e, f, g, h] = state;
    for (let step = 0; step < 64; step++) {
      const early = step < 16;
      const turned = rotated(a, 12);
      const one = rotated((turned + e + rotated(early ? 0x79cc4519 : 0x7a879d8a, step)) | 0, 7);
      const ff = early ? a ^ b ^ c : (a & b) | (a & c) | (b & c);
      const gg = early ? e ^ f ^ g : (e & f) | (~e & g);
      const two = (ff + d + (one ^ turned) + (words[step] ^ words[step + 4])) | 0;
      const other = (gg + h + one + words[step]) | 0;
      [a, b, c, d] = [two, a, rotated(b, 9), c];
      [e, f, g, h] = [other ^ rotated(other, 9) ^ rotated(other, 17), e, rotated(f, 19), g];
    }
    state = [a, b, c, d, e, f, g, h].map((word, n) => word ^ state[n]);
  }
  const digest = Buffer.alloc(32);
  state.forEach((word, n) => digest.writeInt32BE(word | 0, 4 * n));
  return digest;
}

const sm3 = getHashes().includes("sm3")
  ? (content) => createHash("sm3").update(content).digest()
  : plainSm3;

const HASHES = { sha256, sm3 };

// --- signed notes and checkpoints (C2SP signed-note, tlog-checkpoint, tlog-cosignature) --------

const LOG_KEY = 1, WITNESS_KEY = 4;

/** Tell whether an Ed25519 signature is by the owner of a public key. */
export function ed25519(publicKey, signature, message) {
  try {
    const der = Buffer.concat([Buffer.from("302a300506032b6570032100", "hex"), publicKey]);
    const key = createPublicKey({ key: der, format: "der", type: "spki" });
    return verifySignature(null, message, key, signature);
  } catch {
    return false;
  }
}

/** Read base64 in the one way it is written; null where it is written otherwise. */
function decoded(text) {
  if (typeof text !== "string") return null;
  const content = Buffer.from(text, "base64");
  return content.toString("base64") === text ? content : null;
}

function keyOf(text) {
  const at = text.indexOf("+");
  const parts = [text.slice(0, at), text.slice(at + 1, at + 9), text.slice(at + 10)];
  const content = at > 0 && text[at + 9] === "+" ? decoded(parts[2]) : null;
  if (content === null || content.length !== 33 || ![LOG_KEY, WITNESS_KEY].includes(content[0])) {
    refuse(`密钥的写法有误: ${text}`, `this is not written as a key is: ${text}`);
  }
  const id = sha256(Buffer.concat([Buffer.from(`${parts[0]}\n`), content])).subarray(0, 4);
  if (id.toString("hex") !== parts[1]) {
    refuse(`密钥与其编号不符: ${text}`, `the key does not fit its own id: ${text}`);
  }
  const publicKey = content.subarray(1);
  const fingerprint = sha256(publicKey).toString("hex").match(/.{4}/g).join(" ");
  return { text, name: parts[0], kind: content[0], publicKey, id, fingerprint };
}

const NUMBER = /^(0|[1-9][0-9]{0,18})$/;

function checkpointOf(note) {
  const bad = new Refused(
    "checkpoint.txt 的写法有误", "checkpoint.txt is not written as a checkpoint is",
  );
  const end = note.lastIndexOf("\n\n");
  const text = note.slice(0, end), signed = note.slice(end + 2);
  const lines = text.split("\n");
  if (end < 0 || lines.length < 3 || !signed.endsWith("\n")) throw bad;
  const signatures = signed.slice(0, -1).split("\n").map((line) => {
    const match = /^— ([^\s+]+) (\S+)$/.exec(line);
    const content = match ? decoded(match[2]) : null;
    if (content === null || content.length <= 4) throw bad;
    return { name: match[1], id: content.subarray(0, 4), content: content.subarray(4) };
  });
  const said = {};
  for (const line of lines.slice(3)) {
    const at = line.indexOf(" ");
    if (at >= 0) said[line.slice(0, at)] = line.slice(at + 1);
  }
  const root = decoded(lines[2]), hashName = said.hash ?? "sha256";
  const isNumbered = NUMBER.test(lines[1]) && NUMBER.test(said.recorded_at ?? "");
  if (root?.length !== 32 || !isNumbered || !Object.hasOwn(HASHES, hashName)) throw bad;
  return {
    text: `${text}\n`, origin: lines[0], size: Number(lines[1]), root,
    recordedAt: Number(said.recorded_at), hashName, signatures,
  };
}

/** Give which of some keys have signed, each with the second a witness saw it at. */
function signers(checkpoint, keys) {
  const found = [];
  for (const key of keys) {
    for (const { name, id, content } of checkpoint.signatures) {
      if (name !== key.name || !id.equals(key.id)) continue;
      let seenAt = 0, signature = content, text = checkpoint.text;
      if (key.kind === WITNESS_KEY && content.length === 72) {
        seenAt = Number(content.readBigUInt64BE(0));
        signature = content.subarray(8);
        text = `cosignature/v1\ntime ${seenAt}\n${text}`;
      }
      if (!ed25519(key.publicKey, signature, Buffer.from(text))) {
        refuse(
          `checkpoint.txt: ${name} 的签名与内容不符`,
          `checkpoint.txt: the signature of ${name} does not fit what it says`,
        );
      }
      found.push({ key, seenAt });
    }
  }
  return found;
}

// --- the tree (RFC 9162, 2.1) ------------------------------------------------------------------

const LEAF = Buffer.from([0]), NODE = Buffer.from([1]);
const half = (number) => Math.floor(number / 2);

class Tree {
  constructor(digest) {
    this.digest = digest;
    this.complete = [];
    this.size = 0;
  }

  add(leaf) {
    let size = this.size;
    while (size % 2) {
      leaf = this.digest(Buffer.concat([NODE, this.complete.pop(), leaf]));
      size = half(size);
    }
    this.complete.push(leaf);
    this.size += 1;
  }

  root() {
    if (!this.complete.length) return this.digest(Buffer.alloc(0));
    return this.complete.reduceRight((right, left) =>
      this.digest(Buffer.concat([NODE, left, right])));
  }
}

/** Give the root that a proof of inclusion leads to (2.1.3.2); null where it leads nowhere. */
function included(leaf, index, size, proof, digest) {
  let place = index, last = size - 1, found = leaf;
  for (const step of proof) {
    if (last === 0) return null;
    if (place % 2 || place === last) {
      found = digest(Buffer.concat([NODE, step, found]));
      while (place % 2 === 0 && place) [place, last] = [half(place), half(last)];
    } else {
      found = digest(Buffer.concat([NODE, found, step]));
    }
    [place, last] = [half(place), half(last)];
  }
  return last === 0 ? found : null;
}

/** Tell whether the first `former` leaves begin the tree of `size` (2.1.4.2). */
function consistent(former, formerRoot, size, root, proof, digest) {
  if (former === size) return !proof.length && formerRoot.equals(root);
  if (!(former > 0 && former < size) || !proof.length) return false;
  const isComplete = Number.isInteger(Math.log2(former));
  const steps = isComplete ? [formerRoot, ...proof] : [...proof];
  let place = former - 1, last = size - 1;
  while (place % 2) [place, last] = [half(place), half(last)];
  let old = steps[0], young = steps[0];
  for (const step of steps.slice(1)) {
    if (last === 0) return false;
    if (place % 2 || place === last) {
      old = digest(Buffer.concat([NODE, step, old]));
      young = digest(Buffer.concat([NODE, step, young]));
      while (place % 2 === 0 && place) [place, last] = [half(place), half(last)];
    } else {
      young = digest(Buffer.concat([NODE, young, step]));
    }
    [place, last] = [half(place), half(last)];
  }
  return last === 0 && old.equals(formerRoot) && young.equals(root);
}

// --- the zip -----------------------------------------------------------------------------------

const CRC = Uint32Array.from({ length: 256 }, (_, number) => {
  for (let bit = 0; bit < 8; bit++) number = number & 1 ? (number >>> 1) ^ 0xedb88320 : number >>> 1;
  return number;
});

class Bundle {
  constructor(path) {
    this.path = path;
    this.digests = new Map();
    this.entries = new Map();
    try {
      this.file = openSync(path, "r");
      this.#directory();
    } catch (error) {
      if (error instanceof Refused) throw error;
      throw new Unreadable(`打不开证明包: ${error.message}`, `the bundle cannot be read: ${error.message}`);
    }
    this.names = [...this.entries.keys()];
  }

  #bytes(start, length) {
    const content = Buffer.alloc(length);
    if (readSync(this.file, content, 0, length, start) !== length) throw new Error("cut short");
    return content;
  }

  /** Read the zip's directory, the larger form of it too. */
  #directory() {
    const size = fstatSync(this.file).size;
    const tailAt = Math.max(0, size - 66_000);
    const tail = this.#bytes(tailAt, size - tailAt);
    const end = tail.lastIndexOf(Buffer.from("504b0506", "hex"));
    if (end < 0) throw new Error("not a zip");
    let count = tail.readUInt16LE(end + 10), length = tail.readUInt32LE(end + 12);
    let start = tail.readUInt32LE(end + 16);
    const locator = end - 20;
    if (locator >= 0 && tail.readUInt32LE(locator) === 0x07064b50) {
      const large = this.#bytes(Number(tail.readBigUInt64LE(locator + 8)), 56);
      count = Number(large.readBigUInt64LE(32));
      length = Number(large.readBigUInt64LE(40));
      start = Number(large.readBigUInt64LE(48));
    }
    const directory = this.#bytes(start, length);
    for (let at = 0, nth = 0; nth < count; nth++) {
      if (directory.readUInt32LE(at) !== 0x02014b50) throw new Error("bad directory");
      const [names, extras, notes] = [28, 30, 32].map((n) => directory.readUInt16LE(at + n));
      const name = directory.toString("utf8", at + 46, at + 46 + names);
      const entry = {
        method: directory.readUInt16LE(at + 10), crc: directory.readUInt32LE(at + 16),
        packed: directory.readUInt32LE(at + 20), size: directory.readUInt32LE(at + 24),
        start: directory.readUInt32LE(at + 42),
      };
      this.#enlarge(entry, directory.subarray(at + 46 + names, at + 46 + names + extras));
      if (this.entries.has(name)) refuse("包中有同名文件", "two files of the bundle have one name");
      this.entries.set(name, entry);
      at += 46 + names + extras + notes;
    }
  }

  #enlarge(entry, extras) {
    for (let at = 0; at + 4 <= extras.length; at += 4 + extras.readUInt16LE(at + 2)) {
      if (extras.readUInt16LE(at) !== 1) continue;
      let value = at + 4;
      for (const field of ["size", "packed", "start"]) {
        if (entry[field] === 0xffffffff) {
          entry[field] = Number(extras.readBigUInt64LE(value));
          value += 8;
        }
      }
    }
  }

  /** Give a file piece by piece; once it was read, its SHA-256 is known. */
  async *pieces(name) {
    const entry = this.entries.get(name);
    if (!entry) refuse(`包中缺少 ${name}`, `${name} is missing from the bundle`);
    const hashed = createHash("sha256");
    let crc = 0xffffffff, size = 0;
    try {
      const head = this.#bytes(entry.start, 30);
      const start = entry.start + 30 + head.readUInt16LE(26) + head.readUInt16LE(28);
      if (head.readUInt32LE(0) !== 0x04034b50 || ![0, 8].includes(entry.method)) throw new Error("zip");
      const raw = entry.packed
        ? createReadStream(this.path, { start, end: start + entry.packed - 1, highWaterMark: 1 << 20 })
        : [];
      const unpacked = entry.method === 8 ? raw.pipe(createInflateRaw({ chunkSize: 1 << 20 })) : raw;
      for await (const piece of unpacked) {
        hashed.update(piece);
        for (let n = 0; n < piece.length; n++) crc = (crc >>> 8) ^ CRC[(crc ^ piece[n]) & 255];
        size += piece.length;
        yield piece;
      }
      if (size !== entry.size || (crc ^ 0xffffffff) >>> 0 !== entry.crc) throw new Error("Bad CRC-32");
    } catch (error) {
      if (error instanceof Refused) throw error;
      refuse(`${name} 已损坏: ${error.message}`, `${name} is damaged: ${error.message}`);
    }
    this.digests.set(name, hashed.digest("hex"));
  }

  /** Give a file's lines, many at a time, without the ends. */
  async *lines(name) {
    let rest = Buffer.alloc(0);
    for await (const piece of this.pieces(name)) {
      const whole = rest.length ? Buffer.concat([rest, piece]) : piece;
      const end = whole.lastIndexOf(10);
      rest = whole.subarray(end + 1);
      if (end >= 0) yield whole.toString("utf8", 0, end).split("\n");
      if (rest.length > LINE_CHARACTERS_MAX) break;
    }
    if (rest.length) refuse(`${name} 的末行不完整`, `the last line of ${name} is not whole`);
  }

  async small(name) {
    const pieces = [];
    let size = 0;
    for await (const piece of this.pieces(name)) {
      pieces.push(piece);
      size += piece.length;
      if (size > SMALL_BYTES_MAX) refuse(`${name} 过大`, `${name} is too large`);
    }
    return Buffer.concat(pieces);
  }

  async text(name) {
    try {
      return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(await this.small(name));
    } catch (error) {
      if (error instanceof Refused) throw error;
      return refuse(`${name} 不是 UTF-8`, `${name} is not UTF-8`);
    }
  }

  async json(name) {
    const text = await this.text(name);
    try {
      return JSON.parse(text);
    } catch {
      return refuse(`${name} 不是 JSON`, `${name} is not JSON`);
    }
  }
}

async function manifestOf(bundle) {
  const content = await bundle.small("manifest.json");
  let files;
  try {
    files = new Map(Object.entries(JSON.parse(content.toString()).files));
  } catch {
    throw new Unreadable("manifest.json 读不懂", "manifest.json cannot be read");
  }
  const inBundle = bundle.names.filter((name) => name !== "manifest.json");
  for (const name of [...new Set([...files.keys(), ...inBundle])].sort()) {
    if (!files.has(name) || !inBundle.includes(name)) {
      refuse(
        `${name} 只在清单中或只在包中`,
        `${name} is in the manifest or in the bundle, but not in both`,
      );
    }
  }
  const hold = async (...names) => {
    for (const name of names) {
      if (!bundle.digests.has(name)) for await (const _ of bundle.pieces(name));
      if (bundle.digests.get(name) !== files.get(name)) {
        refuse(
          `${name} 与清单不符, 已被改动`,
          `${name} is not the file that the manifest names; it was changed`,
        );
      }
    }
  };
  return { digest: sha256(content).toString("hex"), hold };
}

// --- the question ------------------------------------------------------------------------------

const isDay = (text) =>
  typeof text === "string" && /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(Date.parse(text)) &&
  new Date(text).toISOString().startsWith(text);

const dayAfter = (day) => new Date(Date.parse(day) + 86_400_000).toISOString().slice(0, 10);
const daysBetween = (since, until) => Math.round((Date.parse(until) - Date.parse(since)) / 86_400_000);
const later = (one, two) => (one > two ? one : two);
const earlier = (one, two) => (one < two ? one : two);

function figureOf(told) {
  if (told?.format !== FORMAT) {
    throw new Unreadable(`不认识的格式 ${told?.format}`, `unknown format ${told?.format}`);
  }
  const { measure } = told;
  const keys = [
    "kind", "mode", "origin", "first", "last", "area", "position", "facts", "value", "of", "percent",
    "issued_at", "known_at",
  ];
  const names = ["id", "version", "chinese", "english", "unit", "kind"];
  const missing = [
    ...keys.filter((key) => told[key] === undefined),
    ...names.filter((key) => measure?.[key] === undefined),
  ];
  if (missing.length || !isDay(told.first) || !isDay(told.last)) {
    refuse(`figure.json 有误: ${missing}`, `figure.json is wrong: ${missing}`);
  }
  const figure = {
    kind: told.kind, mode: told.mode, origin: told.origin, first: told.first, last: told.last,
    area: told.area, position: told.position, facts: told.facts, value: told.value, of: told.of,
    percent: told.percent, issuedAt: told.issued_at, knownAt: told.known_at,
    id: String(measure.id), version: Number(measure.version), chinese: measure.chinese,
    english: measure.english, unit: measure.unit, way: measure.kind,
  };
  const numbers = [figure.position, figure.facts, figure.value];
  if (figure.of !== null) numbers.push(figure.of);
  if (numbers.some((number) => !Number.isSafeInteger(number) || number < 0)) {
    refuse("figure.json 中的数有误", "a number in figure.json is none");
  }
  if (!Object.hasOwn(PROOF_OF, figure.kind) || figure.first > figure.last) {
    refuse("figure.json 的种类或期间有误", "kind or period of figure.json is wrong");
  }
  if (figure.area !== null && !/^(\d{6}|\d{9}|\d{12})$/.test(figure.area)) {
    refuse("figure.json 的区划有误", "the area of figure.json is wrong");
  }
  return figure;
}

/** What a bundle says of one record: which it is, and how many events it had. */
function caseOf(told) {
  if (told?.format !== FORMAT) {
    throw new Unreadable(`不认识的格式 ${told?.format}`, `unknown format ${told?.format}`);
  }
  const keys = ["kind", "case", "entries", "mode", "origin", "position", "issued_at", "known_at"];
  for (const key of keys) {
    if (told[key] === undefined) refuse(`case.json 有误: '${key}'`, `case.json is wrong: '${key}'`);
  }
  const numbers = [told.entries, told.position];
  if (told.kind !== CASE || numbers.some((number) => !Number.isSafeInteger(number) || number < 1)) {
    refuse("case.json 的种类或数有误", "kind or a number of case.json is wrong");
  }
  if (typeof told.case !== "string" || !/^[0-9a-f-]{36}$/.test(told.case)) {
    refuse("case.json 的编号有误", "the id in case.json is wrong");
  }
  return {
    kind: CASE, case: told.case, entries: told.entries, mode: told.mode, origin: told.origin,
    position: told.position, issuedAt: told.issued_at, knownAt: told.known_at,
  };
}

/** Tell whether a division code lies within the area asked for. */
function covers({ area }, code) {
  if (area === null) return true;
  if (area.length === 9) return code.slice(0, 9) === area;
  return area.length === 12 ? code === area : code.startsWith(area);
}

/** The months of the period: name, first day and the day after the last, cut to it. */
function monthsOf({ first, last }) {
  const found = [];
  for (let day = first; day <= last;) {
    const [year, month] = day.split("-").map(Number);
    const next = new Date(Date.UTC(year, month, 1)).toISOString().slice(0, 10);
    const after = earlier(next, dayAfter(last));
    found.push([day.slice(0, 7), day, after]);
    day = after;
  }
  return found;
}

// --- what stands of a stream (corrections, voids and their reverts) ----------------------------

const VERBS = [".corrected", ".voided", ".void_reverted"];
const isVerb = (topic) => VERBS.some((verb) => topic.endsWith(verb));
const MERGED = "resident.merged", UNMERGED = "resident.merge_reverted";
const MERGING = [MERGED, UNMERGED, ...VERBS.map((verb) => `resident${verb}`)];

function damaged(position, error) {
  return new Refused(
    `${STATES}: 第 ${position} 条读不懂 (${error.message})`,
    `${STATES}: event ${position} cannot be understood (${error.message})`,
  );
}

const placeOf = (organisation) =>
  organisation ? [need(organisation, "code"), need(organisation, "town")] : null;

/** Give what an event must say. */
function need(event, name) {
  if (event?.[name] === undefined) throw new Error(`no ${name}`);
  return event[name];
}

function entryOf(stream, version, position, topic, state) {
  try {
    const stored = JSON.parse(state);
    const envelope = need(stored, "envelope");
    return {
      stream, version, position, topic, day: need(envelope, "occurred_on"),
      place: placeOf(envelope.organisation), event: need(stored, "event"),
    };
  } catch (error) {
    throw damaged(position, error);
  }
}

/** Give what is to be understood today: without void entries, corrected ones as corrected. */
function standing(entries) {
  const of = (verb) => entries.filter((entry) => entry.topic.endsWith(verb));
  const takenBack = new Set(of(".void_reverted").map((entry) => need(entry.event, "version")));
  const voids = new Set(
    of(".voided")
      .filter((entry) => !takenBack.has(entry.version))
      .map((entry) => entry.event.version ?? null),
  );
  if (voids.has(null)) return [];
  const corrections = new Map(
    of(".corrected")
      .filter((entry) => !voids.has(entry.version))
      .map((entry) => [need(entry.event, "version"), entry.event]),
  );
  return entries
    .filter((entry) => !isVerb(entry.topic) && !voids.has(entry.version))
    .map((entry) => {
      const correction = corrections.get(entry.version);
      if (!correction) return entry;
      if (correction.whole.topic !== entry.topic) throw new Error("a correction of another kind");
      return {
        ...entry, event: correction.whole.event, day: correction.occurred_on || entry.day,
        place: placeOf(correction.organisation) ?? entry.place,
      };
    });
}

// --- counting one stream -----------------------------------------------------------------------

const NOBODY = "00000000-0000-0000-0000-000000000000";
const EVER = "9999-12-31";
const IN_PERSON = ["home", "face", "video"];

function lineOf(entry, measure, subject, rest = "") {
  return {
    measure, subject, rest, code: entry.place ? entry.place[0] : "", day: entry.day,
    source: entry.stream, version: entry.version, position: entry.position,
  };
}

/** Write a line as facts are written. */
function factLine(line, person, amount) {
  const { measure, rest, subject, code, day, source, version, position } = line;
  return (
    `{"measure":"${measure}","person":"${person}","rest":${JSON.stringify(rest)},` +
    `"subject":"${subject}","area":${JSON.stringify(code)},"occurred_on":"${day}",` +
    `"amount":${amount},"source":"${source}","version":${version},"position":${position}}`
  );
}

/** How one stream is counted: every standing event is taken, then the lines are asked. */
class Count {
  static topics = [];
  static alone = false;

  constructor(reads) {
    this.reads = reads;
    this.lines = [];
  }

  mark(entry, measure, subject, rest = "") {
    this.up({ ...lineOf(entry, measure, subject, rest) });
  }

  up(line, amount = 1) {
    if (this.reads.includes(line.measure)) this.lines.push([line, amount]);
  }

  finish() {}

  /** Give the lines with their amounts, those that are told twice as one. */
  *net() {
    this.finish();
    const found = new Map();
    for (const [line, amount] of this.lines) {
      const text = factLine(line, line.subject, 0);
      const [, before] = found.get(text) ?? [line, 0];
      found.set(text, [line, before + amount]);
    }
    yield* found.values();
  }
}

class Survey extends Count {
  static topics = ["visit.recorded"];
  static alone = true;

  take(entry) {
    const visit = entry.event;
    if ((visit.campaign ?? null) === null && need(visit, "purpose") !== "survey") return;
    const rest = `${entry.day}|${need(visit, "visitor")}`;
    for (const { resident, met } of need(visit, "residents")) {
      if (met === "no") this.mark(entry, "M04c", resident, rest);
      else if (IN_PERSON.includes(visit.mode)) {
        this.mark(entry, "M04", resident, rest);
        this.mark(entry, "M04b", resident);
      } else this.mark(entry, "M04d", resident, rest);
    }
  }
}

class Contacts extends Count {
  static topics = ["visit.recorded"];
  static alone = true;

  take(entry) {
    const visit = entry.event;
    for (const seen of need(visit, "residents")) {
      let contact = need(visit, "mode");
      if (seen.met === "no") contact = seen.not_met_reason || "";
      else if (seen.met === "family" && IN_PERSON.includes(contact)) contact = "family";
      this.mark(entry, "M05x", seen.resident, `${entry.day}|${visit.visitor}|${contact}`);
    }
  }
}

class Referrals extends Count {
  static topics = ["assessment.performed", "visit.recorded"];
  static alone = true;

  take(entry) {
    const isAssessed = entry.topic === "assessment.performed";
    for (const seen of isAssessed ? [entry.event] : need(entry.event, "residents")) {
      if (seen.referred_to_treatment) this.mark(entry, "M06c", seen.resident);
    }
  }
}

class Certificates extends Count {
  static topics = ["issued", "renewed", "grade_changed", "moved_in"].map(
    (what) => `resident.certificate_${what}`,
  );
  static alone = true;

  take(entry) {
    if (entry.event.assessment?.at_home) this.mark(entry, "M06b2", entry.stream);
  }
}

class Assessments extends Count {
  static topics = [
    "assessment.applied", "assessment.performed", "assessment.city_reassessed",
    "assessment.province_concluded", "assessment.certificate_delivered",
  ];
  appliedAtHome = false;
  seenAtHome = false;
  delivered = false;
  places = new Set();
  qualified = null;

  take(entry) {
    const { event, topic } = entry;
    if (topic === "assessment.applied") this.appliedAtHome = need(event, "at_home");
    else if (topic !== "assessment.certificate_delivered") {
      this.seen({ ...entry, day: event.on || entry.day });
    } else if (!this.delivered) {
      this.delivered = true;
      this.mark(entry, "M06d2", entry.stream);
      const onlyAtHome = this.places.size === 1 && this.places.has("home");
      if (this.appliedAtHome && onlyAtHome && event.at_home) this.mark(entry, "M06d1", entry.stream);
    }
  }

  seen(entry) {
    const { place, conclusion, resident } = entry.event;
    this.places.add(place);
    if (place === "home" && conclusion !== "needs_hospital") {
      this.seenAtHome = true;
      this.mark(entry, "M06", resident);
    }
    this.qualified = this.seenAtHome && conclusion === "qualified" ? entry : null;
  }

  finish() {
    if (this.qualified) this.mark(this.qualified, "M06b1", this.qualified.event.resident);
  }
}

const APPEAL_ENDS = {
  "appeal.withdrawn": "M07f1",
  "appeal.merged": "M07f2",
  "appeal.redirected": "M07f3",
  "appeal.not_accepted": "M07f4",
  "appeal.review_requested": "M07f5",
  "appeal.review_issued": "M07f5",
  "appeal.recheck_requested": "M07f5",
  "appeal.recheck_issued": "M07f5",
};
const APPEAL_OPENS = [
  "registered", "triaged", "accepted", "assigned", "assignment_returned", "work_started",
  "material_requested", "material_received", "replied", "reply_withdrawn", "revisited", "reopened",
].map((what) => `appeal.${what}`);

class Appeals extends Count {
  static topics = [...Object.keys(APPEAL_ENDS), ...APPEAL_OPENS, "appeal.closed"];
  turns = [];
  day = "";

  take(entry) {
    const opens = APPEAL_OPENS.includes(entry.topic);
    if (entry.topic === "appeal.revisited" && (entry.event.satisfaction ?? null) === null) return;
    const last = this.turns.at(-1);
    if (!last) {
      if (entry.topic === "appeal.registered") this.turn(entry);
    } else if (opens === (this.turns.length % 2 === 1)) return;
    else if (!opens || (last.entry.topic === "appeal.closed" && entry.topic === "appeal.reopened")) {
      this.turn(entry);
    } else this.turns.pop();
  }

  turn(entry) {
    this.day = later(this.day, entry.day);
    this.turns.push({ day: this.day, entry: { ...entry, event: { outcome: entry.event.outcome } } });
  }

  finish() {
    let opened = null, resolved = false;
    this.turns.forEach(({ day, entry }, number) => {
      const first = lineOf(this.turns[0].entry, "", entry.stream);
      const line = { ...lineOf(entry, "", entry.stream), code: first.code, day };
      const round = String(half(number) + 1);
      const once = (measure, rest = "") => this.up({ ...line, measure, rest });
      if (number % 2 === 0) {
        opened = { ...line, measure: "M07c" };
        this.up(opened);
        if (number) once("M07e", round);
        else {
          once("M07b");
          if (this.turns.at(-1).entry.topic !== "appeal.merged") once("M07b2");
        }
        return;
      }
      this.up({ ...opened, day }, -1);
      if (entry.topic !== "appeal.closed") return void once(APPEAL_ENDS[entry.topic]);
      once("M07d", round);
      if (!["resolved", "partly", "explained"].includes(entry.event.outcome)) once("M07d1", round);
      else if (resolved) once("M07d2", round);
      else {
        resolved = true;
        once("M07");
      }
    });
  }
}

class Disputes extends Count {
  static topics = [
    "dispute.calm_closed", "dispute.agreement_reached", "dispute.agreement_amended",
    "dispute.performance_checked", "dispute.agreement_confirmed",
  ];
  outcome = null;
  stands = false;

  take(entry) {
    const { performance } = entry.event;
    if (entry.topic === "dispute.performance_checked" && performance !== "performed") {
      if (performance === "breached") this.stands = false;
    } else {
      this.outcome ??= entry;
      this.stands = true;
    }
  }

  finish() {
    if (this.outcome && this.stands) this.mark(this.outcome, "M08", this.outcome.stream);
  }
}

/** What one stream holds, by measure and subject: at most once at a time. */
class Stocks extends Count {
  spells = [];
  open = new Map();

  rise(entry, measure, subject, { on = entry.day, place = null } = {}) {
    const key = `${measure} ${subject}`;
    if (this.open.has(key)) return;
    const [code, town] = place ?? entry.place ?? ["", ""];
    const rest = measure === "M03" ? town : "";
    const spell = { rises: [{ ...lineOf(entry, measure, subject, rest), code, day: on }], until: null };
    this.open.set(key, spell);
    this.spells.push(spell);
  }

  fall(measure, subject, day) {
    const spell = this.open.get(`${measure} ${subject}`);
    if (spell) spell.until = day;
    this.open.delete(`${measure} ${subject}`);
  }

  fallAll(day) {
    for (const spell of this.open.values()) spell.until = day;
    this.open.clear();
  }

  move(entry, [code, town], day) {
    for (const spell of this.open.values()) {
      const { measure, subject } = spell.rises.at(-1);
      const rest = measure === "M03" ? town : "";
      spell.rises.push({ ...lineOf(entry, measure, subject, rest), code, day });
    }
  }

  correct(measure, subject, { began, since, until }) {
    const meant = this.spells.find(
      ({ rises: [rise] }) =>
        rise.measure === measure && rise.subject === subject && (began === null || began === rise.day),
    );
    if (!meant) return;
    meant.rises[0] = { ...meant.rises[0], day: since };
    if (meant.until !== null && until !== null) meant.until = until;
  }

  finish() {
    for (const { rises, until } of this.spells) {
      let held = rises[0];
      this.up(held);
      for (const move of rises.slice(1)) {
        const day = later(move.day, held.day);
        if (until !== null && day > until) break;
        this.up({ ...held, day }, -1);
        held = { ...move, day };
        this.up(held);
      }
      if (until !== null) this.up({ ...held, day: later(until, held.day) }, -1);
    }
  }
}

class Organisation extends Stocks {
  static topics = [
    "proposed", "activated", "suspended", "resumed", "merged", "dissolved", "area_assigned",
    "area_removed", "division_code_changed",
  ].map((what) => `association.${what}`);
  place = null;
  active = false;
  areas = new Set();

  take(entry) {
    const { event } = entry;
    this.place ??= entry.place;
    switch (entry.topic.split(".")[1]) {
      case "proposed":
        this.place = [need(event, "code"), need(event, "town")];
        break;
      case "activated":
      case "resumed":
        this.active = true;
        this.rise(entry, "M01", entry.stream, { place: this.place });
        if (this.place) this.rise(entry, "M03", NOBODY, { place: this.place });
        for (const area of this.areas) this.rise(entry, "M02", area, { place: this.place });
        break;
      case "area_assigned":
        this.areas.add(need(event, "area"));
        if (this.active) this.rise(entry, "M02", event.area, { place: this.place });
        break;
      case "area_removed":
        this.areas.delete(need(event, "area"));
        this.fall("M02", event.area, entry.day);
        break;
      case "division_code_changed":
        this.place = [need(event, "code"), need(event, "town")];
        this.move(entry, this.place, need(event, "valid_from"));
        break;
      default:
        this.active = false;
        this.fallAll(entry.day);
    }
  }
}

class Team extends Stocks {
  static topics = [
    "association.member_appointed", "association.member_ended", "association.member_term_corrected",
    "association.division_code_changed", "appointment.started", "appointment.ended",
    "appointment.period_corrected", "campaign.opened", "campaign.reopened", "campaign.closed",
  ];
  officers = [];

  take(entry) {
    const { event, topic } = entry;
    if (topic === "association.member_appointed") {
      this.rise(entry, "M09", need(event, "person"), { on: need(event, "start_on") });
    } else if (topic === "association.member_ended") {
      this.fall("M09", need(event, "person"), dayAfter(need(event, "last_day")));
    } else if (topic === "association.member_term_corrected") {
      this.corrected("M09", event, need(event, "former_start_on"));
    } else if (topic === "association.division_code_changed") {
      this.move(entry, [need(event, "code"), need(event, "town")], need(event, "valid_from"));
    } else if (topic === "appointment.started") {
      for (const measure of ["M09", "M09b"]) {
        this.rise(entry, measure, need(event, "person"), { on: need(event, "start_on") });
      }
    } else if (topic === "appointment.ended") this.fallAll(dayAfter(need(event, "last_day")));
    else if (topic === "appointment.period_corrected") {
      for (const measure of ["M09", "M09b"]) this.corrected(measure, event, null);
    } else if (topic === "campaign.closed") this.fallAll(entry.day);
    else {
      if (topic === "campaign.opened") this.officers = need(event, "officers");
      for (const officer of this.officers) this.rise(entry, "M09", officer);
    }
  }

  corrected(measure, event, began) {
    const lastDay = event.last_day ?? null;
    const until = lastDay === null ? null : dayAfter(lastDay);
    this.correct(measure, need(event, "person"), { began, since: need(event, "start_on"), until });
  }
}

const PAIRING_RESTS = ["proposed", "declined", "suspended", "transferred", "ended"].map(
  (what) => `pairing.${what}`,
);

class Pairings extends Stocks {
  static topics = [
    ...PAIRING_RESTS, "pairing.started", "pairing.resumed", "pairing.start_corrected",
  ];
  pair = null;
  started = null;

  take(entry) {
    const { event, topic } = entry;
    if (topic === "pairing.start_corrected") {
      if (!this.started) return;
      const [resident, helper, began] = this.started;
      const since = need(event, "start_on");
      this.started = [resident, helper, since];
      this.correct("M17", resident, { began, since, until: null });
      this.correct("M17b", helper, { began, since, until: null });
      return;
    }
    if (["pairing.proposed", "pairing.started"].includes(topic)) {
      this.pair = [need(event, "resident"), need(event, "helper")];
    }
    if (PAIRING_RESTS.includes(topic)) this.fallAll(entry.day);
    else if (this.pair && !this.open.size) {
      let on = entry.day;
      if (topic === "pairing.started") {
        on = need(event, "start_on");
        this.started = [...this.pair, on];
      }
      this.rise(entry, "M17", this.pair[0], { on });
      this.rise(entry, "M17b", this.pair[1], { on });
    }
  }
}

// --- the rules ---------------------------------------------------------------------------------

const [FLOW, DISTINCT, STOCK, RATE] = ["flow", "distinct", "stock", "rate"];
const BEST = [
  "home", "face", "video", "family", "phone", "proxy", "died", "moved", "wrong_address", "refused",
];
const EXCLUDED = BEST.slice(6);
const DAYS_MIN = 15;

// Id, how it is read, unit, from which count, Chinese and English name; all of version 1.
const COUNTED_BY = `
M01   stock    associations Organisation 村(社区)残协 | associations
M02   stock    areas        Organisation 覆盖自然村(小区) | natural villages and estates covered
M03   stock    towns        Organisation 镇(街道) | towns
M04   flow     person-times Survey       排查困难残疾人 | survey person-times
M04b  distinct persons      Survey       排查到的残疾人 | persons surveyed
M04c  flow     person-times Survey       排查未见 | survey lines, not met
M04d  flow     person-times Survey       电话或家属代述 | survey by telephone or proxy
M05x  flow     person-times Contacts     走访接触 | contacts
M06   distinct persons      Assessments  上门评残 | persons assessed at home
M06b1 distinct persons      Assessments  上门评残符合标准 | of these, qualified
M06b2 distinct persons      Certificates 上门评残后办证 | certificates from a home assessment
M06c  distinct persons      Referrals    转介救治 | referred to treatment
M06d1 flow     cases        Assessments  全程上门发证 | certificates delivered without a trip
M06d2 flow     cases        Assessments  发证 | certificates delivered
M07   flow     cases        Appeals      协调解决诉求 | appeals resolved
M07b  flow     cases        Appeals      登记诉求 | appeals registered
M07b2 flow     cases        Appeals      受理诉求(扣除并案) | appeals registered, merged ones once
M07c  stock    cases        Appeals      在办诉求 | appeals open
M07d  flow     closings     Appeals      办结件次 | closings
M07d1 flow     closings     Appeals      办结但不计解决 | closings without a counted outcome
M07d2 flow     closings     Appeals      再次办结 | closings again
M07e  flow     closings     Appeals      重办 | appeals reopened
M07f1 flow     cases        Appeals      撤回 | appeals withdrawn
M07f2 flow     cases        Appeals      并案 | appeals merged
M07f3 flow     cases        Appeals      告知转办 | appeals redirected
M07f4 flow     cases        Appeals      不予受理 | appeals not accepted
M07f5 flow     cases        Appeals      转入复查 | petitions gone to review
M08   flow     cases        Disputes     化解矛盾 | disputes resolved
M09   stock    persons      Team         团队 | team
M09b  stock    persons      Team         在岗专委 | commissioners in post
M17   stock    persons      Pairings     结对残疾人 | residents paired
M17b  stock    persons      Pairings     结对人 | helpers
`;

// Rates over person-months on duty: id, what goes into the numerator, by which contacts, and names.
const OF_THE_DUTY = `
M05   any  home,face,video        走访覆盖率 | monthly visit coverage
M05b  own  home,face,video        结对人走访覆盖率 | monthly visit coverage by the own helper
M05c  any  home,face,video,family 走访覆盖率(含见到家属) | monthly visit coverage, family met included
M05d  best home                   在责: 入户见到本人 | on duty: met at home
M05e  best face,video             在责: 入户以外见到本人 | on duty: met elsewhere
M05f  best family                 在责: 只见到家属 | on duty: only the family met
M05g  best phone,proxy            在责: 只有电话或家属代述 | on duty: only by telephone or proxy
M05h1 best died                   在责: 死亡 | on duty: died
M05h2 best moved                  在责: 人户分离 | on duty: moved
M05h3 best wrong_address          在责: 查无此人 | on duty: not found
M05h4 best refused                在责: 拒访 | on duty: refused
M05i  none -                      在责: 未见 | on duty: not met
M05j  left home,face,video        走访覆盖率(剔除后) | monthly visit coverage of those who could be visited
`;

export const RULES = new Map();
{
  const kinds = {
    Organisation, Survey, Contacts, Assessments, Certificates, Referrals, Appeals, Disputes, Team,
    Pairings,
  };
  const rows = (table) => table.trim().split("\n");
  const rule = (id, kind, unit, counts, reads, names, way = "", contacts = []) => {
    const [chinese, english] = names.split(" | ");
    const own = counts.flatMap((count) => count.topics);
    const verbs = own.flatMap((topic) => VERBS.map((verb) => topic.split(".")[0] + verb));
    const topics = new Set([...own, ...verbs, ...MERGING]);
    RULES.set(`${id} 1`, { kind, unit, counts, reads, chinese, english, way, contacts, topics });
  };
  for (const row of rows(COUNTED_BY)) {
    const [, id, kind, unit, count, names] = /^(\S+)\s+(\S+)\s+(\S+)\s+(\S+)\s+(.+)$/.exec(row);
    rule(id, kind, unit, [kinds[count]], [id], names);
  }
  for (const row of rows(OF_THE_DUTY)) {
    const [, id, way, contacts, names] = /^(\S+)\s+(\S+)\s+(\S+)\s+(.+)$/.exec(row);
    const reads = way === "own" ? ["M17", "M17b", "M05x"] : ["M17", "M05x"];
    rule(id, RATE, "percent", [Contacts, Pairings], reads, names, way, contacts.split(","));
  }
  const share = ["M06d1", "M06d2"];
  rule("M06d", RATE, "percent", [Assessments], share, "办证零跑路 | whole way without a trip");
}

// --- leaves and states -------------------------------------------------------------------------

const LEAF_LINE =
  /^\{"position":([1-9][0-9]{0,9}),"recorded_at":([0-9]{1,18}),"stream":"([0-9a-f-]{36})","version":([1-9][0-9]{0,8}),"topic":"([a-z0-9_.]+)","state":"([0-9a-f]{64})"\}$/;

class Log {
  leaves = 0;
  full = 0;
  ofTheCase = 0;
  lastRecordedAt = 0;
  records = [];
  putRight = new Set();
  into = new Map();
  factsSeen = new Set();

  constructor(bundle, figure, checkpoint, rule) {
    Object.assign(this, { bundle, figure, checkpoint, rule });
    this.digest = HASHES[checkpoint.hashName];
    this.tree = new Tree(this.digest);
    this.needed = rule ? rule.topics : new Set();
    this.counts = new Map();
    for (const count of rule ? rule.counts : []) {
      for (const topic of count.topics) this.counts.set(topic, count);
    }
  }

  async *states() {
    let number = 0;
    for await (const batch of this.bundle.lines(STATES)) {
      for (const line of batch) {
        number += 1;
        const at = line.indexOf("\t");
        if (at < 0 || !/^[1-9][0-9]*$/.test(line.slice(0, at))) {
          refuse(`${STATES} 第 ${number} 行写法有误`, `line ${number} of ${STATES} is malformed`);
        }
      }
      yield batch.map((line) => {
        const at = line.indexOf("\t");
        return [Number(line.slice(0, at)), line.slice(at + 1)];
      });
    }
  }

  /** First reading: hold every leaf against its place, its state and the tree. */
  async read() {
    const selective = this.figure.kind !== "complete";
    const proofs = selective ? await this.bundle.json(PROOF_OF.selective) : {};
    const batches = this.states();
    let held = [], next = 0;
    const state = async () => {
      while (next >= held.length) {
        const { value, done } = await batches.next();
        if (done) return [0, ""];
        [held, next] = [value, 0];
      }
      return held[next++];
    };
    let [stateAt, stored] = await state();
    let position = 0, opened = false;
    const versions = new Map(), persons = new Map();
    for await (const batch of this.bundle.lines(LEAVES)) {
      for (const line of batch) {
        const found = LEAF_LINE.exec(line);
        this.leaves += 1;
        if (!found) {
          refuse(`${LEAVES} 第 ${this.leaves} 行不是账本记录`, `line ${this.leaves} of ${LEAVES} is no leaf`);
        }
        const [, told, at, stream, writtenVersion, topic, hashed] = found;
        const former = position, version = Number(writtenVersion), recordedAt = Number(at);
        position = Number(told);
        if (selective ? position <= former : position !== this.leaves) {
          refuse(
            `${LEAVES} 第 ${this.leaves} 行: 位置应为 ${former + 1}, 写的是 ${position}`,
            `line ${this.leaves} of ${LEAVES}: position ${former + 1} is due, ${position} is there`,
          );
        }
        if (recordedAt < this.lastRecordedAt) {
          refuse(
            `${LEAVES}: 第 ${position} 条的录入时间早于前一条 (倒填日期)`,
            `${LEAVES}: event ${position} is recorded before the one it follows (back-dated)`,
          );
        }
        this.lastRecordedAt = recordedAt;
        if (!versions.has(stream)) versions.set(stream, []);
        versions.get(stream).push([version, position]);
        if (stream === this.figure.case) {
          this.ofTheCase += 1;
          if (position !== stateAt) {
            refuse(
              `${LEAVES}: 第 ${position} 条属于这份记录, 却没有给出全文`,
              `${LEAVES}: event ${position} is of the record, but is not given in full`,
            );
          }
        }
        if (position === stateAt) {
          if (this.digest(Buffer.from(stored)).toString("hex") !== hashed) {
            refuse(
              `${STATES}: 第 ${position} 条的内容与账本中的哈希不符, 已被改动`,
              `${STATES}: event ${position} is not what its leaf holds the hash of; it was changed`,
            );
          }
          this.full += 1;
          if (position === 1) {
            opened = true;
            this.#holdMode(topic, stored);
          }
          if (!this.needed.size) this.factsSeen.add(`${stream} ${version} ${position}`);
          if (this.needed.has(topic)) {
            this.records.push([stream, version, position, topic]);
            if (isVerb(topic)) this.putRight.add(stream);
            if (MERGING.includes(topic)) {
              if (!persons.has(stream)) persons.set(stream, []);
              persons.get(stream).push(entryOf(stream, version, position, topic, stored));
            }
          }
          [stateAt, stored] = await state();
        } else if (this.needed.has(topic)) {
          refuse(
            `${LEAVES}: 第 ${position} 条 (${topic}) 可以计数, 却没有给出全文`,
            `${LEAVES}: event ${position} (${topic}) can be counted, but is not given in full`,
          );
        }
        const leaf = this.digest(Buffer.concat([LEAF, Buffer.from(line)]));
        if (selective) this.#included(position, leaf, proofs);
        else this.tree.add(leaf);
      }
    }
    if (stateAt) {
      refuse(
        `${STATES}: 第 ${stateAt} 条没有对应的账本记录`,
        `${STATES}: event ${stateAt} has no leaf, or is not in order`,
      );
    }
    if (!opened) refuse("没有给出第 1 条的全文", "event 1 is not given in full");
    if (position !== this.figure.position) {
      refuse(
        `${LEAVES} 到第 ${position} 条为止, 指标读到第 ${this.figure.position} 条`,
        `${LEAVES} ends at event ${position}; the figure was read at ${this.figure.position}`,
      );
    }
    this.#holdVersions(versions);
    this.#settlePersons(persons);
  }

  #holdMode(topic, state) {
    const entry = entryOf(NOBODY, 1, 1, topic, state);
    if (topic !== "system.log_opened" || entry.event.mode !== this.figure.mode) {
      refuse(
        `账本的第 1 条没有说它是 ${this.figure.mode}`,
        `event 1 does not say that this log is one of ${this.figure.mode}`,
      );
    }
  }

  #included(position, leaf, proofs) {
    const told = proofs?.[String(position)];
    if (!Array.isArray(told)) {
      refuse(
        `inclusion.json: 缺少第 ${position} 条的证明`,
        `inclusion.json: no proof of event ${position}`,
      );
    }
    const steps = told.map((step) => decoded(step) ?? Buffer.alloc(0));
    const { size, root } = this.checkpoint;
    const found = included(leaf, position - 1, size, steps, this.digest);
    if (position > size || !found?.equals(root)) {
      refuse(
        `第 ${position} 条不在所签的账本中: 证明与根哈希不符`,
        `event ${position} is not in the log that was signed: its proof does not lead to the root`,
      );
    }
  }

  #holdVersions(versions) {
    for (const [stream, told] of versions) {
      told.forEach(([version, position], number) => {
        if (version !== number + 1) {
          refuse(
            `${LEAVES}: 第 ${position} 条是 ${stream} 的第 ${version} 版, 应为第 ${number + 1} 版`,
            `${LEAVES}: event ${position} is version ${version} of ${stream}; version ${number + 1} is due`,
          );
        }
      });
    }
  }

  #settlePersons(persons) {
    for (const [stream, entries] of persons) {
      try {
        for (const entry of standing(entries)) {
          if (entry.topic === MERGED) this.into.set(stream, need(entry.event, "into"));
          else if (entry.topic === UNMERGED) this.into.delete(stream);
        }
      } catch (error) {
        throw damaged(entries.at(-1).position, error);
      }
    }
  }

  /** Follow the mergers to the file that goes on; a ring ends where it closes. */
  survivor(person) {
    const seen = new Set([person]);
    for (;;) {
      const into = this.into.get(person);
      if (into === undefined || seen.has(into)) return person;
      seen.add(into);
      person = into;
    }
  }

  /** Second reading: count every stream again, and give all its lines, many at a time. */
  async *counted() {
    const counts = new Map(), kept = new Map(), reads = this.rule.reads;
    let at = 0;
    for await (const batch of this.states()) {
      const lines = [];
      for (const [statePosition, state] of batch) {
        const record = this.records[at];
        if (!record || record[2] !== statePosition) continue;
        at += 1;
        const [stream, version, position, topic] = record;
        const kind = this.counts.get(topic);
        if (this.putRight.has(stream)) {
          if (!kept.has(stream)) kept.set(stream, []);
          kept.get(stream).push([version, position, topic, state]);
        } else if (kind) {
          const count = counts.get(stream) ?? new kind(reads);
          if (!kind.alone) counts.set(stream, count);
          taken(count, entryOf(stream, version, position, topic, state));
          if (kind.alone) lines.push(...count.net());
        }
      }
      yield lines;
    }
    for (const count of counts.values()) yield count.net();
    for (const [stream, entries] of kept) yield this.#stands(stream, entries);
  }

  #stands(stream, kept) {
    const whole = kept.map((parts) => entryOf(stream, ...parts));
    let stands;
    try {
      stands = standing(whole);
    } catch (error) {
      throw damaged(whole.at(-1).position, error);
    }
    const counts = new Map();
    for (const entry of stands) {
      const kind = this.counts.get(entry.topic);
      if (!kind) continue;
      if (!counts.has(kind)) counts.set(kind, new kind(this.rule.reads));
      taken(counts.get(kind), entry);
    }
    return [...counts.values()].flatMap((count) => [...count.net()]);
  }
}

function taken(count, entry) {
  try {
    count.take(entry);
  } catch (error) {
    throw damaged(entry.position, error);
  }
}

// --- facts -------------------------------------------------------------------------------------

const TEXT = '("[^"\\\\\\x00-\\x1f]*(?:\\\\.[^"\\\\\\x00-\\x1f]*)*")';
const ID = '"([0-9a-f-]{36})"';
const FACT_LINE = new RegExp(
  `^\\{"measure":"(\\w{1,20})","person":${ID},"rest":${TEXT},"subject":${ID},"area":${TEXT},` +
  `"occurred_on":"([0-9]{4}-[0-9]{2}-[0-9]{2})","amount":(-?[1-9][0-9]{0,8}),"source":${ID},` +
  `"version":([1-9][0-9]{0,8}),"position":([1-9][0-9]{0,9})\\}$`,
);
const short = (text) => createHash("sha256").update(text).digest("base64").slice(0, 22);

class Facts {
  lines = 0;
  told = new Map();
  named = new Set();
  keys = new Map();

  constructor(bundle, figure, rule) {
    Object.assign(this, { bundle, figure, rule });
    this.reads = rule ? rule.reads : [figure.id];
    this.isOfDuty = Boolean(rule?.way);
    this.duty = new Duty(figure, rule);
  }

  /** Read them: how many there are, which keys they name, and whose contacts are looked for. */
  async read() {
    for await (const batch of this.bundle.lines(FACTS)) {
      for (const line of batch) {
        this.lines += 1;
        const found = FACT_LINE.exec(line);
        if (!found) {
          refuse(`${FACTS} 第 ${this.lines} 行写法有误`, `line ${this.lines} of ${FACTS} is malformed`);
        }
        const digest = short(line);
        this.told.set(digest, (this.told.get(digest) ?? 0) + 1);
        const [, measure, person, rest, , code, day, amount, source, version] = found;
        if (this.isOfDuty) {
          if (measure === "M17") this.named.add(person);
          this.duty.take({ measure, person, rest, code, day, amount: Number(amount), source, version });
        } else {
          const key = short(`${measure} ${person}${rest}`);
          const [, before] = this.keys.get(key) ?? [measure, 0];
          this.keys.set(key, [measure, before + Number(amount)]);
        }
      }
    }
    if (this.lines !== this.figure.facts) {
      refuse(
        `figure.json 说有 ${this.figure.facts} 条事实, ${FACTS} 有 ${this.lines} 条`,
        `figure.json tells of ${this.figure.facts} facts, ${FACTS} holds ${this.lines}`,
      );
    }
  }

  /** Tell whether the question is about a line. */
  asks(line, person) {
    const { figure, rule } = this;
    const inPeriod = figure.first <= line.day && line.day <= figure.last;
    if (this.isOfDuty && line.measure === "M05x") return inPeriod && this.named.has(person);
    if (this.isOfDuty && line.measure === "M17b") return true;
    if (this.isOfDuty || rule.kind === STOCK) {
      return line.day <= figure.last && (rule.way === "own" || covers(figure, line.code));
    }
    return inPeriod && covers(figure, line.code);
  }

  async *counted(log) {
    for await (const lines of log.counted()) {
      for (const [line, amount] of lines) {
        if (!amount || !this.reads.includes(line.measure)) continue;
        const person = log.survivor(line.subject);
        if (this.asks(line, person)) yield factLine(line, person, amount);
      }
    }
  }

  /** Hold the facts against those that the log gives when it is counted again. */
  async hold(log) {
    const left = new Map(this.told);
    let lacking = null;
    for await (const text of this.counted(log)) {
      const digest = short(text), times = left.get(digest) ?? 0;
      if (times === 0) lacking ??= text;
      else if (times === 1) left.delete(digest);
      else left.set(digest, times - 1);
    }
    for await (const batch of left.size ? this.bundle.lines(FACTS) : []) {
      for (const line of batch) {
        if (left.has(short(line))) {
          refuse(
            `${FACTS}: 这条事实从账本里数不出来: ${line}`,
            `${FACTS}: the log does not give this fact: ${line}`,
          );
        }
      }
    }
    if (lacking !== null) {
      refuse(
        `${FACTS}: 缺少从账本里数出来的事实: ${lacking}`,
        `${FACTS}: the log gives a fact that is missing: ${lacking}`,
      );
    }
  }

  /** Hold that the event of every fact is in the log; of an unknown rule no more is known. */
  async holdSources(log) {
    for await (const batch of this.bundle.lines(FACTS)) {
      for (const line of batch) {
        const [, , , , , , , , source, version, position] = FACT_LINE.exec(line);
        if (!log.factsSeen.has(`${source} ${version} ${position}`)) {
          refuse(
            `${FACTS}: 这条事实所指的记录不在账本中, 或没有给出全文: ${line}`,
            `${FACTS}: the event of this fact is not in the log, or not given in full: ${line}`,
          );
        }
      }
    }
  }

  value() {
    if (this.isOfDuty) return this.duty.value();
    const distinct = (asked) =>
      [...this.keys.values()].filter(([measure, amount]) => measure === asked && amount > 0).length;
    const [value, of = null] = this.reads.map(distinct);
    return [value, of];
  }
}

/** M05: of the person-months on duty, those met in one way. */
class Duty {
  changes = new Map();
  spans = new Map();
  helpers = new Map();
  contacts = new Map();
  helped = new Map();

  constructor(figure, rule) {
    Object.assign(this, { figure, rule });
  }

  take(fact) {
    const { measure, person, day, amount } = fact;
    const add = (map, key, on) => {
      if (!map.has(key)) map.set(key, new Map());
      map.get(key).set(on, (map.get(key).get(on) ?? 0) + amount);
    };
    if (measure === "M17") {
      if (covers(this.figure, JSON.parse(fact.code))) {
        add(this.changes, person, later(day, this.figure.first));
      }
      add(this.spans, `${person} ${fact.source} ${fact.version}`, day);
    } else if (amount > 0) {
      const map = measure === "M17b" ? this.helpers : this.contacts;
      const key = measure === "M17b" ? `${fact.source} ${fact.version}` : `${person} ${day.slice(0, 7)}`;
      if (!map.has(key)) map.set(key, []);
      const [, visitor, contact] = JSON.parse(fact.rest).split("|");
      map.get(key).push(measure === "M17b" ? person : { day, visitor, contact });
    }
  }

  value() {
    const { way, contacts } = this.rule;
    let met = 0, of = 0;
    this.#tellHelped();
    for (const [person, month] of this.#onDuty()) {
      const made = this.contacts.get(`${person} ${month}`) ?? [];
      const ranks = made.map(({ contact }) => BEST.indexOf(contact)).filter((rank) => rank >= 0);
      const best = ranks.length ? BEST[Math.min(...ranks)] : null;
      if (way === "left" && EXCLUDED.includes(best)) continue;
      of += 1;
      if (way === "none") met += best === null;
      else if (way === "best") met += contacts.includes(best);
      else {
        met += made.some(
          ({ day, visitor, contact }) =>
            contacts.includes(contact) && (way !== "own" || this.#isHelper(person, visitor, day)),
        );
      }
    }
    return [met, of];
  }

  *#onDuty() {
    const end = dayAfter(this.figure.last), months = monthsOf(this.figure);
    for (const [person, changes] of this.changes) {
      const days = [...changes.keys()].filter((day) => changes.get(day)).sort();
      const held = new Map();
      let level = 0;
      days.forEach((since, number) => {
        const until = days[number + 1] ?? end;
        level += changes.get(since);
        for (const [month, first, after] of level > 0 ? months : []) {
          if (since < after && until > first) {
            const between = daysBetween(later(since, first), earlier(until, after));
            held.set(month, (held.get(month) ?? 0) + between);
          }
        }
      });
      for (const [month, number] of held) if (number >= DAYS_MIN) yield [person, month];
    }
  }

  #tellHelped() {
    for (const [key, changes] of this.spans) {
      const [person, source, version] = key.split(" ");
      const days = (sign) => [...changes].filter(([, change]) => change * sign > 0).map(([day]) => day);
      const since = days(1).reduce(earlier, EVER), until = days(-1).reduce(earlier, EVER);
      for (const helper of this.helpers.get(`${source} ${version}`) ?? []) {
        const pair = `${person} ${helper}`;
        if (!this.helped.has(pair)) this.helped.set(pair, []);
        this.helped.get(pair).push([since, until]);
      }
    }
  }

  #isHelper(person, visitor, day) {
    const spans = this.helped.get(`${person} ${visitor}`) ?? [];
    return spans.some(([since, until]) => since <= day && day < until);
  }
}

// --- the order of things -----------------------------------------------------------------------

const written = (number) => number.toLocaleString("en-US");
const numberOf = (value, of) => (of === null ? written(value) : `${written(value)} / ${written(of)}`);

/** Write an instant, kept as microseconds since 1970. */
function instantText(microseconds) {
  const seconds = Math.floor(microseconds / 1_000_000);
  const rest = String(microseconds - seconds * 1_000_000).padStart(6, "0");
  return `${new Date(seconds * 1000).toISOString().slice(0, 19)}.${rest}Z`;
}

/** Give the last microsecond that a date, which ends at midnight in Shanghai, or an instant names. */
function microsecondsKnown(knownAt) {
  if (isDay(knownAt)) return Date.parse(`${dayAfter(knownAt)}T00:00:00+08:00`) * 1000 - 1;
  const text = knownAt.replace(" ", "+");
  const [, whole, fraction = "", zone = "+08:00"] =
    /^(.{10}T[0-9:]+)(?:\.([0-9]{1,6}))?(Z|[+-][0-9:]+)?$/.exec(text) ?? [];
  const milliseconds = Date.parse(`${whole}${zone}`);
  if (Number.isNaN(milliseconds)) throw new Error("known_at");
  return milliseconds * 1000 + Number(fraction.padEnd(6, "0"));
}

async function check(bundle, { trusted, digest, root: onPaper }, say) {
  const manifest = await manifestOf(bundle);
  if (digest && digest.replaceAll(" ", "").toLowerCase() !== manifest.digest) {
    refuse(
      `证明包的摘要是 ${manifest.digest}, 不是所给的 ${digest}`,
      `the digest of the bundle is ${manifest.digest}, not ${digest}`,
    );
  }
  const isCase = bundle.names.includes(CASE_FILE);
  const figure = isCase
    ? caseOf(await bundle.json(CASE_FILE))
    : figureOf(await bundle.json("figure.json"));
  const needed = isCase ? OF_A_CASE : [...ALWAYS, PROOF_OF[figure.kind]];
  for (const name of [...new Set([...needed, ...bundle.names])].sort()) {
    const isExpected = needed.includes(name) || name === "manifest.json";
    if (!isExpected || !bundle.names.includes(name)) {
      refuse(`${name} 缺少或多余`, `${name} is missing, or does not belong here`);
    }
  }
  await manifest.hold(...needed.filter((name) => ![LEAVES, STATES, FACTS].includes(name)));
  say(
    "✓",
    `文件与清单一致; 证明包摘要 ${manifest.digest}`,
    `files fit the manifest; digest of the bundle ${manifest.digest}`,
  );
  const checkpoint = checkpointOf(await bundle.text("checkpoint.txt"));
  const root = checkpoint.root.toString("base64");
  if (onPaper !== null && onPaper !== root) {
    refuse(
      `检查点不是纸上印的那一个: 根哈希 ${root}`,
      `the checkpoint is not the one on the paper: its root is ${root}`,
    );
  }
  await holdSignatures(bundle, checkpoint, figure, trusted, say);
  if (isCase) return holdCase(bundle, manifest, figure, checkpoint, say);
  const rule = RULES.get(`${figure.id} ${figure.version}`) ?? null;
  holdNames(figure, rule);

  const log = await holdLog(bundle, manifest, figure, checkpoint, rule, say);

  const facts = new Facts(bundle, figure, rule);
  await facts.read();
  await manifest.hold(FACTS);
  if (rule) {
    await facts.hold(log);
    say(
      "✓",
      `按规则 ${figure.id} 第 ${figure.version} 版重新计数, ${written(facts.lines)} 条事实全部一致`,
      `counted again by rule ${figure.id} version ${figure.version}: all ${written(facts.lines)}` +
        " facts are the same",
    );
  } else {
    await facts.holdSources(log);
    say(
      "✓",
      `${written(facts.lines)} 条事实所指的记录都在账本中`,
      `the events of all ${written(facts.lines)} facts are in the log`,
    );
  }
  return holdValue(figure, rule, facts, say);
}

/** Hold the leaves and what is given in full against each other and against what was signed. */
async function holdLog(bundle, manifest, figure, checkpoint, rule, say) {
  const log = new Log(bundle, figure, checkpoint, rule);
  await log.read();
  await manifest.hold(LEAVES, STATES);
  holdMoment(log, figure, checkpoint);
  say(
    "✓",
    `账本记录 ${written(log.leaves)} 条: 位置、录入时间和版本连续, ${written(log.full)} 条全文与哈希一致`,
    `${written(log.leaves)} events of the log: places, times and versions follow each other;` +
      ` ${written(log.full)} given in full fit their hashes`,
  );
  await holdTree(bundle, log, figure, checkpoint, say);
  return log;
}

/** Hold the events of one record; say what that shows, and what it does not. */
async function holdCase(bundle, manifest, told, checkpoint, say) {
  const log = await holdLog(bundle, manifest, told, checkpoint, null, say);
  if (log.ofTheCase !== told.entries) {
    refuse(
      `${LEAVES} 中这份记录有 ${log.ofTheCase} 条, case.json 写的是 ${told.entries} 条`,
      `${LEAVES} has ${log.ofTheCase} events of the record, case.json says ${told.entries}`,
    );
  }
  const entries = written(told.entries), at = written(told.position);
  say(
    "=",
    `记录 ${told.case}: ${entries} 条, 版本 1 至 ${entries} 没有缺号, 到账本第 ${at} 条为止`,
    `record ${told.case}: ${entries} events, versions 1 to ${entries} without a gap, until event ${at}`,
  );
  if (told.mode !== "production") {
    say("!", "这是演示账本, 不是真实工作", "this is a demonstration, not real work");
  }
  say(
    "!",
    "没有数任何数字; 不能证明别的记录里写了什么, 也不能证明这以后没有再添",
    "no number was counted; nothing is shown of other records, nor that nothing was added later",
  );
  say("✓", "有效", "valid");
  return VALID;
}

async function holdSignatures(bundle, checkpoint, figure, trusted, say) {
  if (checkpoint.origin !== figure.origin) {
    refuse(
      `检查点属于 ${checkpoint.origin}, 指标属于 ${figure.origin}`,
      `the checkpoint is of ${checkpoint.origin}, the figure of ${figure.origin}`,
    );
  }
  const cameWithIt = keysOf(await bundle.text("keys.txt"), checkpoint.size);
  const keys = trusted.length ? trusted : cameWithIt;
  const logs = keys.filter((key) => key.kind === LOG_KEY && key.name === checkpoint.origin);
  const signed = signers(checkpoint, logs);
  if (!signed.length) {
    refuse(
      "checkpoint.txt 没有所信任密钥的签名 (可能是别的账本的检查点)",
      "no key that is trusted has signed checkpoint.txt (it may be of another log)",
    );
  }
  for (const { key } of signed) {
    if (trusted.length) {
      say(
        "✓",
        `检查点由所给的密钥签名: ${key.fingerprint}`,
        `the checkpoint is signed by the key given: ${key.fingerprint}`,
      );
    } else {
      say(
        "!",
        `检查点由 ${key.name} 签名。密钥来自证明包自身, 请与公布的指纹核对: ${key.fingerprint}`,
        `the checkpoint is signed by ${key.name}. The key came with the bundle: compare its` +
          ` fingerprint with the published one: ${key.fingerprint}`,
      );
    }
  }
  const every = new Map([...keys, ...cameWithIt].map((key) => [key.text, key]));
  const witnesses = [...every.values()].filter((key) => key.kind === WITNESS_KEY);
  witnesses.sort((one, two) => (one.name < two.name ? -1 : 1));
  for (const { key, seenAt } of signers(checkpoint, witnesses)) {
    const when = instantText(seenAt * 1_000_000);
    say(
      "✓",
      `见证: ${key.name} 于 ${when} 见过, 指纹 ${key.fingerprint}`,
      `witnessed by ${key.name} at ${when}, fingerprint ${key.fingerprint}`,
    );
  }
}

/** Read keys.txt: a key a line, perhaps with the sizes from and until which it signs. */
function keysOf(text, size) {
  const keys = [];
  for (const line of text.split("\n")) {
    const [told, ...sizes] = line.split(/\s+/).filter(Boolean);
    if (!told || told.startsWith("#")) continue;
    if (!sizes.every((part) => /^[0-9]+$/.test(part))) {
      refuse(`keys.txt 写法有误: ${line}`, `keys.txt is malformed: ${line}`);
    }
    const key = keyOf(told);
    if (Number(sizes[0] ?? 0) <= size && size <= Number(sizes[1] ?? Infinity)) keys.push(key);
  }
  return keys;
}

function holdNames(figure, rule) {
  if (!rule) return;
  const told = [figure.chinese, figure.english, figure.unit, figure.way].join("\n");
  if (told !== [rule.chinese, rule.english, rule.unit, rule.kind].join("\n")) {
    refuse(
      `figure.json 的名称、单位或种类不是 ${figure.id} 的: 应为 ${rule.chinese} (${rule.unit})`,
      `name, unit or kind in figure.json are not those of ${figure.id}: ${rule.english}` +
        ` (${rule.unit}) is due`,
    );
  }
}

function holdMoment(log, figure, checkpoint) {
  const last = log.lastRecordedAt;
  const isSame = checkpoint.size === figure.position;
  if (last > checkpoint.recordedAt || (isSame && last !== checkpoint.recordedAt)) {
    refuse(
      "检查点的时间与最后一条的录入时间不符",
      "the time of the checkpoint does not fit that of the last event",
    );
  }
  if (figure.issuedAt !== instantText(checkpoint.recordedAt)) {
    refuse("出具时间不是检查点的", "issued_at is not that of the checkpoint");
  }
  const { knownAt } = figure;
  if (knownAt === null) return;
  let fits;
  try {
    const isPosition = /^[0-9]+$/.test(knownAt);
    const isThere = figure.kind === CASE
      ? figure.position <= Number(knownAt)
      : Number(knownAt) === figure.position;
    fits = isPosition ? isThere : last <= microsecondsKnown(knownAt);
  } catch {
    refuse("known_at 读不懂", "known_at cannot be read");
  }
  if (!fits) {
    refuse(
      `第 ${figure.position} 条晚于所问的时点 ${knownAt}`,
      `event ${figure.position} is later than the moment asked for, ${knownAt}`,
    );
  }
}

async function holdTree(bundle, log, figure, checkpoint, say) {
  const size = written(checkpoint.size);
  if (figure.kind !== "complete") {
    say(
      "✓",
      `每一条都在 ${size} 条的所签账本中`,
      `each of them is in the log of ${size} that was signed`,
    );
    return;
  }
  const told = await bundle.json("consistency.json");
  if (!Array.isArray(told?.proof)) refuse("consistency.json 有误", "consistency.json is malformed");
  const proof = told.proof.map((step) => decoded(step) ?? Buffer.alloc(0));
  const isTold = told.from === figure.position && told.to === checkpoint.size;
  const root = log.tree.root();
  const { digest } = log;
  if (!isTold || !consistent(figure.position, root, checkpoint.size, checkpoint.root, proof, digest)) {
    refuse(
      `${LEAVES} 的根哈希与所签的检查点不符: 有记录被改动、删除、插入、调换或倒填日期`,
      `the root over ${LEAVES} does not fit the checkpoint that was signed: an event was changed,` +
        " deleted, inserted, reordered or back-dated",
    );
  }
  say(
    "✓",
    `根哈希与所签的检查点 (共 ${size} 条) 一致`,
    `the root fits the checkpoint that was signed (of ${size} events)`,
  );
}

function holdValue(figure, rule, facts, say) {
  if (!rule && ![FLOW, DISTINCT, STOCK].includes(figure.way)) {
    say(
      "!",
      `本程序不认识规则 ${figure.id} 第 ${figure.version} 版: 没有重新计数`,
      `rule ${figure.id} version ${figure.version} is not known here: NOT counted again`,
    );
    return NOT_RECOUNTED;
  }
  const [value, of] = facts.value();
  if (value !== figure.value || of !== figure.of) {
    const due = numberOf(value, of), told = numberOf(figure.value, figure.of);
    refuse(`数出来是 ${due}, figure.json 写的是 ${told}`, `it comes to ${due}, not to ${told}`);
  }
  if (!fits(figure.percent, value, of)) {
    refuse("figure.json 的百分数有误", "the percentage in figure.json is wrong");
  }
  const where = figure.area ?? "全区 (the whole district)";
  const days = `${figure.first} – ${figure.last}`;
  const number = numberOf(value, of) + (figure.percent ? ` = ${figure.percent}%` : "");
  const at = written(figure.position);
  say(
    "=",
    `${figure.id} ${figure.chinese}, ${days}, ${where}, 账本第 ${at} 条时: ${number}`,
    `${figure.id} ${figure.english}, ${days}, ${where}, at event ${at}: ${number}`,
  );
  if (figure.mode !== "production") {
    say("!", "这是演示账本, 不是真实工作", "this is a demonstration, not real work");
  }
  if (!rule) {
    say(
      "!",
      `本程序不认识规则 ${figure.id} 第 ${figure.version} 版: 只与事实相加, 没有重新计数`,
      `rule ${figure.id} version ${figure.version} is not known here: its facts were added up,` +
        " but NOT counted again from the log",
    );
    return NOT_RECOUNTED;
  }
  if (figure.kind === "selective") {
    say(
      "!",
      "选择性证明: 所列事实属实, 但不能证明没有遗漏; 要证明没有遗漏, 请索取完整证明",
      "selective: what is listed is true, but nothing proves that nothing was left out; ask for a" +
        " complete bundle for that",
    );
  }
  say("✓", "有效", "valid");
  return VALID;
}

/** Tell whether a percentage of one decimal is the nearest one. */
function fits(percent, value, of) {
  if (!of) return percent === null;
  if (typeof percent !== "string" || !/^[0-9]{1,4}\.[0-9]$/.test(percent)) return false;
  return Math.abs(Number(percent.replace(".", "")) * of - 1000 * value) * 2 <= of;
}

export async function main(given) {
  const asked = { key: [], digest: null, root: null, lang: null, bundle: null };
  for (let at = 0; at < given.length; at++) {
    if (given[at] === "--key") asked.key.push(given[++at] ?? "");
    else if (given[at] === "--digest") asked.digest = given[++at] ?? "";
    else if (given[at] === "--root") asked.root = given[++at] ?? "";
    else if (given[at] === "--lang") asked.lang = given[++at] ?? "";
    else asked.bundle ??= given[at];
  }
  const say = (sign, chinese, english) => {
    if (asked.lang !== "en") console.log(`${sign} ${chinese}`);
    if (asked.lang !== "zh") console.log(`${sign} ${english}`);
  };
  if (asked.bundle === null) {
    console.error(
      "node verify.mjs BUNDLE.zip [--key VKEY ...] [--digest HEX] [--root BASE64] [--lang zh|en]",
    );
    return UNREADABLE;
  }
  try {
    const trusted = asked.key.map(keyOf);
    const { digest, root } = asked;
    return await check(new Bundle(asked.bundle), { trusted, digest, root }, say);
  } catch (error) {
    if (error instanceof Unreadable) {
      say("✗", `读不出来: ${error.chinese}`, `cannot be read: ${error.english}`);
      return UNREADABLE;
    }
    if (!(error instanceof Refused)) throw error;
    say("✗", `不予认可: ${error.chinese}`, `refused: ${error.english}`);
    return REFUSED;
  }
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  process.exitCode = await main(process.argv.slice(2));
}
