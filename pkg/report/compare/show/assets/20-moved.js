'use strict';

// Packages whose cutover moved: a ring where a has it, a dot where b has it, a line between. Those that moved farthest stand first;
// above R.movedMost of them the table alone has the others, and the chart says so.
R.movedMost = 40;
if (R.data.moved.length) {
  const all = R.data.moved, rows = all.slice(0, R.movedMost);
  const option = (C) => ({
    grid: {left: 12, right: 26, top: 14, bottom: 30, containLabel: true},
    xAxis: R.timeAxis(C, {splitLine: {show: true, lineStyle: {color: C.grid}}}),
    yAxis: {type: 'category', inverse: true, data: rows.map((r) => r.id), axisLine: {show: false}, axisTick: {show: false}, axisLabel: {color: C.ink, width: 170, overflow: 'truncate', interval: 0}},
    tooltip: {
      trigger: 'item', confine: true, backgroundColor: C.paper, borderColor: C.line, textStyle: {color: C.ink, fontSize: 13},
      formatter: (at) => { const r = rows[at.dataIndex]; return R.h('div', {class: 'tip'}, R.h('b', null, r.id), R.h('div', null, R.date(r.a) + ' → ' + R.date(r.b)), R.h('div', null, R.days(r.days))); },
    },
    series: [
      {name: 'moved', type: 'custom', silent: true, encode: {x: [0, 1], y: 2}, data: rows.map((r, i) => [R.ms(r.a), R.ms(r.b), i]), renderItem: (params, api) => {
        const from = api.coord([api.value(0), api.value(2)]), to = api.coord([api.value(1), api.value(2)]);
        return {type: 'line', shape: {x1: from[0], y1: from[1], x2: to[0], y2: to[1]}, style: {stroke: C.soft, lineWidth: 2}};
      }},
      {name: 'a', type: 'scatter', symbol: 'circle', symbolSize: 11, itemStyle: {color: C.paper, borderColor: C.orange, borderWidth: 2.5}, data: rows.map((r, i) => [R.ms(r.a), i])},
      {name: 'b', type: 'scatter', symbol: 'diamond', symbolSize: 13, itemStyle: {color: C.blue}, data: rows.map((r, i) => [R.ms(r.b), i])},
    ],
  });
  R.section({
    id: 'moved', title: 'Cutovers that moved', nav: 'Moved',
    lead: R.plural(all.length, 'package') + ' with another day of cutover: a ring where a has it, a diamond where b has it.' + (all.length > rows.length ? ' The chart shows the ' + rows.length + ' that moved farthest; the table has all.' : ''),
    render(el) {
      R.chart(el, {
        id: 'moved', height: 60 + rows.length * 20, option, legend: [{name: 'a', colour: 'orange', key: 'solid'}, {name: 'b', colour: 'blue', key: 'solid'}],
        label: 'Cutovers that moved, package by package.',
        table: {
          columns: [{title: 'Package', kind: 'text'}, {title: 'Cutover a', kind: 'date'}, {title: 'Cutover b', kind: 'date'}, {title: 'Days later', kind: 'number'}],
          rows: all.map((r) => [r.id, R.day(r.a), R.day(r.b), r.days]),
        },
      });
    },
  });
}
