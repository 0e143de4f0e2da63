'use strict';

// Both plans over time, laid over each other: cash, exposure, outage.
(() => {
  const D = R.data;
  if (!D.a.start.length && !D.b.start.length) return;
  const columns = (kind) => [{title: 'Period of', kind: 'date'}, {title: 'a', kind}, {title: 'b', kind}, {title: 'Change', kind}];

  R.section({
    id: 'cash', title: 'Cash', lead: 'What is left at the end of each period; below zero it is drawn from a credit line.',
    render(el) {
      R.chart(el, {
        id: 'cash', height: 360, legend: R.bothLegend, hint: R.zoomHint, label: 'Cash at the end of each period, in both plans.',
        option: (C) => ({
          grid: R.timeGrid({top: 34}), xAxis: R.timeAxis(C, {...R.bothRange(), axisLine: {onZero: false, lineStyle: {color: C.line}}}), yAxis: R.valueAxis(C, 'at the end of each period', R.short), dataZoom: R.timeZoom(C), tooltip: R.bothTip(C, R.money),
          series: R.both(C, (p) => p.cash),
        }),
        table: {columns: columns('money'), rows: () => R.bothRows((p) => p.cash)},
      });
    },
  });

  R.section({
    id: 'gathered', title: 'Exposure', lead: 'The risk of gear that still carries traffic, times days, gathered from the start: the lower, the less was at risk.',
    render(el) {
      const x = D.exposure;
      R.chart(el, {
        id: 'exposure', height: 360, legend: R.bothLegend, hint: R.zoomHint, label: 'Exposure gathered from the start, in risk-days, in both plans.',
        option: (C) => ({
          grid: R.timeGrid({top: 34}), xAxis: R.timeAxis(C, R.bothRange()), yAxis: R.valueAxis(C, 'risk-days', R.compact), dataZoom: R.timeZoom(C), tooltip: R.bothTip(C, R.int),
          series: R.both(C, () => []).map((s, i) => Object.assign(s, {step: false, data: x.before.map((d, k) => [R.ms(d), (i ? x.b : x.a)[k]])})),
        }),
        table: {columns: [{title: 'Before', kind: 'date'}, ...columns('number').slice(1)], rows: () => x.before.map((d, k) => [R.day(d), x.a[k], x.b[k], x.b[k] - x.a[k]])},
      });
    },
  });

  const outages = [['out', 'subscribers, worst moment'], ['sites', 'sites, worst moment'], ['hours', 'subscriber-hours']];
  R.section({
    id: 'outage-both', title: 'Outage', lead: 'Who is out of service, period by period.',
    render(el) {
      R.chart(el, {
        id: 'outage', height: 560, legend: R.bothLegend, hint: R.zoomHint, label: 'Subscribers and sites out of service, and subscriber-hours, by period, in both plans.',
        option: (C) => ({
          grid: outages.map((o, i) => R.timeGrid({top: 34 + i * 168, height: 116, bottom: undefined})),
          xAxis: outages.map((o, i) => R.timeAxis(C, {gridIndex: i, ...R.bothRange(), ...(i < 2 ? {axisLabel: {show: false}} : {})})),
          yAxis: outages.map(([, words], i) => R.valueAxis(C, words, R.compact, {gridIndex: i, min: 0, splitNumber: 3, minInterval: 1})),
          dataZoom: R.timeZoom(C, [0, 1, 2]), axisPointer: {link: [{xAxisIndex: 'all'}]}, tooltip: R.bothTip(C, R.int),
          series: outages.flatMap(([key], i) => R.both(C, (p) => p[key], {xAxisIndex: i, yAxisIndex: i})),
        }),
        table: {
          columns: [{title: 'Period of', kind: 'date'}, ...['Subscribers', 'Sites', 'Subscriber-hours'].flatMap((t) => [t + ' a', t + ' b']).map((title) => ({title, kind: 'number'}))],
          rows: () => {
            const rows = outages.map(([key]) => R.bothRows((p) => p[key]));
            return rows[0].map((r, i) => [r[0], ...rows.flatMap((x) => [x[i][1], x[i][2]])]);
          },
        },
      });
    },
  });
})();
