// Makes text-rows.jsonl (harmless, synthetic) and text-report.json, the figures expected of it, worked out the slow way: every pair,
// every threshold. Run in this folder: node text-report.mjs
import { writeFileSync } from 'node:fs';

const labels = ['toxic', 'insult', 'threat', 'hate', 'sexual', 'harassment', 'gift_begging', 'quid_pro_quo', 'minor_spending',
  'offplatform_payment', 'offplatform_contact', 'grooming', 'sexual_solicitation', 'scam', 'any_solicitation'];
const acts = labels.slice(6, 14);
let state = 12345;
const random = () => (state = (state * 1103515245 + 12345) % 2147483648) / 2147483648;
// scores in fortieths: ties are common, and no bin's edge or operating point is met by rounding
const score = (positive) => Math.min(39, Math.floor(random() * 28) + (positive ? 12 : 0)) / 40 + 0.0125;

const rows = [];
for (let i = 0; i < 240; i++) {
  const lang = i % 3 === 0 ? 'fr' : 'en';
  const kind = ['set-a', 'set-b', 'author-b', 'tests'][i % 4];
  const truth = Object.fromEntries(labels.map((name) => [name, random() < 0.25]));
  truth.any_solicitation = acts.some((act) => truth[act]);
  if (labels.slice(1, 6).some((name) => truth[name])) truth.toxic = true;
  if (i % 5 === 0) for (const name of labels) truth[name] = false;
  const scores = labels.map((name) => score(truth[name]));
  const text = `${lang === 'fr' ? 'la' : 'a'} tulip ${scores.map((s, at) => `${at}=${s.toFixed(4)}`).join(' ')}`;
  const row = { text, lang, source: kind, split: 'test' };
  if (kind === 'set-a') row.labels = { toxic: +truth.toxic, ...(i % 8 === 0 ? { hate: +truth.hate } : {}), blooming: 1 };
  if (kind === 'set-a') row.reference = Math.round(score(truth.toxic) * 10000) / 10000;
  if (kind === 'set-a' && i % 8 === 0) row.other_flag = +(random() < 0.5);
  if (kind === 'set-b') row.labels = { toxic: +truth.toxic, insult: +truth.insult, threat: null };
  if (kind === 'author-b') row.labels = labels.filter((name) => truth[name] && name !== 'any_solicitation');
  if (kind === 'tests') Object.assign(row, { labels: { hate: +truth.hate }, functionality: `${truth.hate ? 'slur_h' : i % 8 === 3 ? 'ident_neutral_nh' : 'ident_pos_nh'}` });
  const known = kind === 'author-b' ? truth : { ...Object.fromEntries(Object.entries(row.labels).filter(([, v]) => v !== null).map(([k, v]) => [k, !!v])) };
  rows.push({ row, known, scores, positive: Array.isArray(row.labels) ? row.labels.length > 0 : Object.values(row.labels).some((v) => v === 1) });
}

const mean = (values) => values.length ? values.reduce((a, b) => a + b, 0) / values.length : null;
const share = (items, holds) => items.length ? items.filter(holds).length / items.length : null;
const pairs = (p, n) => p.length && n.length ? mean(p.flatMap((a) => n.map((b) => a > b ? 1 : a === b ? 0.5 : 0))) : null;
const found = (p, n, limit) => p.length && n.length
  ? Math.max(...[...p, ...n, 2].filter((t) => n.filter((s) => s >= t).length <= limit * n.length + 1e-9).map((t) => share(p, (s) => s >= t))) : null;

function precision(p, n) {
  if (!p.length) return null;
  let [sum, last] = [0, 0];
  for (const t of [...new Set([...p, ...n])].sort((a, b) => b - a)) {
    const [hits, misses] = [p.filter((s) => s >= t).length, n.filter((s) => s >= t).length];
    sum += (hits - last) / p.length * hits / (hits + misses);
    last = hits;
  }
  return sum;
}

