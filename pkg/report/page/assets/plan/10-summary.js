'use strict';

// The summary: what goes, by when, what it costs, what comes back, how sure that is. A card has one figure large, and below it what is to be
// known of it; every figure of the plan stands in the table at the end.
(() => {
  const D = R.data, facts = new Map(D.summary.map((f) => [f.id, f]));
  const value = (id) => (facts.has(id) ? facts.get(id).value : null);
  const shown = (id) => { const f = facts.get(id); return f && f.value !== null ? R.show(f.kind, f.value) : 'not known'; };

  const card = (id, question, figure, ...notes) => R.h('article', {class: 'card', id: 'card-' + id},
    R.h('h3', null, question), R.h('p', {class: 'figure'}, figure),
    R.h('ul', null, notes.flat().filter(Boolean).map((n) => R.h('li', null, n))));

  // A bar that shows a part of one: the figure stands beside it, the bar is for the eye alone.
  const bar = (millionths) => R.h('span', {class: 'bar', 'aria-hidden': 'true'}, R.h('span', {style: 'width:' + millionths / 10000 + '%'}));

  const terms = () => D.limits.terms.map((t) => {
    if (!t.finish) return 'Term of ' + R.word(t.application) + ': ' + R.date(t.by) + ', no work in it';
    const spare = t.by - t.finish;
    return 'Term of ' + R.word(t.application) + ': ' + R.date(t.by) + (spare >= 0 ? ', ' + R.plural(spare, 'day') + ' to spare' : ', missed by ' + R.plural(-spare, 'day'));
  });

  const chances = () => D.summary.filter((f) => f.id.startsWith('chance_'));

  const sure = () => {
    const first = D.compared.objectives[0], gap = first && value('objective_' + first.name + '_gap');
    const list = R.h('dl', {class: 'chances'}, chances().map((f) => [
      R.h('dt', null, f.label.replace(/^Probability: /, '')), R.h('dd', {title: f.note}, bar(f.value), R.h('b', null, R.percent(f.value)))]));
    const figure = value('status') === 'optimal' ? 'optimal' : gap === null || gap === undefined ? 'gap not known' : 'gap ' + R.percent(gap);
    const el = card('sure', 'How sure?', figure,
      [value('status') === 'optimal' ? 'No plan is better: proved' : first && gap !== null && gap !== undefined ? 'In ' + first.name + ' no plan can be more than that better: the bound is ' + shown('objective_' + first.name + '_bound') : null,
        facts.get('status').note]);
    if (chances().length) el.append(R.h('p', {class: 'small'}, 'Kept, of ' + R.int(D.spread.runs) + ' runs in which prices, durations, deliveries and weather vary:'), list);
    else el.append(R.h('p', {class: 'small'}, facts.has('risk') ? 'Probabilities: ' + facts.get('risk').note : 'Probabilities: not simulated'));
    return el;
  };

  const unknown = () => (value('unknown_prices') ? R.plural(value('unknown_prices'), 'line') + ' without a price: what they cost comes on top' : null);

  const cards = () => [
    card('goes', 'What goes?', R.plural(value('packages'), 'work package'),
      R.plural(value('elements'), 'element') + ', ' + R.plural(value('units'), 'unit') + ' of gear at ' + R.plural(value('sites'), 'site'),
      R.int(value('covered')) + ' elements are covered, ' + facts.get('covered').note,
      value('unknown') ? R.plural(value('unknown'), 'element') + ' of unknown verdict: see the findings' : null,
      value('deferred') ? R.plural(value('deferred'), 'package') + ' deferred: their covered gear stays' : null),
    card('when', 'By when?', value('finish') ? R.date(value('finish')) : 'no work',
      value('last_cutover') ? 'Last cutover ' + R.date(value('last_cutover')) : null,
      D.spread && D.spread.finish[0] ? 'In 8 of 10 runs ' + R.date(D.spread.finish[0]) + ' to ' + (D.spread.finish[1] ? R.date(D.spread.finish[1]) : 'after all that was looked at') : null,
      terms()),
    card('costs', 'What does it cost?', R.money(value('cost')),
      unknown(),
      D.spread ? 'In 8 of 10 runs ' + R.money(D.spread.cost[0]) + ' to ' + R.money(D.spread.cost[1]) : null,
      'Working capital ' + R.money(value('working_capital')) + (facts.get('working_capital').note ? ', ' + facts.get('working_capital').note : ''),
      'Lowest cash ' + R.money(value('lowest_cash')) + (facts.get('lowest_cash').note ? ', ' + facts.get('lowest_cash').note : '')),
    card('back', 'What comes back?', R.money(value('reimbursed') + value('outstanding')),
      R.money(value('reimbursed')) + ' within the horizon, ' + R.money(value('outstanding')) + ' after it',
      R.money(value('reimbursable')) + ' counted by the programme, before proration',
      R.money(value('ineligible')) + ' not eligible, ' + R.money(value('shortfall')) + ' of what is counted not paid back'),
    card('out', 'Who is out of service?', R.plural(value('subscribers_out'), 'subscriber'),
      'at the worst moment, of ' + R.int(value('subscribers')),
      R.int(value('subscriber_hours')) + ' subscriber-hours in all',
      value('no_emergency') ? R.plural(value('no_emergency'), 'subscriber') + ' without any 911 coverage at the worst moment' : 'Nobody without any 911 coverage'),
    sure(),
  ];

  // Beside the order of a spreadsheet: core, then transport, then the radio sites region by region.
  const beside = (el) => {
    const C = D.compared, show = (o, n) => (n === null ? null : o.unit === 'cents' ? R.money(n) : R.int(n) + ' ' + o.unit);
    el.append(R.h('h3', null, 'Beside the order of a spreadsheet'),
      R.h('p', {class: 'note'}, 'Core first, then transport, then the radio sites region by region, each as early as it fits under the same limits.' + (C.found ? '' : ' It does not fit into them: ' + C.why)));
    const rows = C.objectives.map((o) => [o.name, show(o, o.value), C.found ? show(o, o.baseline) : null, C.found && o.baseline ? R.change(o.value, o.baseline) : null, show(o, o.bound) || 'not known']);
    if (C.found) rows.unshift(['finish', R.date(D.meta.finish), R.date(C.finish), R.days(D.meta.finish - C.finish), '']);
    R.table(el, {id: 'baseline-table', caption: 'The plan and a spreadsheet’s order', filter: false, columns: [
      {title: 'Objective', kind: 'text'}, {title: 'This plan', kind: 'figure'}, {title: 'Spreadsheet', kind: 'figure'}, {title: 'Difference', kind: 'figure'},
      {title: 'No plan is below', kind: 'figure'}], rows});
  };

  R.section({
    id: 'summary', title: 'Summary',
    render(el) {
      el.append(R.h('div', {class: 'cards'}, cards()));
      beside(el);
      const all = R.h('details', {class: 'behind', id: 'summary-all'}, R.h('summary', null, 'All figures'));
      R.table(all, {id: 'summary-table', caption: 'All figures of the summary', page: 80,
        columns: [{title: 'Figure', kind: 'text'}, {title: 'Value', kind: 'figure'}, {title: 'Note', kind: 'text'}],
        rows: D.summary.map((f) => [f.label, f.value === null ? 'not known' : R.show(f.kind, f.value), f.note])});
      el.append(all);
    },
  });
})();
