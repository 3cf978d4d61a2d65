// The editor of policy sheets: line numbers, a check while typing pauses, the sheet's own tests, and what can stand at the caret.
'use strict';
(() => {
  const form = document.querySelector('[data-editor]'), area = document.getElementById('sheet'), numbers = form.querySelector('.lines');
  const post = (path, text) => fetch(path, {
    method: 'POST', credentials: 'same-origin', body: text,
    headers: { 'Content-Type': 'application/yaml', Accept: 'application/json', 'X-Requested-With': 'console' }
  });
  const make = (name, text, more) => Object.assign(document.createElement(name), { textContent: text, ...more });

  const number = () => {
    numbers.textContent = Array.from({ length: area.value.split('\n').length }, (_, index) => index + 1).join('\n');
    numbers.scrollTop = area.scrollTop;
  };
  area.addEventListener('scroll', () => { numbers.scrollTop = area.scrollTop; });

  const lead = (line, column) => {
    const lines = area.value.split('\n');
    const at = lines.slice(0, line - 1).reduce((sum, one) => sum + one.length + 1, 0) + Math.min(column - 1, lines[line - 1]?.length ?? 0);
    area.focus();
    area.setSelectionRange(at, at);
    area.scrollTop = Math.max(0, (line - 6) * parseFloat(getComputedStyle(area).lineHeight));
    area.scrollIntoView({ block: 'nearest' });
  };
  const placed = (line, column, text) => {
    const item = document.createElement('li');
    if (!line) { item.textContent = text; return item; }
    const button = make('button', `${faults.dataset.line} ${line}${column ? `:${column}` : ''} – ${text}`, { type: 'button' });
    button.addEventListener('click', () => lead(line, column ?? 1));
    item.append(button);
    return item;
  };

  // ---- the check: only the answer to the newest text counts

  const checked = document.getElementById('checked'), faults = document.getElementById('faults');
  let asked = 0, pause = 0;
  const check = async () => {
    const mine = ++asked;
    const response = await post('/v1/policies/lint', area.value).catch(() => null);
    const answer = await response?.json().catch(() => null);
    if (mine !== asked) return;
    if (response?.ok) {
      checked.textContent = checked.dataset.clean + answer.sheetHash;
      faults.replaceChildren(...answer.remarks.map(remark => placed(remark.line, null, remark.text)));
    } else {
      checked.textContent = answer?.faults ? checked.dataset.broken : answer?.detail ?? checked.dataset.away;
      faults.replaceChildren(...(answer?.faults ?? []).map(fault => placed(fault.line, fault.column, fault.text)));
    }
    area.setAttribute('aria-invalid', String(!response?.ok));
  };
  area.addEventListener('input', () => { number(); clearTimeout(pause); pause = setTimeout(check, 600); });
  form.querySelector('[data-check]').addEventListener('click', check);

  // ---- the sheet's own tests

  const tried = document.getElementById('tried'), cases = document.getElementById('cases');
  const row = one => {
    const line = document.createElement('tr'), place = document.createElement('td'), result = document.createElement('td');
    const button = make('button', String(one.line), { type: 'button' });
    button.addEventListener('click', () => lead(one.line, 1));
    place.append(button);
    result.append(make('span', one.passed ? cases.dataset.passed : cases.dataset.failed, { className: one.passed ? 'tag good' : 'tag bad' }));
    line.append(make('th', one.name, { scope: 'row' }), place, result, make('td', one.failures.map(fault => `${fault.line}: ${fault.text}`).join('\n'), { className: 'lines-kept' }), make('td', one.happened.join('\n'), { className: 'lines-kept' }));
    return line;
  };
  form.querySelector('[data-try]').addEventListener('click', async event => {
    const button = event.currentTarget;
    button.setAttribute('aria-busy', 'true');
    const response = await post('/v1/policies/test', area.value).catch(() => null);
    const answer = await response?.json().catch(() => null);
    button.removeAttribute('aria-busy');
    cases.hidden = !response?.ok;
    if (!response?.ok) { tried.textContent = answer?.detail ?? checked.dataset.away; return; }
    tried.textContent = [answer.passed ? answer.coversAll ? tried.dataset.passed : tried.dataset.gaps : tried.dataset.failed, [...answer.faults.map(fault => fault.text), ...answer.gaps].join('; ')].join(' ');
    cases.tBodies[0].replaceChildren(...answer.tests.map(row));
  });

  // ---- what can stand at the caret: fields by the schema, words of expressions behind a field that takes one

  const list = document.getElementById('can-stand');
  let language = null, offered = [], chosen = 0;
  const resolve = schema => schema?.$ref ? language.schema.$defs[schema.$ref.split('/').pop()] : schema;
  // Follows the keys that the caret's line is inside of, by their indentation, through the schema.
  const placeOf = lines => {
    const keyOf = line => /^(\s*)((?:- )*)(?:\{ *)?([\w.]+):(.*)$/.exec(line);
    const last = lines[lines.length - 1], path = [];
    let indent = last.search(/[^\s-]|$/);
    const own = keyOf(last);
    if (own) path.unshift(own[3]);
    for (let index = lines.length - 2; index >= 0 && indent > 0; index--) {
      const found = keyOf(lines[index]);
      const column = found && found[1].length;
      if (!found || column + found[2].length >= indent || found[4].trim() && !/^[|>]/.test(found[4].trim()) && found[2] === '') continue;
      if (column + found[2].length < indent && !found[4].trim()) path.unshift(found[3]);
      indent = column;
    }
    return { path, own };
  };
  const schemaAt = path => path.reduce((schema, key) => {
    let here = resolve(schema);
    if (here?.items) here = resolve(here.items);
    return here?.properties?.[key] ?? (typeof here?.additionalProperties === 'object' ? here.additionalProperties : undefined);
  }, language.schema);
  const optionsAt = () => {
    const lines = area.value.slice(0, area.selectionStart).split('\n'), { path, own } = placeOf(lines);
    const word = /[\w.]*$/.exec(lines[lines.length - 1])[0];
    let schema = resolve(schemaAt(own ? path : [...path]));
    if (schema?.items) schema = resolve(schema.items);
    const subject = /^subject:\s*(\w+)/m.exec(area.value)?.[1];
    const words = schema?.properties && !own ? Object.entries(schema.properties).map(([write, field]) => [`${write}: `, resolve(field)?.description ?? ''])
      : schema?.enum ? schema.enum.map(write => [write, schema.description ?? ''])
      : own || schema?.type?.includes?.('string') && Array.isArray(schema.type) ? language.words.filter(one => !one.subjects.length || !subject || one.subjects.includes(subject)).map(one => [one.write, one.says]) : [];
    return { word, words: words.filter(([write]) => write.startsWith(word)) };
  };
  const mark = () => {
    [...list.children].forEach((item, index) => item.setAttribute('aria-selected', String(index === chosen)));
    if (list.hidden) { area.removeAttribute('aria-activedescendant'); return; }
    area.setAttribute('aria-activedescendant', list.children[chosen].id);
    list.children[chosen].scrollIntoView({ block: 'nearest' });
  };
  const close = () => { list.hidden = true; mark(); };
  const take = index => {
    const [write] = offered.words[index];
    area.setRangeText(write, area.selectionStart - offered.word.length, area.selectionStart, 'end');
    close();
    area.dispatchEvent(new Event('input'));
    area.focus();
  };
  const offer = async () => {
    language ??= await fetch('/v1/policy-language', { credentials: 'same-origin' }).then(response => response.ok ? response.json() : null).catch(() => null);
    if (!language) { checked.textContent = checked.dataset.away; return; }
    offered = optionsAt();
    chosen = 0;
    list.replaceChildren(...offered.words.map(([write, says], index) => {
      const item = make('li', '', { id: `can-${index}`, role: 'option' });
      item.append(make('code', write), ` ${says.split('\n')[0]}`);
      item.addEventListener('mousedown', event => { event.preventDefault(); take(index); });
      return item;
    }));
    list.hidden = offered.words.length === 0;
    mark();
  };
  area.addEventListener('keydown', event => {
    if (event.ctrlKey && event.code === 'Space') { event.preventDefault(); offer(); return; }
    if (list.hidden) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) { event.preventDefault(); chosen = (chosen + step + list.children.length) % list.children.length; mark(); }
    else if (event.key === 'Enter' || event.key === 'Tab') { event.preventDefault(); take(chosen); }
    else if (event.key === 'Escape') { event.preventDefault(); close(); }
    else if (!event.key.startsWith('Shift')) close();
  });
  area.addEventListener('blur', close);
  number();
})();