function calibration(p, n) {
  let sum = 0;
  for (let bin = 0; bin < 10; bin++) {
    const inside = (s) => s >= bin / 10 && s < (bin + 1) / 10;
    const all = [...p.filter(inside), ...n.filter(inside)];
    if (all.length) sum += all.length * Math.abs(mean(all) - p.filter(inside).length / all.length);
  }
  return sum / (p.length + n.length);
}

const f1 = (p, n, holds) => 2 * p.filter(holds).length / (p.filter(holds).length + n.filter(holds).length + p.length);
const flagged = (s) => s >= 0.5;
const report = { measures: [], clean: [], solicitation: [], functional: [], comparisons: [] };
const groups = [];
for (const lang of ['en', 'fr']) for (const source of ['all', 'author-b', 'set-a', 'set-b', 'tests']) groups.push([lang, source]);
groups.push(['all', 'all']);
for (const [language, source] of groups) {
  const group = rows.filter(({ row }) => (language === 'all' || row.lang === language) && (source === 'all' || row.source === source));
  const own = [];
  labels.forEach((label, at) => {
    const of = (value) => group.filter((r) => r.known[label] === value).map((r) => r.scores[at]);
    const [p, n] = [of(true), of(false)];
    if (p.length + n.length === 0) return;
    own.push({ language, source, label, lines: p.length + n.length, positives: p.length, rocAuc: pairs(p, n), prAuc: precision(p, n),
      recallAtOnePercent: found(p, n, 0.01), recallAtFivePercent: found(p, n, 0.05), calibrationError: calibration(p, n),
      falsePositives: n.filter(flagged).length, falsePositiveShare: share(n, flagged), recall: share(p, flagged) });
  });
  report.measures.push(...own);
  const clean = group.filter((r) => !r.positive && r.known.toxic === false);
  if (clean.length) report.clean.push({ language, source, lines: clean.length, flagged: clean.filter((r) => r.scores.some(flagged)).length });
  const measured = own.filter((m) => acts.includes(m.label) && m.rocAuc !== null).sort((a, b) => a.rocAuc - b.rocAuc);
  if (measured.length) report.solicitation.push({ language, source, anyAuc: own.find((m) => m.label === 'any_solicitation').rocAuc,
    meanAuc: mean(measured.map((m) => m.rocAuc)), acts: measured.length, worstAct: measured[0].label, worstAuc: measured[0].rocAuc });
  if (source === 'all' && language !== 'all') {
    const tests = group.filter((r) => r.row.functionality);
    const right = (r) => (flagged(r.scores[0]) || flagged(r.scores[3])) === r.known.hate;
    const neutral = tests.filter((r) => r.row.functionality.startsWith('ident'));
    report.functional.push({ language, lines: tests.length, right: share(tests, right), neutralIdentityLines: neutral.length, neutralIdentityRight: share(neutral, right) });
  }
  if (source === 'all') continue;
  for (const system of ['other_flag', 'reference']) {
    const answered = group.filter((r) => r.row[system] !== undefined);
    if (!answered.length) continue;
    const of = (value, pick) => answered.filter((r) => r.known.toxic === value).map(pick);
    const [p, n] = [of(true, (r) => r.row[system]), of(false, (r) => r.row[system])];
    const [op, on] = [of(true, (r) => r.scores[0]), of(false, (r) => r.scores[0])];
    const curve = system === 'reference';
    report.comparisons.push({ language, source, system, lines: answered.length, positives: p.length,
      theirs: { rocAuc: curve ? pairs(p, n) : null, recallAtOnePercent: curve ? found(p, n, 0.01) : null, f1: f1(p, n, flagged) },
      ours: { rocAuc: pairs(op, on), recallAtOnePercent: found(op, on, 0.01), f1: f1(op, on, flagged) } });
  }
}

writeFileSync('text-rows.jsonl', rows.map(({ row }) => JSON.stringify(row)).join('\n') + '\n');
writeFileSync('text-report.json', JSON.stringify(report, null, 1) + '\n');
