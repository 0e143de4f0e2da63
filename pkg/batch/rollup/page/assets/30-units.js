'use strict';

// All units in one table: a view of some columns at a time, and one unit in full.
(() => {
  const D = R.data, B = R.batch, U = D.units;
  const overview = ['own', 'cost', 'finish', 'spare_days', 'lowest_cash', 'exposure', 'exposure_gap', 'estimate', 'covered'].filter((id) => B.has(id)).slice(0, 6);
  const views = [['overview', 'Overview'], ['money', 'Money'], ['time', 'Time'], ['risk', 'Risk'], ['outage', 'Outage'], ['gear', 'Gear and estimate']]
    .map(([id, title]) => ({id, title, figures: (id === 'overview' ? overview.map(B.figure) : D.figures.filter((f) => f.group === id)).filter((f) => B.has(f.id))}))
    .filter((v) => v.id === 'overview' || v.figures.length);
  const wanted = {operator: -1, combination: -1, status: ''};
  let table = null, view = views[0];

  const keep = (row) => {
    const i = row[row.length - 1];
    return (wanted.operator < 0 || U.operator[i] === wanted.operator) && (wanted.combination < 0 || U.combination[i] === wanted.combination) && (wanted.status === '' || U.status[i] === wanted.status);
  };
  const numeric = (k) => D.combinations.every((c) => c.set[k] === '' || !Number.isNaN(Number(c.set[k])));

  // One unit with all that is known of it.
  const failures = new Map(D.failures.map((f) => [f.unit, f]));
  const detail = (box, i) => {
    const f = failures.get(i), pair = (label, value) => (value === '' || value === null ? [] : [R.h('dt', null, label), R.h('dd', null, value)]);
    box.replaceChildren(R.h('h4', {tabindex: '-1'}, B.name(i) + ': ' + B.label(i)), R.h('dl', {class: 'facts'},
      pair('Carrier', D.operators[U.operator[i]].carrier), pair('Status', B.status(U.status[i])), pair('Unit', R.h('code', null, U.id[i])), pair('Plan', U.page[i] ? R.h('a', {href: U.page[i]}, 'Its page') : ''),
      pair('Proved to be best', U.state[i] ? (U.optimal[i] ? 'yes' : 'no') : ''), pair('Tightest term', U.term[i]),
      pair('Beaten by', U.dominator[i] >= 0 ? B.label(U.dominator[i]) : ''), f ? [pair('Why', f.message), pair('Kind', f.kind), f.hints.length ? pair('What would help', R.h('ul', {class: 'hints'}, f.hints.map((h) => R.h('li', null, h)))) : [], pair('Folder', R.h('code', null, f.folder))] : [],
      D.figures.map((g) => pair(B.title(g), R.show(g.kind, B.value(i, g.id))))));
    box.hidden = false;
    box.querySelector('h4').focus();
    B.choose(U.operator[i]);
  };

  R.section({
    id: 'units', title: 'All units', nav: 'Units', lead: 'Click a heading to sort, a row to see one unit in full. What is not known stands last.',
    render(el) {
      const holder = R.h('div', {id: 'units-all'}), box = R.h('div', {class: 'detail', id: 'unit', hidden: true});
      const buttons = views.map((v) => R.h('button', {type: 'button', 'aria-pressed': 'false', 'data-view': v.id, onclick: () => show(v)}, v.title));
      const only = (key) => (v) => { wanted[key] = v; table.only(keep); };
      const counts = D.run.counts, states = [['', 'all'], ['done', 'done'], ['no-plan', 'no plan'], ['failed', 'failed']].filter(([s]) => s === '' || counts[s === 'no-plan' ? 'noPlan' : s]);
      const picks = [
        D.operators.length > 1 && R.pick('Operator', [[-1, 'all'], ...D.operators.map((_, o) => [o, B.carrier(o)])], only('operator')),
        D.combinations.length > 1 && R.pick('Combination', [[-1, 'all'], ...D.combinations.map((_, c) => [c, B.short(c)])], only('combination')),
        states.length > 2 && R.pick('Status', states, only('status')),
      ].filter(Boolean);
      const all = counts.done === counts.units; // and no column says so for each
      const several = D.fields.length <= 3; // a column for each field, or one for all
      const show = (v) => {
        view = v;
        buttons.forEach((b) => b.setAttribute('aria-pressed', String(b.dataset.view === v.id)));
        holder.replaceChildren();
        const columns = [{title: 'Operator', kind: 'text', render: (_, row) => B.link(row[row.length - 1])}]
          .concat(several ? [...(B.scenarios > 1 ? [{title: 'Scenario', kind: 'text'}] : []), ...B.fields.map((f, k) => ({title: R.cap(f), note: D.fields[k], kind: numeric(k) ? 'figure' : 'text'}))] : [{title: 'Combination', kind: 'text', wide: true}])
          .concat(all ? [] : [{title: 'Status', kind: 'text', render: B.status}], view.figures.map((f) => ({title: B.title(f), kind: f.kind})));
        const rows = U.id.map((_, i) => {
          const c = D.combinations[U.combination[i]];
          return [B.name(i), ...(several ? [...(B.scenarios > 1 ? [c.scenario] : []), ...c.set] : [c.label]), ...(all ? [] : [U.status[i]]), ...view.figures.map((f) => B.value(i, f.id)), i];
        });
        table = R.table(holder, {id: 'units-table', caption: 'Units: ' + v.title.toLowerCase(), page: 20, columns, rows, open: (row) => detail(box, row[row.length - 1])});
        table.only(keep);
        R.batch.table = table;
      };
      el.append(R.h('div', {class: 'picks'}, picks.map((p) => p.el), views.length > 1 ? R.h('div', {class: 'views', role: 'group', 'aria-label': 'Columns to show'}, buttons) : null), holder, box);
      show(views[0]);
    },
  });
})();
