'use strict';

// What changed, and what the comparison rests on; then what the charts of both plans share.
R.section({
  id: 'summary', title: 'What changed', nav: 'Summary', lead: R.data.summary,
  render(el) {
    const totals = R.data.tables.find((t) => t.id === 'totals');
    if (totals) R.table(el, {id: 'rows-totals', caption: 'The plans as a whole: what differs', columns: totals.columns, rows: totals.rows, page: 40});
    el.append(R.h('ul', {class: 'notes'}, R.data.notes.map((n) => R.h('li', {class: n.warning ? 'warning' : null}, n.warning ? R.h('strong', null, 'Warning: ') : null, R.cap(n.text) + '.'))));
  },
});

// R.both is a line of a and one of b over time: values(plan) gives the value of each period. a is drawn dashed, b solid: not by colour alone.
R.both = (C, values, more) => ['a', 'b'].map((name) => {
  const plan = R.data[name], v = values(plan), end = plan.start.length - 1;
  const points = plan.start.map((d, t) => [R.ms(d), v[t]]);
  if (end >= 0) points.push([R.ms(plan.start[end] + plan.periodDays), v[end]]);
  return Object.assign({
    name, type: 'line', step: 'end', showSymbol: false, symbol: 'circle', itemStyle: {color: name === 'a' ? C.orange : C.blue}, emphasis: {disabled: true}, data: points,
    lineStyle: {width: name === 'a' ? 2.5 : 2, type: name === 'a' ? [6, 4] : 'solid', color: name === 'a' ? C.orange : C.blue},
  }, more);
});

R.bothLegend = [{name: 'a', colour: 'orange', key: 'dash'}, {name: 'b', colour: 'blue', key: 'line'}];

// R.bothRange is the stretch of time that both plans take.
R.bothRange = () => {
  const ends = ['a', 'b'].map((n) => R.data[n]).filter((p) => p.start.length).map((p) => [p.start[0], p.start[p.start.length - 1] + p.periodDays]);
  return ends.length ? {min: R.ms(Math.min(...ends.map((e) => e[0]))), max: R.ms(Math.max(...ends.map((e) => e[1])))} : {};
};

// R.bothTip shows what lines have at a moment.
R.bothTip = (C, show) => ({
  trigger: 'axis', confine: true, backgroundColor: C.paper, borderColor: C.line, textStyle: {color: C.ink, fontSize: 13}, axisPointer: {type: 'line', lineStyle: {color: C.soft, type: 'dotted'}},
  formatter: (at) => R.h('div', {class: 'tip'}, R.h('b', null, R.date(Math.round(at[0].axisValue / 86400000))),
    R.h('table', null, at.map((s) => R.h('tr', null, R.h('td', null, s.seriesName), R.h('td', {class: 'num'}, show(s.value[1])))))),
});

// R.bothRows are the rows of the table behind a chart: a day for each period of either plan.
R.bothRows = (values) => {
  const rows = new Map();
  ['a', 'b'].forEach((name, i) => {
    const plan = R.data[name], v = values(plan);
    plan.start.forEach((d, t) => {
      if (!rows.has(d)) rows.set(d, [d, null, null]);
      rows.get(d)[i + 1] = v[t];
    });
  });
  return [...rows.values()].sort((x, y) => x[0] - y[0]).map((r) => [R.day(r[0]), r[1], r[2], r[1] === null || r[2] === null ? null : r[2] - r[1]]);
};
