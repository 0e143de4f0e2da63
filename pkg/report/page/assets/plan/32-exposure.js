'use strict';

// The exposure that is left, and the subscribers whose traffic crosses no covered gear any more.
(() => {
  const D = R.data, P = D.periods, T = D.meta.totals, n = P.start.length;

  // How many are on clean paths from the first day of each period on, and after the last.
  const clean = (values, end) => values.map((v, t) => [R.ms(P.start[t]), v]).concat(n ? [[R.ms(P.start[n - 1] + D.meta.periodDays), end]] : []);
  const share = (points) => points.map(([x, v]) => [x, T.subscribers ? v * 100 / T.subscribers : 0]);

  const option = (C) => {
    const range = {min: R.ms(P.start[0]), max: R.ms(P.start[n - 1] + D.meta.periodDays)};
    const line = (name, points, colour, dash) => ({
      name, type: 'line', step: 'end', xAxisIndex: 1, yAxisIndex: 1, showSymbol: false, lineStyle: {width: 2.5, color: colour, type: dash}, itemStyle: {color: colour}, emphasis: {disabled: true}, data: share(points),
    });
    return {
      legend: R.legend(C, {data: ['Exposure', 'Clean: working path', 'Clean: every path']}),
      grid: [R.timeGrid({top: 74, height: 150}), R.timeGrid({top: 276, bottom: 66})],
      xAxis: [R.timeAxis(C, {gridIndex: 0, axisLabel: {show: false}, ...range}), R.timeAxis(C, {gridIndex: 1, ...range})],
      yAxis: [R.valueAxis(C, 'risk of the gear that carries traffic', R.int, {gridIndex: 0, axisLabel: {color: C.soft, formatter: (v) => R.digits(v >= 1000 ? v / 1000 : v) + (v >= 1000 ? ' k' : '')}}),
        R.valueAxis(C, 'subscribers, in percent', (v) => v + ' %', {gridIndex: 1, min: 0, max: 100})],
      dataZoom: R.timeZoom(C, [0, 1]),
      axisPointer: {link: [{xAxisIndex: 'all'}]},
      tooltip: R.tip(C, (t) => [
        ['Exposure', R.int(P.exposure[t])],
        ['Clean, working path', R.int(P.clean[t]) + ' · ' + R.share(P.clean[t], T.subscribers)], ['Clean, every path', R.int(P.cleanEvery[t]) + ' · ' + R.share(P.cleanEvery[t], T.subscribers)]]),
      series: [
        {name: 'Exposure', type: 'line', step: 'end', xAxisIndex: 0, yAxisIndex: 0, showSymbol: false, lineStyle: {width: 2, color: C.orange}, itemStyle: {color: C.orange}, areaStyle: {color: C.orange, opacity: .16}, emphasis: {disabled: true},
          data: P.exposure.map((v, t) => [R.ms(P.start[t]), v]).concat([[range.max, P.exposure[n - 1]]])},
        line('Clean: working path', clean(P.clean, T.cleanAtEnd), C.green, 'solid'),
        line('Clean: every path', clean(P.cleanEvery, T.cleanEveryAtEnd), C.purple, [6, 4]),
      ],
    };
  };

  const lead = 'Exposure is the risk of the packages whose covered gear still carries traffic, ' + D.meta.period + ' by ' + D.meta.period + '. A subscriber is on a clean path when the traffic crosses no covered gear: on the path that works now, or on every path that it can take.';

  R.section({
    id: 'exposure', title: 'Exposure and clean paths', nav: 'Exposure', lead,
    render(el) {
      if (!n) return el.append(R.h('p', {class: 'note'}, 'The plan has no periods.'));
      R.chart(el, {
        id: 'exposure', height: 520, option, note: R.zoomHint,
        label: 'Exposure by ' + D.meta.period + ', and subscribers on clean paths. At the end ' + R.int(T.cleanAtEnd) + ' of ' + R.int(T.subscribers) + ' subscribers are on a clean working path.',
        table: {
          columns: [{title: R.cap(D.meta.period) + ' of', kind: 'date'}, {title: 'Exposure', kind: 'number'}, {title: 'Clean, working path', kind: 'number'}, {title: 'Clean, every path', kind: 'number'}],
          rows: P.start.map((d, t) => [R.day(d), P.exposure[t], P.clean[t], P.cleanEvery[t]]),
        },
      });
    },
  });
})();
