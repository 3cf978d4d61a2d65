// Reads lines into table rows as the service does, written a second time from the rules and not from the code, to have somebody to agree with.
// Run: node features.mjs < texts.jsonl > features-v1.jsonl     texts.jsonl holds one JSON string a line
import { readFileSync } from 'node:fs';

const rowCount = 1 << 18, maxIds = 512, maxFolded = 1000, maxScanned = 16000;
const table = new Map();
for (const line of readFileSync(new URL('../../../Moderation.Models/Text/Normalisation/fold-v1.tsv', import.meta.url), 'utf8').split('\n')) {
  if (!line || line.startsWith('#')) continue;
  const [first, last, to] = line.split('\t');
  const text = to.split(' ').filter(Boolean).map((c) => String.fromCodePoint(parseInt(c, 16))).join('');
  for (let cp = parseInt(first, 16); cp <= parseInt(last, 16); cp++) table.set(cp, text);
}

function fold(text) {
  let out = '';
  for (let at = 0; at < Math.min(text.length, maxScanned) && out.length < maxFolded;) {
    const cp = text.codePointAt(at);
    const units = cp > 0xffff ? 2 : 1;
    const lone = cp >= 0xd800 && cp <= 0xdfff;
    const to = lone ? '' : table.get(cp) ?? String.fromCodePoint(cp);
    if (out.length + to.length > maxFolded) break;
    for (const ch of to) out += ch === ' ' ? (out && !out.endsWith(' ') ? ' ' : '') : ch;
    at += units;
  }
  return out.trimEnd();
}

const M64 = (1n << 64n) - 1n, offset = 14695981039346656037n, prime = 1099511628211n;
const seed = (kind) => offset ^ ((BigInt(kind) * 0x9E3779B97F4A7C15n) & M64);
const hash = (kind, text) => { let h = seed(kind); for (let i = 0; i < text.length; i++) h = ((h ^ BigInt(text.charCodeAt(i))) * prime) & M64; return h; };
const rotl = (x, n) => ((x << BigInt(n)) | (x >> BigInt(64 - n))) & M64;
const pair = (a, b) => ((((seed(2) ^ a) * prime) & M64) ^ rotl(b, 31));
function row(h) {
  h ^= h >> 33n; h = (h * 0xFF51AFD7ED558CCDn) & M64; h ^= h >> 33n;
  return Number(((h >> 32n) * BigInt(rowCount - 1)) >> 32n) + 1;
}

const isLetter = (u) => /^[\p{Ll}\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{Mc}]$/u.test(u), isDigit = (u) => /^\p{Nd}$/u.test(u), isMark = (u) => '!?€$%#'.includes(u);
const leet = Object.fromEntries([...'0134578@$!|+€'].map((c, i) => [c, 'oieastbasiite'[i]]));
const bone = (u) => leet[u] ?? (isLetter(u) || isDigit(u) ? u : '');
const runs = (word, most) => { let out = ''; for (const u of word) if (!out.endsWith(u.repeat(most))) out += u; return out; };

function read(text) {
  const ids = [], words = [];
  let singles = [], previous = null, repeats = 0;
  const base = (token) => {
    const h = hash(1, token);
    repeats = previous === h ? repeats + 1 : 1;
    if (repeats > 2) return;
    ids.push(row(h));
    if (previous !== null) ids.push(row(pair(previous, h)));
    previous = h;
  };
  const word = (letters) => { if (letters) { words.push(`<${letters}>`); ids.push(row(hash(3, `<${letters}>`))); } };
  const close = () => { if (singles.length >= 3) word(runs(singles.join(''), 1)); else singles.forEach(word); singles = []; };
  for (const chunk of fold(text).split(' ').filter(Boolean)) {
    if (chunk[0] === '@' && chunk.length > 1) { base('<user>'); close(); continue; }
    if (/^(https?:\/\/|www\.)/.test(chunk)) { base('<url>'); close(); continue; }
    let hasLetter = false;
    const symbols = [...chunk];
    for (let i = 0; i < symbols.length;) {
      let token = symbols[i];
      if (isLetter(token) || isDigit(token)) {
        token = '';
        while (i < symbols.length && symbols[i].length === 1 && (isLetter(symbols[i]) || isDigit(symbols[i]))) token += symbols[i++];
        const number = [...token].every(isDigit);
        hasLetter ||= !number;
        base(number && token.length >= 6 ? '<num>' : runs(token, 2));
      } else {
        i++;
        if (isMark(token) || token.length === 2 || /^\p{So}$/u.test(token)) base(token);
      }
    }
    if (!hasLetter) { close(); continue; }
    const units = chunk.split('');
    const trimmed = (u) => !bone(u) || '!|+'.includes(u);
    while (units.length && trimmed(units[0])) units.shift();
    while (units.length && trimmed(units.at(-1))) units.pop();
    const skeleton = runs(units.map(bone).join(''), 1);
    if (skeleton.length === 1) singles.push(skeleton);
    else { close(); word(skeleton); }
  }
  close();
  for (const w of words)
    for (let start = 0; start < w.length; start++)
      for (let length = 3; length <= 5 && start + length <= w.length; length++) ids.push(row(hash(4, w.substr(start, length))));
  return ids.slice(0, maxIds);
}

for (const line of readFileSync(0, 'utf8').split('\n').filter(Boolean)) console.log(JSON.stringify({ text: JSON.parse(line), ids: read(JSON.parse(line)) }));
