'use strict';

// What differs, table by table; one in which nothing does is left out. The totals stand in the summary.
for (const t of R.data.tables) {
  if (t.id === 'totals') continue;
  R.section({
    id: 'table-of-' + t.id, title: t.title,
    render(el) {
      R.table(el, {id: 'rows-' + t.id, caption: t.title, columns: t.columns, rows: t.rows, page: 25});
      if (t.note) el.append(R.h('p', {class: 'hint'}, R.cap(t.note) + '.'));
    },
  });
}
if (R.data.assumptions.length) {
  R.section({
    id: 'table-of-assumptions', title: 'Assumptions', lead: 'What one plan alone takes for granted, or each takes otherwise.',
    render(el) {
      R.table(el, {id: 'rows-assumptions', caption: 'Assumptions', columns: ['Of', 'a', 'Why', 'b', 'Why'].map((title) => ({title, kind: 'text'})), rows: R.data.assumptions, page: 25});
    },
  });
}
