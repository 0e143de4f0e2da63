'use strict';

// The money over time: what is spent, released and paid back in each period, the cash at its end with its lowest point, the credit line.
(() => {
  const D = R.data, P = D.periods, T = D.meta.totals, L = D.limits;

  const lowest = () => P.cash.indexOf(T.lowestCash);
  const most = () => P.outOfPocket.indexOf(T.workingCapital);

  const option = (C) => {
    const bars = (name, values, colour, decal, sign) => ({
      name, type: 'bar', stack: 'flow', barCategoryGap: '15%', xAxisIndex: 0, yAxisIndex: 0, itemStyle: {color: colour, decal}, emphasis: {disabled: true},
      data: values.map((v, t) => [R.middle(t), sign * v]),
    });
    const line = (name, values, colour, more) => Object.assign({
      name, type: 'line', xAxisIndex: 1, yAxisIndex: 1, showSymbol: false, symbol: 'circle', lineStyle: {width: 2, color: colour}, itemStyle: {color: colour}, emphasis: {disabled: true}, data: R.ends(values),
    }, more);
    const end = (t) => R.ms(P.start[t] + D.meta.periodDays);
    const marks = [];
    if (lowest() >= 0) marks.push(R.mark(C, [end(lowest()), T.lowestCash], 'lowest ' + R.money(T.lowestCash), 'top', C.blue));
    const limits = [];
    if (L.credit !== null) limits.push({yAxis: -L.credit, label: {formatter: 'credit line ' + R.money(L.credit), position: 'insideEndTop'}});
    const cash = line('Cash at the end', P.cash, C.blue, {
      areaStyle: {color: C['accent-soft'], opacity: .45, origin: 0},
      markPoint: {data: marks, silent: true},
      markLine: {silent: true, symbol: 'none', lineStyle: {color: C.red, type: 'dashed', width: 1.5}, label: {color: C.red, fontSize: 12}, data: limits},
    });
    const out = line('Out of pocket', P.outOfPocket, C.purple, {lineStyle: {width: 2, color: C.purple, type: [6, 4]},
      markPoint: {silent: true, data: most() >= 0 && T.workingCapital ? [R.mark(C, [end(most()), T.workingCapital], 'working capital ' + R.money(T.workingCapital), 'top', C.purple)] : []}});
    const low = Math.min(0, T.lowestCash, L.credit === null ? 0 : -L.credit);
    return {
      aria: {enabled: true, decal: {show: false}, label: {enabled: false}},
      legend: R.legend(C, {data: ['Paid back', 'Released', 'Spent', 'Cash at the end', 'Out of pocket']}),
      grid: [R.timeGrid({top: 74, height: 150}), R.timeGrid({top: 276, bottom: 66})],
      xAxis: [R.timeAxis(C, {gridIndex: 0, axisLabel: {show: false}, min: R.ms(P.start[0]), max: end(P.start.length - 1)}), R.timeAxis(C, {gridIndex: 1, axisLine: {onZero: false, lineStyle: {color: C.line}}, min: R.ms(P.start[0]), max: end(P.start.length - 1)})],
      yAxis: [R.valueAxis(C, 'in each ' + D.meta.period + ': in above, out below', R.short, {gridIndex: 0}), R.valueAxis(C, 'at the end of each ' + D.meta.period, R.short, {gridIndex: 1, min: low < 0 ? (v) => Math.min(v.min, low * 1.18) : null})],
      dataZoom: R.timeZoom(C, [0, 1]),
      axisPointer: {link: [{xAxisIndex: 'all'}]},
      tooltip: R.tip(C, (t) => [
        ['Spent', R.money(P.spend[t])], ['Released', R.money(P.released[t])], ['Paid back', R.money(P.reimbursed[t])], ['Interest', R.money(P.interest[t])],
        ['Cash at the end', R.money(P.cash[t])], ['Out of pocket', R.money(P.outOfPocket[t])], ['Claimed, to come', R.money(P.outstanding[t])]]),
      series: [
        bars('Paid back', P.reimbursed, C.green, R.decal.none, 1), bars('Released', P.released, C.amber, R.decal.dots(C), 1), bars('Spent', P.spend, C.orange, R.decal.hatch(C), -1),
        cash, out,
      ],
    };
  };

  const lead = () => {
    if (L.unlimited) return 'No funding is stated: money limits nothing, and the cash is what the work takes.';
    return 'The cash is lowest in the ' + D.meta.period + ' of ' + R.date(T.lowestCashOn) + ': ' + R.money(T.lowestCash) + '.'
      + (L.credit !== null ? ' The credit line allows ' + R.money(L.credit) + ' below zero.' : ' There is no credit line.')
      + ' At most ' + R.money(T.workingCapital) + ' are out of pocket.';
  };

  R.section({
    id: 'money', title: 'Money over time', nav: 'Money', lead: P.start.length ? lead() : null,
    render(el) {
      if (!P.start.length) return el.append(R.h('p', {class: 'note'}, 'The plan has no periods.'));
      R.chart(el, {
        id: 'money', height: 560, option, note: R.zoomHint,
        label: 'Money by ' + D.meta.period + ': spent, released, paid back, cash at the end, out of pocket. ' + lead(),
        table: {
          columns: [{title: R.cap(D.meta.period) + ' of', kind: 'date'}, ...['Released', 'Spent', 'Paid back', 'Interest', 'Cash at the end', 'Out of pocket', 'Claimed, to come'].map((title) => ({title, kind: 'money'}))],
          rows: P.start.map((d, t) => [R.day(d), P.released[t], P.spend[t], P.reimbursed[t], P.interest[t], P.cash[t], P.outOfPocket[t], P.outstanding[t]]),
        },
      });
    },
  });
})();
