'use strict';

// What ran, what came of it, and what each combination comes to over all operators.
(() => {
  const D = R.data, B = R.batch, N = D.run.counts;
  const card = (id, question, figure, ...notes) => R.h('article', {class: 'card', id: 'card-' + id},
    R.h('h3', null, question), R.h('p', {class: 'figure'}, figure), R.h('ul', null, notes.flat().filter(Boolean).map((n) => R.h('li', null, n))));
  const range = (id) => {
    const known = B.column(id).filter((v) => v !== null);
    return known.length ? [known.reduce((a, b) => Math.min(a, b)), known.reduce((a, b) => Math.max(a, b))] : null;
  };
  const span = (id) => {
    const r = range(id), f = B.figure(id);
    return r ? R.show(f.kind, r[0]) + (r[0] === r[1] ? '' : ' to ' + R.show(f.kind, r[1])) : 'not known';
  };
  // brief is the same in few digits, for a headline: the exact ones stand below it.
  const brief = (id) => { const r = range(id); return R.short(r[0]) + (r[0] === r[1] ? '' : ' to ' + R.short(r[1])); };
  const changed = D.fields.map((f, k) => {
    const values = [...new Set(D.combinations.map((c) => c.set[k]))].map((v) => v || 'as stated');
    return f + ': ' + values.slice(0, 8).join(', ') + (values.length > 8 ? ' and ' + R.int(values.length - 8) + ' more' : '');
  });
  const late = () => {
    if (!B.has('spare_days')) return null;
    const missed = B.column('spare_days').filter((v) => v !== null && v < 0).length;
    return missed ? R.plural(missed, 'unit') + (missed === 1 ? ' misses a term' : ' miss a term') : 'Every term is kept where there is a plan';
  };
  const cards = () => [
    card('units', 'What came of it?', R.int(N.done) + ' of ' + R.plural(N.units, 'unit') + ' done',
      N.noPlan ? R.plural(N.noPlan, 'unit') + ' without a plan within the limits: an answer, see what would help' : B.has('finish') ? 'A plan for every one of them' : null,
      N.failed ? R.plural(N.failed, 'unit') + ' failed: see the failures' : 'None failed'),
    card('ran', 'What ran?', R.plural(D.operators.length, 'operator') + ' × ' + R.plural(D.combinations.length, 'combination'), B.scenarios > 1 ? 'Of scenarios: ' + B.cut([...new Set(D.combinations.map((c) => c.scenario))].join(', '), 120) : null, changed,
      'Done with each: ' + (D.run.do.join(', ') || 'nothing'), (D.run.seeds.length ? 'Seed ' + D.run.seeds.join(', ') : '') + (D.run.efforts.length ? ', effort ' + D.run.efforts.map(R.int).join(', ') : '')),
    B.has('own') ? card('own', 'What do operators pay of their own?', brief('own'), 'Own money: ' + span('own') + ', the least and the most of any plan: cost and interest, less what is reimbursed or still to be', 'Cost of a plan: ' + span('cost'), 'Lowest cash: ' + span('lowest_cash')) : null,
    B.has('finish') ? card('when', 'When is it done?', span('finish'), 'The first plan to finish, and the last', late(), B.has('exposure') ? 'Exposure, ' + B.figure('exposure').unit + ': ' + span('exposure') : null) : null,
    !B.has('own') && B.has('estimate') ? card('estimate', 'What is the estimate?', span('estimate'), 'The least and the most of any unit') : null,
  ].filter(Boolean);

  R.section({
    id: 'summary', title: 'Summary',
    render(el) {
      el.append(R.h('div', {class: 'cards few'}, cards()));
      const notes = [...D.notes];
      if (B.n < N.units) notes.push('The tables and charts of this page have ' + R.int(B.n) + ' of ' + R.plural(N.units, 'unit') + ', the worst ones among them; summary.csv, summary.json and summary.xlsx have all');
      if (notes.length) el.append(R.h('ul', {class: 'notes'}, notes.map((n) => R.h('li', null, R.cap(n) + '.'))));
      el.append(R.h('h3', null, 'All operators together'), R.h('p', {class: 'note'}, 'Sums over the operators that have a plan, in US dollars.' + (N.noPlan || N.failed ? ' Where fewer have one the sum is of fewer: compare only combinations with the same number of plans.' : '')));
      const counts = [['No plan', 'noPlan'], ['Failed', 'failed']].filter(([, key]) => N[key]); // a column of noughts says nothing
      R.table(el, {
        id: 'combinations', caption: 'What each combination comes to', page: 12,
        columns: [{title: 'Combination', kind: 'text'}, {title: 'Plans', kind: 'number'}, ...counts.map(([title]) => ({title, kind: 'number'})), {title: 'Cost', kind: 'money'}, {title: 'Reimbursed', kind: 'money'},
          {title: 'Outstanding', kind: 'money'}, {title: 'Own money', kind: 'money'}, {title: 'Last finish', kind: 'date'}, {title: 'Subscriber-hours', kind: 'number'}, {title: 'No price', note: 'Lines without a price, which are in no amount', kind: 'number'}],
        rows: D.combinations.map((c, k) => [B.short(k), c.counts.done, ...counts.map(([, key]) => c.counts[key]), c.cost, c.back, c.outstanding, c.own, c.finish, c.hours, c.withoutPrice]),
      });
    },
  });
})();
