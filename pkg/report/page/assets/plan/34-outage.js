'use strict';

// Who is out of service, period by period, against the limits: subscribers and sites at the worst moment, and subscriber-hours.
(() => {
  const D = R.data, P = D.periods, T = D.meta.totals, L = D.limits, n = P.start.length;

  const rows = () => [
    {name: 'Subscribers out', unit: 'subscribers, worst moment', values: P.subscribersOut, limit: L.subscribers, colour: 'blue', second: {name: 'of them without any 911 coverage', values: P.noEmergency, colour: 'red'}},
    {name: 'Sites out', unit: 'sites, worst moment', values: P.sitesOut, limit: L.sites, colour: 'green'},
    {name: 'Subscriber-hours', unit: 'subscriber-hours', values: P.hours, limit: L.hours, colour: 'purple'},
  ];

  const option = (C) => {
    const range = {min: R.ms(P.start[0]), max: R.ms(P.start[n - 1] + D.meta.periodDays)};
    const series = [], all = rows(), height = 128, gap = 56;
    all.forEach((r, i) => {
      const worst = Math.max(0, ...r.values), at = r.values.indexOf(worst);
      series.push({
        name: r.name, type: 'bar', barCategoryGap: '15%', barGap: '-100%', xAxisIndex: i, yAxisIndex: i, itemStyle: {color: C[r.colour]}, emphasis: {disabled: true}, data: r.values.map((v, t) => [R.middle(t), v]),
        markLine: r.limit === null ? undefined : R.limit(C, r.limit, 'limit ' + R.int(r.limit)),
        markPoint: worst === 0 ? undefined : {silent: true, data: [R.mark(C, [R.middle(at), worst], 'worst ' + R.int(worst), 'right', C[r.colour])]},
      });
      if (r.second) series.push({name: r.second.name, type: 'bar', barCategoryGap: '15%', xAxisIndex: i, yAxisIndex: i, itemStyle: {color: C[r.second.colour], decal: R.decal.hatch(C)}, emphasis: {disabled: true}, data: r.second.values.map((v, t) => [R.middle(t), v])});
    });
    return {
      aria: {enabled: true, decal: {show: false}, label: {enabled: false}},
      legend: R.legend(C),
      grid: all.map((r, i) => R.timeGrid({top: 74 + i * (height + gap), height, bottom: undefined})),
      xAxis: all.map((r, i) => R.timeAxis(C, {gridIndex: i, ...range, axisLabel: i === all.length - 1 ? undefined : {show: false}})).map((a, i) => (i === all.length - 1 ? R.timeAxis(C, {gridIndex: i, ...range}) : a)),
      yAxis: all.map((r, i) => R.valueAxis(C, r.unit, R.compact, {gridIndex: i, max: (v) => Math.max(v.max, r.limit || 0) * 1.12 || 1, min: 0, splitNumber: 3, axisLabel: {color: C.soft, formatter: R.compact, showMaxLabel: false}})),
      dataZoom: R.timeZoom(C, [0, 1, 2]),
      axisPointer: {link: [{xAxisIndex: 'all'}]},
      tooltip: R.tip(C, (t) => [
        ['Subscribers out', R.int(P.subscribersOut[t])], ['without any 911 coverage', R.int(P.noEmergency[t])], ['911 by another carrier', R.int(P.emergencyOnly[t])], ['Sites out', R.int(P.sitesOut[t])],
        ['Sites that lost a generation', R.int(P.degraded[t])], ['Subscriber-hours', R.int(P.hours[t])]]),
      series,
    };
  };

  const limit = (n, unit) => (n === null ? null : R.int(n) + ' ' + unit);
  const limits = [limit(L.subscribers, 'subscribers at the same moment'), limit(L.sites, 'sites at the same moment'), limit(L.hours, 'subscriber-hours in a ' + D.meta.period), limit(L.allHours, 'subscriber-hours in all')].filter(Boolean);
  const worst = P.subscribersOut.indexOf(T.subscribersOut);
  const lead = (T.subscribersOut ? 'At the worst moment, in the ' + D.meta.period + ' of ' + R.date(P.start[worst]) + ', ' + R.plural(T.subscribersOut, 'subscriber') + ' of ' + R.int(T.subscribers) + ' are out of service. ' : 'Nobody is out of service. ')
    + (limits.length ? 'Limits: ' + limits.join(', ') + '.' : 'No limit is stated.');

  R.section({
    id: 'outage', title: 'Outage over time', nav: 'Outage', lead,
    render(el) {
      if (!n) return el.append(R.h('p', {class: 'note'}, 'The plan has no periods.'));
      R.chart(el, {
        id: 'outage', height: 680, option, note: R.zoomHint, label: 'Outage by ' + D.meta.period + ': subscribers and sites out of service at the worst moment, and subscriber-hours. ' + lead,
        table: {
          columns: [{title: R.cap(D.meta.period) + ' of', kind: 'date'}, ...['Subscribers out', 'Without any 911', '911 by another carrier', 'Sites out', 'Sites that lost a generation', 'Subscriber-hours'].map((title) => ({title, kind: 'number'}))],
          rows: P.start.map((d, t) => [R.day(d), P.subscribersOut[t], P.noEmergency[t], P.emergencyOnly[t], P.sitesOut[t], P.degraded[t], P.hours[t]]),
        },
      });
    },
  });
})();
