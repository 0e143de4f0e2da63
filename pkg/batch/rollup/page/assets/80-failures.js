'use strict';

// Units that failed, and units without a plan: why, and what would help.
(() => {
  const D = R.data, U = D.units, B = R.batch, N = D.run.counts;
  if (!N.failed && !N.noPlan) return;
  const hints = (list) => (list.length ? R.h('ul', {class: 'hints'}, list.map((h) => R.h('li', null, h))) : '');
  const of = (state) => D.failures.filter((f) => U.status[f.unit] === state);
  const shown = (list, all) => (list.length < all ? 'The ' + R.int(list.length) + ' on this page of ' + R.int(all) + '; failures.csv has all. ' : '');
  R.section({
    id: 'failures', title: 'Without a plan, and failed', nav: 'Failures',
    lead: (N.noPlan ? R.plural(N.noPlan, 'unit') + ' without a plan' : 'None without a plan') + (N.failed ? ', ' + R.int(N.failed) + ' failed.' : ', none failed.'),
    render(el) {
      const none = of('no-plan'), failed = of('failed');
      if (none.length) {
        el.append(R.h('h3', null, 'No plan within the limits'), R.h('p', {class: 'note'}, shown(none, N.noPlan) + 'The limits clash: no plan keeps all of them. The first change is the least that would help.'));
        R.table(el, {
          id: 'no-plans', caption: 'Units without a plan', page: 10,
          columns: [{title: 'Operator', kind: 'text'}, {title: 'Combination', kind: 'text'}, {title: 'Why', kind: 'text', wide: true}, {title: 'What would help', kind: 'text', wide: true, render: (_, row) => hints(row[4])}],
          rows: none.map((f) => [B.name(f.unit), B.short(U.combination[f.unit]), f.message, f.hints.join(' '), f.hints]),
        });
      }
      if (failed.length) {
        el.append(R.h('h3', null, 'Failed'), R.h('p', {class: 'note'}, shown(failed, N.failed) + 'The folder has the error, the input, and the command that shows it again.'));
        R.table(el, {
          id: 'failed', caption: 'Units that failed', page: 10,
          columns: [{title: 'Operator', kind: 'text'}, {title: 'Combination', kind: 'text'}, {title: 'Kind', kind: 'text'}, {title: 'Message', kind: 'text', wide: true}, {title: 'Where', kind: 'text'}, {title: 'More errors', kind: 'number'}, {title: 'Folder', kind: 'text', wide: true, render: (v) => R.h('code', null, v)}],
          rows: failed.map((f) => [B.name(f.unit), B.short(U.combination[f.unit]), f.kind, f.message, f.file + (f.line ? ':' + f.line : ''), f.others, f.folder]),
        });
      }
    },
  });
})();
