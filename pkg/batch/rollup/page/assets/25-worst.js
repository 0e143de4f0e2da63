'use strict';

// Worst cases first: one small table for each question.
(() => {
  const D = R.data, B = R.batch, lists = D.worst.filter((w) => w.units.length);
  if (!lists.length) return;
  const beside = {spare_days: ['finish'], lowest_cash: ['lowest_cash_on'], exposure_gap: ['exposure'], own: ['cost'], cost: ['own'], finish: ['spare_days'], exposure: ['finish']};
  R.section({
    id: 'worst', title: 'Worst cases first', nav: 'Worst', lead: D.operators.length > 1 ? 'Who answers each question worst: each operator once, with the combination that is worst for it.' : 'Which combination answers each question worst.',
    render(el) {
      const holder = R.h('div', {class: 'beside'});
      el.append(holder);
      for (const w of lists) {
        const columns = [w.id, ...(beside[w.id] || [])].filter((id) => B.figure(id)).map((id) => B.figure(id)), box = R.h('div', null);
        R.table(box, {
          id: 'worst-' + w.id, caption: w.title, filter: false, page: 5,
          columns: [{title: 'Operator', kind: 'text', render: (_, row) => B.link(row[row.length - 1])}, {title: 'Combination', kind: 'text'}, ...columns.map((f) => ({title: B.title(f), kind: f.kind}))],
          rows: w.units.map((i) => [B.name(i), B.short(D.units.combination[i]), ...columns.map((f) => B.value(i, f.id)), i]),
        });
        holder.append(box);
      }
    },
  });
})();
