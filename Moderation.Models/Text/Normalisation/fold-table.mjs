// Makes fold-v1.tsv: what each code point becomes before text is read. Run: node fold-table.mjs > fold-v1.tsv
// The table is data and not code at run time, because normalisation by the platform depends on its version and culture,
// and training and serving must agree to the last bit. A changed table is a new version of the normaliser.

// Letters of other alphabets that look like Latin ones, left and right in step.
const lookalikes = pairs([
  // Cyrillic
  'абвгдезиіїјкмнопрстухѕԁԛԝһӏєёўґ', 'abbrdeziiijkmhonpctyxsdqwhleeyr',
  // Greek
  'αβγδεζηικλμνοπρςστυχω', 'abydezniklmvonpcotuxw',
  // Latin letters that decomposition leaves alone
  'ıłøđħŧƒɓɗɠƙŋƥƭʋƴȷðƀɨʉƿꝑꝗꞓ', 'ilodhtfbdgknptvyjdbiuwpqc',
  // small capitals
  'ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘǫʀꜱᴛᴜᴠᴡʏᴢ', 'abcdefghijklmnopqrstuvwyz',
  // phonetic and turned letters
  'ɑɡɩʀɛɔəɐǝɥʇʌʍɯɹɾɟʞʎʏɴɭɱɲɳʂʈʐɕʃʒ', 'agireoeaehtvwmrrfkyynlmnnstzcsz',
  // Armenian and Cherokee
  'օսոհցզյաᎪᏴᏟᎠᎬᏀᎻᎫᏦᏞᎷᏢᏒᏚᎢᏙᎳᏃ', 'ounhgqjwabcdeghjklmprstvwz',
]);
const letters = { 'ß': 'ss', 'æ': 'ae', 'œ': 'oe', 'þ': 'th', 'ĳ': 'ij', 'ы': 'bi', 'ю': 'io', 'я': 'r', 'ш': 'w', 'щ': 'w', 'ь': 'b' };
// Blank glyphs that are letters or symbols by category, and emoji skin tones.
const dropped = [[0x034f, 0x034f], [0x115f, 0x1160], [0x17b4, 0x17b5], [0x180b, 0x180f], [0x2800, 0x2800], [0x3164, 0x3164],
  [0xfe00, 0xfe0f], [0xffa0, 0xffa0], [0x1f3fb, 0x1f3ff], [0xe0000, 0xe0fff]];
// Syllables and ideographs would only be taken apart, not made plainer.
const kept = [[0xac00, 0xd7a3], [0xf900, 0xfaff], [0x2f800, 0x2fa1f]];
// Letters in circles and squares that have no decomposition.
const enclosed = [[0x1f150, 26], [0x1f170, 26], [0x1f1e6, 26]];

function pairs(strings) {
  const map = {};
  for (let i = 0; i < strings.length; i += 2) {
    const from = [...strings[i]], to = [...strings[i + 1]];
    if (from.length !== to.length) throw new Error(`${from.length} and ${to.length}: ${strings[i]}`);
    from.forEach((letter, at) => { map[letter] = to[at]; });
  }
  return map;
}

const within = (cp, ranges) => ranges.some(([from, to]) => cp >= from && cp <= to);
const digitZero = new Map();
for (let cp = 0, zero = -1; cp <= 0x1fbff; cp++) {
  const digit = !(cp >= 0xd800 && cp <= 0xdfff) && /^\p{Nd}$/u.test(String.fromCodePoint(cp));
  zero = digit ? (zero < 0 ? cp : zero) : -1;
  if (digit) digitZero.set(cp, (cp - zero) % 10);
}

function foldOnce(text) {
  let out = '';
  for (const ch of text.normalize('NFKD')) {
    const cp = ch.codePointAt(0);
    if (within(cp, dropped) || /^[\p{Mn}\p{Me}\p{Cf}]$/u.test(ch)) continue;
    if (/^[\s\p{Z}]$/u.test(ch)) { out += ' '; continue; }
    if (/^\p{Cc}$/u.test(ch)) continue;
    const circle = enclosed.find(([from, count]) => cp >= from && cp < from + count);
    const plain = circle ? String.fromCharCode(97 + cp - circle[0]) : digitZero.has(cp) ? String(digitZero.get(cp)) : ch.toLowerCase();
    for (const letter of plain) out += letters[letter] ?? lookalikes[letter] ?? letter;
  }
  return out;
}

function fold(text) {
  for (let before; before !== text;) { before = text; text = foldOnce(text); }
  return text;
}

const rows = [];
for (let cp = 0; cp <= 0xe0fff; cp++) {
  if ((cp >= 0xd800 && cp <= 0xdfff) || within(cp, kept) || (cp > 0x1fbff && cp < 0xe0000)) continue;
  const ch = String.fromCodePoint(cp);
  const to = fold(ch);
  if (to === ch || [...to].length > 4) continue;
  const last = rows.at(-1);
  const row = { from: cp, to: cp, text: to };
  if (last && last.to === cp - 1 && last.text === to) last.to = cp;
  else rows.push(row);
}

const hex = (cp) => cp.toString(16).toUpperCase().padStart(4, '0');
console.log('# first\tlast\tbecomes, as code points; nothing is dropped. Made by fold-table.mjs from the Unicode Character Database of the script engine.');
for (const { from, to, text } of rows)
  console.log(`${hex(from)}\t${hex(to)}\t${[...text].map((c) => hex(c.codePointAt(0))).join(' ')}`);
