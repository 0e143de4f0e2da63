'use strict';

// What the parts of a batch's page share: units by their number, figures by their id, lists to choose from, and the operator whose
// scenarios the charts show (R.batch.operator; R.emit('operator') when it is another one).
(() => {
  const D = R.data, U = D.units, n = U.id.length;
  const at = new Map(D.figures.map((f, k) => [f.id, k]));
  const measures = [...new Set(U.measure)].filter(Boolean);
  for (const id of ['exposure', 'exposure_bound']) D.figures[at.get(id)].unit = measures.join(' or ');

  // Fields of a scenario by the last part of their name, where that tells them apart.
  const lasts = D.fields.map((f) => f.split('.').pop()), fields = D.fields.map((f, k) => (lasts.filter((x) => x === lasts[k]).length > 1 ? f : lasts[k]));
  const scenarios = new Set(D.combinations.map((c) => c.scenario));

  // The units of each operator, and of each combination.
  const by = (column, count) => {
    const out = Array.from({length: count}, () => []);
    for (let i = 0; i < n; i++) out[column[i]].push(i);
    return out;
  };
  const ofOperator = by(U.operator, D.operators.length), ofCombination = by(U.combination, D.combinations.length);

  const follow = [];
  const B = R.batch = {
    n, fields, scenarios: scenarios.size, ofOperator, ofCombination,
    operator: 0,
    figure: (id) => D.figures[at.get(id)],
    column: (id) => U.figures[at.get(id)],
    value: (i, id) => U.figures[at.get(id)][i],
    has: (id) => B.column(id).some((v) => v !== null),
    title: (f) => f.title + (f.unit ? ', ' + f.unit : ''),
    name: (i) => D.operators[U.operator[i]].name,
    label: (i) => D.combinations[U.combination[i]].label,
    // short is a combination in the fewest words: without a scenario that all have, and fields by their last part.
    short: (c) => [scenarios.size > 1 ? D.combinations[c].scenario : '', ...D.combinations[c].set.map((v, k) => (v === '' ? '' : fields[k] + ' ' + v))].filter(Boolean).join(', ') || D.combinations[c].scenario,
    carrier: (o) => { const {name, carrier} = D.operators[o]; return name + (carrier && carrier !== name ? ' (' + B.cut(carrier, 60) + ')' : ''); },
    cut: (s, most) => (s.length > most ? s.slice(0, most - 1) + '…' : s),
    // link is the operator's name, as a link to the unit's plan where that has a page.
    link: (i) => (U.page[i] ? R.h('a', {href: U.page[i]}, B.name(i)) : B.name(i)),
    // choose shows another operator; the promise is kept when all that follow do. follow calls fill then: at once where el is seen, after
    // the next frame where it is not, for a reader waits for what is on the screen. Of several choices before that the last one counts.
    choose: (operator) => { B.operator = operator; R.emit('operator', operator); return Promise.all(follow.map((f) => f(operator))); },
    follow: (el, fill) => follow.push((operator) => new Promise((done) => {
      const at = el.getBoundingClientRect(), draw = () => { if (operator === B.operator) fill(); done(); };
      if (R.printing || (at.bottom > 0 && at.top < window.innerHeight)) draw();
      else setTimeout(draw, 50);
    })),
    statuses: {done: '● done', 'no-plan': '◐ no plan', failed: '✗ failed'},
    status: (s) => R.h('span', {class: 'state', 'data-state': s}, B.statuses[s] || s),
    // axis is a value axis for a figure. That of days counts them, with marks at even distances: they are few, and weeks and months apart
    // would stand over one another. words writes its values briefly.
    axis: (C, f, more) => {
      const words = B.words(f);
      return R.valueAxis(C, '', words, {minInterval: f.kind === 'number' || f.kind === 'date' ? 1 : undefined, axisLabel: {color: C.soft, hideOverlap: true, formatter: words}, ...more});
    },
    words: (f) => (f.kind === 'date' ? (v) => R.show('date', Math.round(v)) : f.kind === 'money' ? R.short : f.kind === 'part' ? R.percent : R.compact),
    tooltip: (C, formatter, more) => ({confine: true, backgroundColor: C.paper, borderColor: C.line, textStyle: {color: C.ink, fontSize: 13}, formatter, ...more}),
    tip: (head, rows) => R.h('div', {class: 'tip'}, R.h('b', null, B.cut(head, 90)), R.h('table', null, rows.map(([label, value]) => R.h('tr', null, R.h('td', null, B.cut(label, 60)), R.h('td', {class: 'num'}, value))))),
  };

  // R.pick is a list to choose from: options are [value, words]; then(value) at each choice. set(value, options) chooses without a call.
  R.pick = (label, options, then, value) => {
    const id = R.uid('pick'), select = R.h('select', {id, onchange: () => then(Number.isInteger(options[select.selectedIndex][0]) ? Number(select.value) : select.value)});
    const fill = (list) => { options = list; select.replaceChildren(...list.map(([v, words]) => R.h('option', {value: v}, B.cut(words, 90)))); select.classList.toggle('lots', list.length > 30); };
    fill(options);
    if (value !== undefined) select.value = value;
    const el = R.h('label', {class: 'pick', for: id}, label, select);
    return {el, select, set(v, list) { if (list) fill(list); select.value = v; el.hidden = options.length < 2; }};
  };

  // R.pickOperator chooses the operator that the charts of one operator show, in all of them.
  R.pickOperator = () => {
    const pick = R.pick('Operator', D.operators.map((_, o) => [o, B.carrier(o)]), (o) => B.choose(o), B.operator);
    const step = (by) => B.choose((B.operator + by + D.operators.length) % D.operators.length);
    R.on('operator', (o) => pick.set(o));
    pick.set(B.operator);
    return D.operators.length < 2 ? null : R.h('span', {class: 'pick-turn'}, pick.el, R.h('button', {type: 'button', 'aria-label': 'Previous operator', onclick: () => step(-1)}, '‹'), R.h('button', {type: 'button', 'aria-label': 'Next operator', onclick: () => step(1)}, '›'));
  };

  // The first operator to show is one whose scenarios differ most: with most units on its frontier.
  let most = -1;
  ofOperator.forEach((units, o) => {
    const on = units.filter((i) => U.state[i] === 'frontier').length;
    if (on > most) { most = on; B.operator = o; }
  });
})();
