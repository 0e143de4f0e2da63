'use strict';

// How a figure changes over what varies: one field across, a line for each setting of the others.
(() => {
  const D = R.data, U = D.units, B = R.batch, most = 12;
  // What varies: the scenario (-1), and each field with more than one value.
  const valueOf = (c, k) => (k < 0 ? D.combinations[c].scenario : D.combinations[c].set[k] || 'as stated');
  const keys = [-1, ...D.fields.keys()].filter((k) => new Set(D.combinations.map((_, c) => valueOf(c, k))).size > 1);
  const shown = ['finish', 'own', 'cost', 'reimbursed', 'lowest_cash', 'working_capital', 'exposure', 'spare_days', 'subscriber_hours', 'interest', 'estimate', 'covered'].filter((id) => B.has(id)).map((id) => B.figure(id));
  if (!keys.length || !shown.length) return;
  const name = (k) => (k < 0 ? 'Scenario' : D.fields[k]), brief = (k) => (k < 0 ? 'Scenario' : R.cap(B.fields[k]));
  const numeric = (k) => k >= 0 && D.combinations.every((c) => c.set[k] !== '' && !Number.isNaN(Number(c.set[k])));
  let key = keys.find((k) => numeric(k)) ?? keys[0], figure = shown[0];
  // Of the fields with numbers the one with most values is the first to be looked at.
  for (const k of keys) if (numeric(k) && new Set(D.combinations.map((c) => c.set[k])).size > new Set(D.combinations.map((c) => c.set[key])).size) key = k;

  const ways = ['blue', 'orange', 'green', 'purple', 'red', 'amber', 'sky', 'grey'], signs = ['circle', 'diamond', 'rect', 'triangle', 'roundRect', 'pin', 'arrow'], dashes = ['solid', [7, 4], [2, 3]];
  const lines = () => {
    const across = [], out = new Map();
    for (const i of B.ofOperator[B.operator]) {
      const c = U.combination[i], v = valueOf(c, key), rest = keys.filter((k) => k !== key).map((k) => brief(k) + ' ' + valueOf(c, k)).join(', ') || figure.title;
      if (!across.includes(v)) across.push(v);
      if (!out.has(rest)) out.set(rest, new Map());
      out.get(rest).set(v, i);
    }
    across.sort(R.collator.compare);
    return {across, all: [...out].map(([rest, of]) => ({rest, units: across.map((v) => (of.has(v) ? of.get(v) : null))}))};
  };
  const at = (i) => (i === null ? null : B.value(i, figure.id));

  const option = (C) => {
    const {across, all} = lines();
    return {
      grid: {left: 16, right: 34, top: all.length > 1 ? 66 : 42, bottom: 44, containLabel: true},
      legend: {show: all.length > 1, type: 'scroll', top: 2, left: 4, right: 130, itemWidth: 30, textStyle: {color: C.ink, fontSize: 13}, pageTextStyle: {color: C.soft}, pageIconColor: C.accent, pageIconInactiveColor: C.faint, formatter: (s) => B.cut(s, 44)},
      xAxis: {type: 'category', data: across, name: name(key), nameLocation: 'middle', nameGap: 32, nameTextStyle: {color: C.soft}, boundaryGap: true, axisLine: {lineStyle: {color: C.line}, onZero: false}, axisTick: {show: false}, axisLabel: {color: C.soft, hideOverlap: true, width: 110, overflow: 'truncate'}},
      yAxis: B.axis(C, figure, {scale: true, name: B.title(figure), nameLocation: 'end', nameGap: 14, nameTextStyle: {color: C.soft, align: 'left', padding: 0}, splitLine: {show: true, lineStyle: {color: C.grid}}, boundaryGap: ['8%', '8%']}),
      tooltip: B.tooltip(C, (list) => B.tip(brief(key) + ' ' + list[0].axisValue, list.map((s) => [s.seriesName, R.show(figure.kind, at(all[s.seriesIndex].units[s.dataIndex])) || 'none'])), {trigger: 'axis', axisPointer: {type: 'line', lineStyle: {color: C.soft, type: 'dotted'}}}),
      series: all.slice(0, most).map((l, n) => ({
        name: l.rest, type: 'line', symbol: signs[n % signs.length], symbolSize: 10, connectNulls: false, itemStyle: {color: C[ways[n % ways.length]]}, lineStyle: {width: 2.5, type: dashes[n % dashes.length]}, emphasis: {disabled: true},
        data: l.units.map((i) => at(i)),
      })),
    };
  };

  R.section({
    id: 'sweep', title: 'What a change does', nav: 'Changes', lead: 'One operator: a figure over what varies from unit to unit, with a line for each setting of the rest.',
    render(el) {
      const field = R.pick('Over', keys.map((k) => [k, name(k)]), (k) => { key = k; fill(); }), what = R.pick('Figure', shown.map((f) => [f.id, B.title(f)]), (id) => { figure = B.figure(id); fill(); });
      const said = R.h('p', {class: 'note', role: 'status'});
      el.append(R.h('div', {class: 'picks'}, R.pickOperator(), field.el, what.el), said);
      const g = R.chart(el, {
        id: 'sweep', height: 380, option, label: 'A figure of an operator over a field that varies.', note: 'Where a line breaks there is no such unit, or no plan. The axis need not begin at zero.',
        table: () => {
          const {across, all} = lines();
          return {caption: figure.title + ' of ' + D.operators[B.operator].name + ' over ' + name(key), page: 20, columns: [{title: name(key), kind: 'text'}, ...all.map((l) => ({title: B.cut(l.rest, 60), kind: figure.kind}))], rows: across.map((v, n) => [v, ...all.map((l) => at(l.units[n]))])};
        },
      });
      const fill = () => {
        field.set(key); what.set(figure.id);
        const {across, all} = lines();
        said.textContent = D.operators[B.operator].name + ': ' + B.title(figure) + ' over ' + R.plural(across.length, 'value') + ' of ' + (key < 0 ? 'the scenario' : D.fields[key]) + (all.length > most ? '; the chart has the first ' + most + ' of ' + all.length + ' lines, the table all' : '') + '.';
        g.canvas.setAttribute('aria-label', said.textContent);
        g.redraw();
        g.refill();
      };
      B.follow(el, fill);
      fill();
    },
  });
})();
