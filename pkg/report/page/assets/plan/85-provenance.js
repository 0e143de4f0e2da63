'use strict';

// What the plan was made from, and by what: whoever has the same files, seed and effort gets the same plan.
R.section({
  id: 'provenance', title: 'Provenance',
  lead: 'The same files, the same seed and the same effort give the same plan, to the byte.',
  render(el) {
    const P = R.data.provenance;
    el.append(R.h('dl', {class: 'facts', id: 'engine'},
      R.h('dt', null, 'Made by'), R.h('dd', null, 'riprep ' + P.version), R.h('dt', null, 'Seed'), R.h('dd', null, P.seed), R.h('dt', null, 'Effort'), R.h('dd', null, R.int(P.effort)),
      P.stopped ? [R.h('dt', null, 'Stopped'), R.h('dd', null, 'The search was ended before its effort was spent; another run may end elsewhere.')] : null));
    R.table(el, {id: 'inputs-table', caption: 'Inputs with their digests', filter: false, page: 60,
      columns: [{title: 'File', kind: 'text'}, {title: 'Kind', kind: 'text'}, {title: 'SHA-256', kind: 'text', wide: true, render: (v) => R.h('code', null, v)}], rows: P.inputs});
    if (P.set.length) R.table(el, {id: 'set-table', caption: 'Changed by --set', filter: false, page: 60, columns: [{title: 'Field', kind: 'text'}, {title: 'Value', kind: 'text'}], rows: P.set});
  },
});
