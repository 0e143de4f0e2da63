'use strict';

// What the plan, and the runs of its risk, take for granted.
R.section({
  id: 'assumptions', title: 'Assumptions',
  lead: 'What was not stated, and what was taken for it. Who knows better states it in the scenario, and plans again.',
  render(el) {
    for (const [of, caption] of [['plan', 'What the plan takes for granted'], ['risk', 'What the runs of the risk take for granted']]) {
      const rows = R.data.assumptions.filter((a) => a.of === of).map((a) => [a.field, a.value, a.why]);
      if (rows.length) {
        R.table(el, {id: 'assumptions-' + of, caption, page: 40, columns: [{title: 'About', kind: 'text'}, {title: 'Taken', kind: 'text'}, {title: 'Why', kind: 'text', wide: true}], rows});
      } else if (of === 'plan') el.append(R.h('p', {class: 'note'}, 'The plan takes nothing for granted.'));
    }
  },
});
