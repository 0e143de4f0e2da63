'use strict';

// The frontier of an operator: its plans by two of exposure, finish and own money. Plans that no other one beats are blue, with a line
// along those that are best in the two figures shown; the others are grey.
(() => {
  const D = R.data, U = D.units, B = R.batch, axes = ['exposure', 'finish', 'own'].filter((id) => B.has(id)).map((id) => B.figure(id));
  if (axes.length < 2) return;
  let x = axes[0], y = axes[axes.length - 1];

  const plans = () => B.ofOperator[B.operator].filter((i) => U.state[i] !== '');
  // Plans of one place in the chart are one point, with all their names in its tip.
  const points = () => {
    const out = new Map();
    for (const i of plans()) {
      const a = B.value(i, x.id), b = B.value(i, y.id);
      if (a === null || b === null) continue;
      const key = [a, b, U.state[i]].join();
      if (!out.has(key)) out.set(key, {value: [a, b], units: [], on: U.state[i] === 'frontier', group: U.group[i]});
      out.get(key).units.push(i);
    }
    return [...out.values()];
  };
  // The steps along the points that are best in the two figures, of one group: what lies above and to the right of them is worse.
  const steps = (all) => {
    let least = Infinity;
    return [...all].sort((p, q) => p.value[0] - q.value[0] || p.value[1] - q.value[1]).filter((p) => p.value[1] < least && ((least = p.value[1]), true)).map((p) => p.value);
  };
  const tip = (p) => R.h('div', {class: 'tip'}, p.units.slice(0, 6).map((i) => [R.h('b', null, B.cut(B.short(U.combination[i]), 90)), R.h('table', null,
    [...axes.map((f) => [B.title(f), R.show(f.kind, B.value(i, f.id))]), ['Status', p.on ? 'on the frontier' : 'beaten' + (U.dominator[i] >= 0 ? ' by ' + B.cut(B.short(U.combination[U.dominator[i]]), 60) : '')]]
      .map(([label, value]) => R.h('tr', null, R.h('td', null, label), R.h('td', {class: 'num'}, value))))]), p.units.length > 6 ? 'and ' + R.int(p.units.length - 6) + ' more' : null);

  const option = (C) => {
    const all = points(), on = all.filter((p) => p.on), off = all.filter((p) => !p.on), narrow = window.innerWidth < 700 && !R.printing;
    const label = {show: !narrow, position: 'top', distance: 7, color: C.ink, fontSize: 12, backgroundColor: C.paper, padding: [2, 4], borderRadius: 3, formatter: (p) => B.cut(B.short(U.combination[p.data.units[0]]), 34) + (p.data.units.length > 1 ? ' +' + (p.data.units.length - 1) : '')};
    const lines = [...new Set(on.map((p) => p.group))].map((g) => steps(on.filter((p) => p.group === g)));
    return {
      grid: {left: 16, right: narrow ? 20 : 60, top: 40, bottom: 44, containLabel: true},
      xAxis: B.axis(C, x, {scale: true, name: B.title(x) + ' →', nameLocation: 'middle', nameGap: 32, nameTextStyle: {color: C.soft}, boundaryGap: ['6%', '6%']}),
      yAxis: B.axis(C, y, {scale: true, name: B.title(y) + ' ↑', nameLocation: 'end', nameGap: 14, nameTextStyle: {color: C.soft, align: 'left', padding: 0}, boundaryGap: ['8%', '8%']}),
      tooltip: B.tooltip(C, (p) => (p.data.units ? tip(p.data) : ''), {trigger: 'item'}),
      series: [
        ...lines.map((data) => ({name: 'On the frontier', type: 'line', step: 'end', symbol: 'none', silent: true, lineStyle: {color: C.blue, width: 1.5, type: [5, 4]}, data, z: 1})),
        {name: 'Beaten', type: 'scatter', symbol: 'circle', symbolSize: 11, itemStyle: {color: C.grey, opacity: .75}, data: off, z: 2},
        {name: 'On the frontier', type: 'scatter', symbol: 'diamond', symbolSize: 17, itemStyle: {color: C.blue, borderColor: C.paper, borderWidth: 1.5}, label, labelLayout: {hideOverlap: true}, data: on, z: 3},
      ],
    };
  };

  R.section({
    id: 'frontier', title: 'Frontier of an operator', nav: 'Frontier',
    lead: 'Left and down is better. A plan on the frontier is one that no other of the operator’s is as good as in ' + axes.map((f) => f.title.toLowerCase()).join(', ') + ' and better in one of them.',
    render(el) {
      const pick = (label, then) => R.pick(label, axes.map((f) => [f.id, B.title(f)]), (id) => { then(B.figure(id)); fill(); });
      const across = pick('Across', (f) => { if (f === y) y = x; x = f; }), up = pick('Up', (f) => { if (f === x) x = y; y = f; }), said = R.h('p', {class: 'note', role: 'status'});
      el.append(R.h('div', {class: 'picks'}, R.pickOperator(), across.el, up.el), said);
      const g = R.chart(el, {
        id: 'frontier', height: 430, option, legend: [{name: 'On the frontier', colour: 'blue', key: 'diamond'}, {name: 'Beaten', colour: 'grey', key: 'solid'}],
        label: 'Plans of an operator by two figures, and the frontier along the best.',
        note: 'The line joins the plans that are best in the two figures shown; one on the frontier away from it is better in the third. Axes need not begin at zero.',
        table: () => ({
          caption: 'Plans of ' + D.operators[B.operator].name, page: 12,
          columns: [{title: 'Combination', kind: 'text', wide: true}, {title: 'On the frontier', kind: 'text'}, ...axes.map((f) => ({title: B.title(f), kind: f.kind})), {title: 'Beaten by', kind: 'text', wide: true}],
          rows: plans().map((i) => [B.label(i), U.state[i] === 'frontier' ? 'yes' : 'no', ...axes.map((f) => B.value(i, f.id)), U.dominator[i] < 0 ? '' : B.label(U.dominator[i])]),
        }),
      });
      const fill = () => {
        across.set(x.id); up.set(y.id);
        const all = plans(), on = all.filter((i) => U.state[i] === 'frontier').length, groups = new Set(all.map((i) => U.group[i])).size, none = B.ofOperator[B.operator].length - all.length;
        said.textContent = D.operators[B.operator].name + ': ' + (all.length ? R.int(on) + ' of ' + R.plural(all.length, 'plan') + (on === 1 ? ' is' : ' are') + ' on the frontier' : 'no plan') + (none ? '; ' + R.plural(none, 'unit') + ' without one' : '')
          + (groups > 1 ? '; they are compared in ' + groups + ' groups, of the same start and measure' : '') + '.';
        g.canvas.setAttribute('aria-label', said.textContent + ' ' + B.title(x) + ' across, ' + B.title(y) + ' up.');
        g.redraw();
        g.refill();
      };
      B.follow(el, fill);
      fill();
    },
  });
})();
