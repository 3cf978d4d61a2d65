// What a page of the console does beyond being read. Everything that changes something asks the same HTTP interface that programs use.
'use strict';
(() => {
  const says = (text, good) => {
    const place = document.getElementById('says');
    place.className = good ? 'good' : '';
    place.textContent = text;
    if (!good) place.scrollIntoView({ block: 'nearest' });
  };

  const filled = (text, answer, written) => text.replace(/\{(\w+)\}/g, (_, name) => written(answer?.[name] ?? ''));

  // ---- forms that ask the interface: data-api="POST /v1/…", data-then="/console/…" or data-done="text" (both with {field} of the answer), or data-then="reload"

  const valueOf = field => {
    if (field.type === 'checkbox') return field.dataset.as === 'list' ? (field.checked ? field.value : undefined) : field.checked;
    if (field.type === 'radio' && !field.checked) return undefined;
    if (field.value === '') return undefined;
    if (field.dataset.as === 'number') return Number(field.value);
    if (field.dataset.as === 'json') return JSON.parse(field.value);
    if (field.dataset.as === 'boolean') return field.value === 'true';
    return field.value;
  };

  // Fields of one data-each="name" are one entry of a list of that name, sent where the field that data-needs names says something.
  const bodyOf = form => {
    const whole = {}, entries = new Map();
    for (const field of form.elements) {
      if (!field.name || field.matches(':disabled')) continue;
      const value = valueOf(field), group = field.closest('[data-each]');
      if (group && !entries.has(group)) entries.set(group, {});
      const body = group ? entries.get(group) : whole;
      if (field.dataset.as === 'list') (body[field.name] ??= []).push(...(value === undefined ? [] : [value]));
      else if (value !== undefined) body[field.name] = value;
    }
    for (const [group, entry] of entries) if (entry[group.dataset.needs] !== undefined) (whole[group.dataset.each] ??= []).push(entry);
    return whole;
  };

  // What goes with one choice only: data-when="name=value" on a part of a form.
  document.addEventListener('change', ({ target }) => {
    for (const part of target.form?.querySelectorAll('[data-when]') ?? []) {
      const [name, value] = part.dataset.when.split('=');
      if (name === target.name) part.disabled = part.hidden = target.value !== value;
    }
  });

  const explain = async response => {
    try {
      const problem = await response.json();
      return [problem.title, problem.detail].filter(Boolean).join(' ');
    } catch {
      return `${response.status} ${response.statusText}`;
    }
  };

  // What somebody else changed meanwhile can be read without losing what is being written.
  const offerAgain = () => {
    const again = Object.assign(document.createElement('button'), { type: 'button', textContent: document.body.dataset.again });
    again.addEventListener('click', () => { says(''); refresh(); });
    document.getElementById('says').append(' ', again);
  };

  const ask = (method, path, body, more, headers) => fetch(path, {
    method, credentials: 'same-origin', redirect: 'error',
    headers: { 'X-Requested-With': 'console', Accept: 'application/json', ...(body === undefined ? {} : { 'Content-Type': typeof body === 'string' ? 'application/yaml' : 'application/json' }), ...headers },
    body: body === undefined ? undefined : typeof body === 'string' ? body : JSON.stringify(body), ...more
  });

  const goOn = (form, answer) => {
    const { then, after } = form.dataset;
    // What is done next is another form of the page.
    if (after) { says(document.body.dataset.sent, true); refresh(); document.getElementById(after).requestSubmit(); return; }
    if (!then) { says(filled(form.dataset.done ?? document.body.dataset.sent, answer, String), true); refresh(); return; }
    if (then === 'reload') { location.reload(); return; }
    location.assign(filled(then, answer, encodeURIComponent));
  };

  const send = async (form, body, more) => {
    const [method, path] = form.dataset.api.split(' ');
    const button = form.querySelector('button');
    button?.setAttribute('aria-busy', 'true');
    try {
      const response = await ask(method, path, method === 'GET' || method === 'DELETE' && !Object.keys(body).length ? undefined : body, more,
        // A raw body has no place for the name in which a tool asks.
        form.dataset.raw && form.elements.actor ? { Actor: form.elements.actor.value } : {});
      if (!response.ok) { says(await explain(response)); if (response.status === 409) offerAgain(); form.dispatchEvent(new CustomEvent('refused', { bubbles: true, detail: response.status })); return; }
      says('');
      if (response.status === 204 && form.dataset.none) { says(form.dataset.none, true); return; }
      const text = await response.text();
      const answer = text && response.headers.get('content-type')?.includes('json') ? JSON.parse(text) : null;
      form.dispatchEvent(new CustomEvent('answered', { bubbles: true, detail: answer }));
      goOn(form, answer);
    } catch (fault) {
      says(fault instanceof TypeError ? document.body.dataset.away : String(fault.message ?? fault));
    } finally {
      button?.removeAttribute('aria-busy');
    }
  };

  // ---- what can be called back: data-undo="10" waits that many seconds; leaving the page sends at once

  let waiting = null;
  const settle = more => {
    if (!waiting) return;
    const { form, body, clock } = waiting;
    clearInterval(clock);
    waiting = null;
    document.getElementById('waits').hidden = true;
    return send(form, body, more);
  };
  const wait = (form, body) => {
    settle();
    let left = Number(form.dataset.undo);
    const place = document.getElementById('waits');
    const text = Object.assign(document.createElement('span'), { textContent: `${form.dataset.wait} ${left} s` });
    const undo = Object.assign(document.createElement('button'), { type: 'button', textContent: document.body.dataset.undoText });
    undo.dataset.key = 'u';
    place.replaceChildren(text, undo);
    place.hidden = false;
    undo.focus();
    const clock = setInterval(() => {
      left -= 1;
      text.textContent = `${form.dataset.wait} ${left} s`;
      if (left <= 0) settle();
    }, 1000);
    undo.addEventListener('click', () => { clearInterval(clock); waiting = null; place.hidden = true; });
    waiting = { form, body, clock };
  };
  addEventListener('pagehide', () => settle({ keepalive: true }));

  document.addEventListener('submit', event => {
    const form = event.target;
    if (!form.dataset?.api) return;
    event.preventDefault();
    let body;
    try { body = form.dataset.raw ? form.elements[form.dataset.raw].value : bodyOf(form); } catch (fault) { says(String(fault.message)); return; }
    // What a form sends besides its fields, and what other scripts of the page add.
    if (typeof body === 'object' && form.dataset.body) Object.assign(body, JSON.parse(form.dataset.body));
    if (form.dataset.undo) wait(form, body); else send(form, body);
  });

  // ---- keys: data-key on anything that can be clicked; "?" lists them

  const reachable = () => [...document.querySelectorAll('[data-key]')].filter(one => one.checkVisibility() && !one.disabled);
  document.addEventListener('keydown', event => {
    if (event.ctrlKey || event.altKey || event.metaKey || event.target.closest('input:not([type=checkbox],[type=radio]), textarea, select')) return;
    if (document.querySelector('dialog[open]')) return;
    const hit = reachable().find(one => one.dataset.key === event.key);
    if (!hit) return;
    event.preventDefault();
    if (hit.matches('input, select, textarea')) { hit.focus(); if (hit.matches('[type=radio], [type=checkbox]')) hit.click(); } else hit.click();
  });

  const listKeys = () => {
    const list = document.querySelector('[data-keys]');
    list.replaceChildren(...reachable().flatMap(one => {
      const [key, what] = [document.createElement('dt'), document.createElement('dd')];
      key.append(Object.assign(document.createElement('kbd'), { textContent: one.dataset.key }));
      what.textContent = one.getAttribute('aria-label') ?? (one.labels?.[0] ?? one).textContent.trim();
      return [key, what];
    }));
  };
  document.addEventListener('click', event => {
    const opener = event.target.closest?.('[data-open]');
    if (!opener) return;
    if (opener.dataset.open === 'keys') listKeys();
    document.getElementById(opener.dataset.open).showModal();
  });

  // ---- a line of text: what a rule matched is marked in it, and named below with the labels and their scores

  const made = (name, text, more) => Object.assign(document.createElement(name), { textContent: text }, more);
  const lineOf = ({ text, scores, rules }, { words, unsaid, unlabelled }) => {
    const named = JSON.parse(words), parts = [], notes = [];
    let read = 0;
    for (const { rule, start, length } of rules ?? []) {
      const end = Math.min(start + length, text.length);
      notes.push(`${named[rule] ?? rule} – ${text.slice(start, end)}`);
      if (end <= read) continue;
      parts.push(text.slice(read, Math.max(read, start)), made('mark', text.slice(Math.max(read, start), end), { title: named[rule] ?? rule }));
      read = end;
    }
    const share = new Intl.NumberFormat(document.documentElement.lang, { style: 'percent' });
    for (const { label, score, flagged } of scores ?? []) notes.push(`${named[label] ?? label} ${share.format(score)}${flagged ? ` · ${named.flagged}` : ''}`);
    const [line, said] = [document.createElement('p'), document.createElement('p')];
    line.append(...parts, text.slice(read));
    if (!notes.length) said.append(made('span', scores ? unlabelled : unsaid, { className: 'soft' }));
    for (const note of notes) said.append(made('span', note, { className: 'tag' }), ' ');
    return [line, said];
  };

  // ---- staged reveal: data-reveal="address" data-into="id of the picture"; each look is recorded by the service

  document.addEventListener('click', async event => {
    const button = event.target.closest?.('[data-reveal]');
    if (!button) return;
    const into = document.getElementById(button.dataset.into);
    const isPicture = into instanceof HTMLImageElement;
    // A picture is asked for once, by itself: each answer is a look that is recorded.
    const shown = isPicture && await new Promise(done => { into.onload = () => done(true); into.onerror = () => done(false); into.src = button.dataset.reveal; });
    if (!shown) {
      const response = await ask('GET', button.dataset.reveal).catch(() => null);
      if (!response?.ok || isPicture) { into.hidden = true; says(response && !response.ok ? await explain(response) : document.body.dataset.away); return; }
      const [answer, named] = [await response.json(), into.closest('[data-words]')?.dataset];
      if (named) into.replaceChildren(...lineOf(answer, named)); else into.textContent = answer.text;
    }
    says('');
    into.hidden = false;
    into.dispatchEvent(new CustomEvent('revealed', { bubbles: true, detail: button.dataset.stage }));
    button.closest('[data-stages]')?.setAttribute('data-stage', button.dataset.stage);
  });

  // ---- what stays current: regions with data-live are read again when the service says that something changed

  const busy = region => region.contains(document.activeElement) && document.activeElement.matches('input, textarea, select') || region.querySelector('dialog[open]');
  let reading = null, again = false;
  const refresh = async () => {
    if (reading) { again = true; return reading; }
    reading = (async () => {
      try {
        const response = await fetch(location.href, { credentials: 'same-origin', headers: { Accept: 'text/html' } });
        if (!response.ok) return;
        const fresh = new DOMParser().parseFromString(await response.text(), 'text/html');
        for (const region of document.querySelectorAll('[data-live]')) {
          const next = fresh.getElementById(region.id);
          if (!next || busy(region) || next.innerHTML === region.innerHTML) continue;
          const focused = region.contains(document.activeElement) ? document.activeElement.id : '';
          region.replaceChildren(...next.childNodes);
          if (focused) document.getElementById(focused)?.focus();
        }
        document.dispatchEvent(new CustomEvent('refreshed'));
      } catch { /* away for now; the next event or tick asks again */ } finally {
        reading = null;
        if (again) { again = false; setTimeout(refresh, 300); }
      }
    })();
    return reading;
  };

  const listen = address => {
    let pause = 0, source = null;
    const soon = () => { clearTimeout(pause); pause = setTimeout(refresh, 250); };
    // Every kind of event means the same to a page: read again.
    const kinds = ['reset', 'queue.counted', 'case.opened', 'case.claimed', 'case.updated', 'case.decided', 'report.raised', 'order.given', 'order.updated', 'order.answered', 'policy.changed'];
    const open = () => {
      source = new EventSource(address);
      for (const kind of kinds) source.addEventListener(kind, soon);
    };
    // A browser has six connections to a service: pages that nobody looks at take none.
    const follow = () => {
      if (document.hidden) { source?.close(); source = null; } else if (!source) { open(); soon(); }
    };
    document.addEventListener('visibilitychange', follow);
    addEventListener('pagehide', () => { source?.close(); source = null; });
    if (!document.hidden) open();
  };

  // ---- a claim stays alive while its page is looked at: data-heartbeat="POST path" with data-body

  const beat = async place => {
    const response = await ask('POST', place.dataset.heartbeat, JSON.parse(place.dataset.body)).catch(() => null);
    if (response && !response.ok) { says(await explain(response)); place.removeAttribute('data-heartbeat'); }
  };

  // ---- clocks: data-until="ISO time" counts down, or up once it is past

  const tick = () => {
    for (const clock of document.querySelectorAll('[data-until]')) {
      const left = Math.round((Date.parse(clock.dataset.until) - Date.now()) / 1000), whole = Math.abs(left);
      const parts = whole >= 3600 ? [Math.floor(whole / 3600), Math.floor(whole % 3600 / 60), whole % 60] : [Math.floor(whole / 60), whole % 60];
      clock.textContent = (left < 0 ? '+' : '') + parts.map((part, index) => index ? String(part).padStart(2, '0') : part).join(':');
      clock.classList.toggle('bad', left < 0);
    }
  };

  // Events may be away while the service is not, and do not tell of everything: a page that is looked at reads itself again in any case, as often as its data-every="seconds" ask.
  const keepReading = () => setTimeout(() => { document.hidden || refresh(); keepReading(); },
    Math.min(15, ...[...document.querySelectorAll('[data-every]')].map(one => Number(one.dataset.every))) * 1000);

  document.addEventListener('DOMContentLoaded', () => {
    const address = document.body.dataset.events;
    if (address) { listen(address); keepReading(); }
    setInterval(tick, 1000); tick();
    setInterval(() => { for (const place of document.querySelectorAll('[data-heartbeat]')) beat(place); }, 20000);
    document.documentElement.setAttribute('data-ready', '');
  });
})();
