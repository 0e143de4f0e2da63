'use strict';

// The Gantt chart as a section: filters, groups, zoom on both axes, what stands under the pointer, and the way to a package.
(() => {
  const D = R.data, K = D.packages, A = D.activities, P = D.periods;
  const chosen = {text: ''};
  let mode = 'site', left = R.gantt.left(chosen), rows = R.gantt.rows(left, mode), at = null, cursor = -1, g = null;

  const narrow = () => window.innerWidth < 700;
  const from = R.ms(D.meta.start), to = R.ms(Math.max(D.meta.start + D.meta.horizon * D.meta.periodDays, D.meta.finish + 1));

  const option = (C) => ({
    animation: false,
    grid: {left: narrow() ? 112 : 216, right: 40, top: 40, bottom: 58},
    xAxis: R.timeAxis(C, {position: 'top', min: from, max: to, splitLine: {show: true, lineStyle: {color: C.grid}}}),
    yAxis: {type: 'value', inverse: true, min: 0, max: Math.max(1, rows.length), show: false},
    dataZoom: [
      ...R.timeZoom(C, 0),
      {id: 'rows-slide', type: 'slider', orient: 'vertical', yAxisIndex: 0, right: 6, width: 20, filterMode: 'none', borderColor: C.line, backgroundColor: 'transparent', fillerColor: C['accent-soft'], showDetail: false, brushSelect: false,
        handleStyle: {color: C.paper, borderColor: C.accent}, moveHandleStyle: {color: C.faint}, minValueSpan: 4},
      {id: 'rows-drag', type: 'inside', yAxisIndex: 0, filterMode: 'none', zoomOnMouseWheel: 'alt', moveOnMouseWheel: 'shift', moveOnMouseMove: !matchMedia('(pointer: coarse)').matches, preventDefaultMouseMove: false, minValueSpan: 4},
    ],
    series: R.gantt.series(C, () => rows, (place) => { at = place; }),
  });

  // ---- filters and groups

  const apply = () => {
    left = R.gantt.left(chosen);
    rows = R.gantt.rows(left, mode);
    cursor = -1;
    hide();
    g.chart.setOption({yAxis: {max: Math.max(1, rows.length)}});
    R.gantt.window(0, rows.length);
    g.refill();
    count.textContent = left.length === K.id.length ? R.plural(K.id.length, 'package') : R.int(left.length) + ' of ' + R.plural(K.id.length, 'package');
    R.emit('filter', left);
  };
  const count = R.h('span', {class: 'gantt-count', role: 'status'}, R.plural(K.id.length, 'package'));

  const select = (choice) => {
    const values = new Map();
    for (let i = 0; i < K.id.length; i++) for (const v of choice.of(i)) values.set(v, (values.get(v) || 0) + 1);
    if (values.size < 2) return null;
    const sorted = [...values.keys()].sort((a, b) => R.word(a).localeCompare(R.word(b), 'en', {numeric: true}));
    const el = R.h('select', {id: 'gantt-' + choice.id, onchange: () => { chosen[choice.id] = el.value === '' ? null : Number(el.value); apply(); }},
      R.h('option', {value: ''}, 'all'), sorted.map((v) => R.h('option', {value: v}, (R.word(v) || 'none').slice(0, 60) + ' (' + R.int(values.get(v)) + ')')));
    return R.h('label', null, R.h('span', null, choice.title), el);
  };

  const filters = () => {
    const text = R.h('input', {type: 'search', id: 'gantt-text', placeholder: 'site, package, element, product', oninput: () => { chosen.text = text.value; apply(); }});
    const selects = R.gantt.choices.map(select);
    const reset = R.h('button', {type: 'button', id: 'gantt-reset', onclick: () => {
      for (const key of Object.keys(chosen)) chosen[key] = key === 'text' ? '' : null;
      text.value = '';
      for (const s of selects) if (s) s.querySelector('select').value = '';
      apply();
    }}, 'Reset');
    const switches = R.gantt.modes.map((m) => R.h('button', {type: 'button', id: 'gantt-by-' + m.id, 'aria-pressed': String(m.id === mode), onclick: (e) => {
      mode = m.id;
      for (const s of switches) s.setAttribute('aria-pressed', String(s === e.currentTarget));
      apply();
    }}, m.title));
    return R.h('div', {class: 'filters', role: 'search', 'aria-label': 'Filter the Gantt chart'},
      R.h('label', {class: 'grow'}, R.h('span', null, 'Find'), text), selects,
      R.h('div', {class: 'switch', role: 'group', 'aria-label': 'Rows by'}, R.h('span', null, 'Rows by'), R.h('div', null, switches)), reset, count);
  };

  const legend = () => R.h('ul', {class: 'gantt-legend', 'aria-label': 'Kinds of work'},
    R.gantt.kinds.map((k) => R.h('li', null, R.h('span', {class: 'key key-' + k.id, 'aria-hidden': 'true'}), k.title)),
    D.limits.blackouts.length ? R.h('li', null, R.h('span', {class: 'key key-frozen', 'aria-hidden': 'true'}), 'No work, or no cutovers') : null,
    D.closures.length ? R.h('li', null, R.h('span', {class: 'key key-closed', 'aria-hidden': 'true'}), 'Site closed') : null,
    D.limits.terms.length ? R.h('li', null, R.h('span', {class: 'key key-term', 'aria-hidden': 'true'}), 'Term') : null);

  // ---- the window of rows

  R.gantt.window = (first, after) => {
    const n = Math.max(1, rows.length), size = Math.min(n, Math.max(4, after - first)), a = Math.max(0, Math.min(first, n - size));
    g.chart.dispatchAction({type: 'dataZoom', dataZoomId: 'rows-slide', start: a / n * 100, end: (a + size) / n * 100});
  };
  const shownRows = () => [(at.box.y - at.y0) / at.ky, (at.box.y + at.box.height - at.y0) / at.ky];
  const zoomRows = (factor) => {
    const [a, b] = shownRows(), m = cursor >= a && cursor < b ? cursor + .5 : (a + b) / 2;
    R.gantt.window(m - (m - a) * factor, m + (b - m) * factor);
  };
  const moveRows = (part) => { const [a, b] = shownRows(); R.gantt.window(a + (b - a) * part, b + (b - a) * part); };

  // ---- what stands under the pointer, or under the cursor of the keys

  const tip = R.h('div', {class: 'gantt-tip', hidden: true});
  const stripe = R.h('div', {class: 'gantt-stripe', hidden: true});
  const hide = () => { tip.hidden = stripe.hidden = true; };

  const under = (x, y) => {
    if (!at || x < 0 || y < at.box.y || y > at.box.y + at.box.height || x > at.box.x + at.box.width) return null;
    const i = Math.floor((y - at.y0) / at.ky), row = rows[i];
    return row ? {i, row, day: (x - at.x0) / at.kx} : null;
  };

  const activity = (j) => R.h('tr', null, R.h('td', null, R.cap(R.word(A.kind[j]))), R.h('td', {class: 'num'}, R.date(A.start[j]) + ' – ' + R.date(A.finish[j])),
    R.h('td', null, [R.word(A.crews[j]), A.hours[j] ? R.plural(A.hours[j], 'hour') + ' out, ' + R.plural(A.lost[j], 'subscriber') : ''].filter(Boolean).join('; ')));

  const about = (row, day) => {
    if (row.test >= 0) {
      const t = D.tests[row.test];
      return [R.h('b', null, 'Test of cluster ' + R.word(t.cluster)), R.h('p', null, R.date(t.start) + ' – ' + R.date(t.finish) + '; ' + R.word(t.crews) + '; ' + R.plural(t.packages.length, 'package'))];
    }
    const i = row.p, now = day === null ? -1 : R.gantt.activities(i).find((j) => A.start[j] <= day && day < A.finish[j] + 1);
    return [R.h('b', null, R.word(K.siteName[i]) || R.word(K.site[i])), R.h('p', null, [R.word(K.id[i]), R.word(K.option[i])].join(' · ')),
      R.h('table', null, R.gantt.activities(i).map((j) => { const tr = activity(j); if (j === now) tr.className = 'now'; return tr; })),
      R.gantt.deferred(i) ? R.h('p', null, 'Deferred: its covered gear stays') : null, R.h('p', null, 'Cost ' + R.money(K.cost[i]) + (K.unknown[i] ? ', and ' + R.plural(K.unknown[i], 'line') + ' without a price' : ''))];
  };

  const point = (u, x, y) => {
    if (!u || u.row.head) return hide();
    tip.replaceChildren(...R.put(R.h('div'), about(u.row, u.day)).childNodes);
    tip.hidden = stripe.hidden = false;
    const width = g.canvas.clientWidth, w = tip.offsetWidth, h = tip.offsetHeight, top = g.canvas.offsetTop;
    tip.style.left = Math.max(4, x + 18 + w > width ? x - w - 14 : x + 18) + 'px';
    tip.style.top = top + Math.max(4, Math.min(y + 16, g.canvas.clientHeight - h - 6)) + 'px';
    stripe.style.top = top + at.y0 + u.i * at.ky + 'px';
    stripe.style.height = Math.max(2, at.ky) + 'px';
  };

  const open = (row) => {
    if (row.p >= 0) R.openPackage(row.p, g.canvas);
  };

  const step = (by) => {
    let i = cursor < 0 ? Math.max(0, at.first - (by > 0 ? 1 : -1)) : cursor;
    do i += by; while (rows[i] && rows[i].head);
    if (!rows[i]) return;
    cursor = i;
    const [a, b] = shownRows();
    if (i < a || i + 1 > b) R.gantt.window(i - (b - a) / 2, i + (b - a) / 2);
    const j = rows[i].acts[0], day = j === undefined ? D.meta.start : A.start[j];
    point({i, row: rows[i], day: null}, Math.max(at.box.x, at.x0 + day * at.kx), at.y0 + (i + 1) * at.ky);
    R.say(rows[i].label + (j === undefined ? '' : ', from ' + R.date(A.start[j])) + '. Enter opens it.');
  };

  const keys = (e) => {
    const f = {ArrowDown: () => step(1), ArrowUp: () => step(-1), PageDown: () => moveRows(.8), PageUp: () => moveRows(-.8), Home: () => moveRows(-1e9), End: () => moveRows(1e9),
      ']': () => zoomRows(.5), '[': () => zoomRows(2), Enter: () => cursor >= 0 && open(rows[cursor]), Escape: hide, 0: () => { R.zoom(g.chart, 0); R.gantt.window(0, rows.length); }}[e.key];
    if (!f || e.ctrlKey || e.metaKey || e.altKey) return false;
    f();
    return true;
  };

  // ---- the table behind

  const table = () => ({
    id: 'packages-table', caption: 'Work packages', open: (row) => R.openPackage(row[14], null),
    columns: [{title: 'Package', kind: 'text'}, {title: 'Site', kind: 'text'}, {title: 'Region', kind: 'text'}, {title: 'Domain', kind: 'text'}, {title: 'Method', kind: 'text'}, {title: 'New vendor', kind: 'text'},
      {title: 'Start', kind: 'date'}, {title: 'Cutover', kind: 'date'}, {title: 'Finish', kind: 'date'}, {title: 'Covered until', kind: 'date'}, {title: 'Crews', kind: 'text'}, {title: 'Outage hours', kind: 'number'},
      {title: 'Cost', kind: 'money'}, {title: 'Counted by the programme', kind: 'money'}],
    rows: left.map((i) => {
      const acts = R.gantt.activities(i), cut = R.gantt.cutover(i), none = R.gantt.deferred(i);
      return [R.word(K.id[i]), R.word(K.siteName[i]), R.word(K.region[i]), R.word(K.domain[i]), R.word(K.method[i]), R.word(K.vendor[i]), none ? '' : R.day(R.gantt.start(i)), cut === undefined ? '' : R.day(A.start[cut]),
        none ? '' : R.day(R.gantt.finish(i)), R.day(K.coveredUntil[i]), R.gantt.crews(i).map(R.word).join(', '), acts.reduce((sum, j) => sum + A.hours[j], 0), K.cost[i], K.reimbursable[i], i];
    }),
  });

  R.section({
    id: 'schedule', title: 'Schedule', lead: 'Every work package from its first order to the disposal of the old gear. Choose a package to see all of it.',
    render(el) {
      if (!K.id.length) return el.append(R.h('p', {class: 'note'}, 'The plan has no work packages.'));
      el.append(filters(), legend());
      g = R.chart(el, {
        id: 'gantt', height: narrow() ? 520 : 660, option, table, keys, label: 'Gantt chart of ' + R.plural(K.id.length, 'work package') + ', ' + R.date(D.meta.start) + ' to ' + R.date(D.meta.finish) + '. The table below has the same dates.',
        note: 'Drag to move. Time: the slider, Ctrl and the wheel, + −, ← →. Rows: the slider at the right, Alt and the wheel, [ ], Shift and the wheel. ↑ ↓ go from row to row, Enter opens one.',
      });
      g.tools.classList.remove('over');
      g.tools.prepend(R.h('span', {class: 'tools-name'}, 'Rows'),
        R.h('button', {type: 'button', 'aria-label': 'Fewer rows, larger', title: 'Fewer rows, larger', id: 'gantt-rows-in', onclick: () => zoomRows(.5)}, '+'),
        R.h('button', {type: 'button', 'aria-label': 'More rows, smaller', title: 'More rows, smaller', id: 'gantt-rows-out', onclick: () => zoomRows(2)}, '−'),
        R.h('button', {type: 'button', title: 'Show all rows', id: 'gantt-rows-all', onclick: () => R.gantt.window(0, rows.length)}, 'All'), R.h('span', {class: 'tools-name'}, 'Time'));
      g.canvas.after(stripe, tip);
      const zr = g.chart.getZr();
      zr.on('mousemove', (e) => point(under(e.offsetX, e.offsetY), e.offsetX, e.offsetY));
      zr.on('globalout', hide);
      zr.on('click', (e) => { const u = under(e.offsetX, e.offsetY); if (u) { cursor = u.i; open(u.row); } });
      g.chart.on('dataZoom', hide);
      if (rows.length > 120) R.gantt.window(0, rows.length);
      R.packagePanel(el);
    },
  });

  // For tests: what is shown now.
  R.gantt.state = () => ({packages: left.length, rows: rows.length, shown: at ? shownRows() : null});
})();
