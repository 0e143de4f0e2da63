'use strict';

// The risk: how far the plan's figures may lie off, how likely it keeps its limits, and what moves cost and finish.
(() => {
  const K = R.data.risk;
  const title = {cost: 'Cost', 'counted by the programme': 'Counted by the programme', 'own share': 'Own share', interest: 'Interest', 'working capital': 'Working capital', 'lowest cash': 'Lowest cash', 'lowest cash, period of': 'Lowest cash, when', finish: 'Finish'};
  const name = (f) => title[f.name] || R.cap(f.name);

  // A strip has a scale of its own, for a finish and an interest have nothing in common but that both vary.
  const money = (f) => ({name: name(f), planned: f.planned, at: f.at, show: R.money, short: R.short, missing: false});
  const date = (f) => ({name: name(f), planned: f.planned, at: f.at, show: (d) => (d ? R.date(Math.round(d)) : 'after all that was looked at'), short: (d) => R.date(Math.round(d)), missing: f.at.includes(0)});
  const strips = () => K.days.filter((f) => f.name === 'finish').map(date).concat(K.money.filter((f) => ['cost', 'own share', 'working capital', 'lowest cash'].includes(f.name)).map(money));

  // fan draws a strip: a pale bar from P10 to P90, a full one from P50 to P80, a line at P50, and the plan itself as a diamond.
  const fan = (el) => {
    const all = strips(), row = 74, wide = el.clientWidth > 620, left = wide ? 150 : 16;
    const range = (s) => {
      const values = s.at.concat([s.planned]).filter((v) => !s.missing || v);
      const low = Math.min(...values), high = Math.max(...values), pad = (high - low || Math.abs(high) || 1) * 0.12;
      return [low - pad, high + pad];
    };
    const draw = (C, s, k) => ({
      type: 'custom', name: s.name, xAxisIndex: k, yAxisIndex: k, data: [[s.planned, 0]], encode: {x: 0, y: 1}, clip: false,
      renderItem: (params, api) => {
        const edge = params.coordSys.x + params.coordSys.width, x = (v) => (s.missing && !v ? edge : api.coord([v, 0])[0]), y = api.coord([s.at[1] || s.planned, 0])[1];
        const bar = (a, b, h, style) => ({type: 'rect', shape: {x: x(a), y: y - h / 2, width: Math.max(1, x(b) - x(a)), height: h}, style});
        const text = (v, words, top, align) => ({type: 'text', style: {text: words, x: x(v), y: top ? y - 15 : y + 14, fill: C.ink, font: '12px ' + C.font, align: align || 'center', verticalAlign: top ? 'bottom' : 'top'}});
        const at = x(s.planned), side = (v) => (x(v) > edge - 80 ? 'right' : x(v) < params.coordSys.x + 80 ? 'left' : 'center');
        return {type: 'group', children: [
          bar(s.at[0], s.at[3], 20, {fill: C['accent-soft'], stroke: C.accent, lineWidth: 1}), bar(s.at[1], s.at[2], 20, {fill: C.accent, opacity: 0.55}),
          {type: 'line', shape: {x1: x(s.at[1]), y1: y - 13, x2: x(s.at[1]), y2: y + 13}, style: {stroke: C.ink, lineWidth: 2.5}},
          {type: 'polygon', shape: {points: [[at, y - 9], [at + 8, y], [at, y + 9], [at - 8, y]]}, style: {fill: C.orange, stroke: C.paper, lineWidth: 1.5}},
          text(s.planned, 'plan ' + s.short(s.planned), true, side(s.planned)),
        ].concat(x(s.at[3]) - x(s.at[0]) > 170 ? [text(s.at[0], s.short(s.at[0]), false, 'left'), text(s.at[3], s.missing && !s.at[3] ? 'later' : s.short(s.at[3]), false, 'right')].concat(x(s.at[1]) - x(s.at[0]) > 120 && x(s.at[3]) - x(s.at[1]) > 120 ? [text(s.at[1], s.short(s.at[1]), false)] : []) : [text((s.at[0] + s.at[3]) / 2, s.short(s.at[0]) + ' to ' + (s.missing && !s.at[3] ? 'later' : s.short(s.at[3])), false)])};
      },
    });
    R.chart(el, {
      id: 'risk', height: all.length * row + 20,
      label: 'How far the plan’s figures may lie off: ' + all.map((s) => s.name + ' ' + s.show(s.at[0]) + ' to ' + s.show(s.at[3]) + ', planned ' + s.show(s.planned)).join('; '),
      note: 'Pale: 8 of 10 runs lie there (P10 to P90). Full: P50 to P80. The line is the middle run (P50), the diamond the plan as it stands. Each strip has a scale of its own.',
      option: (C) => ({
        grid: all.map((_, k) => ({left, right: 22, top: 14 + k * row, height: row - 14})),
        title: all.map((s, k) => ({text: s.name, left: wide ? 0 : left, top: wide ? 14 + k * row + (row - 14) / 2 - 9 : 6 + k * row, textStyle: {fontSize: 13, fontWeight: 600, color: C.ink, width: 140, overflow: 'break'}})),
        xAxis: all.map((s, k) => ({gridIndex: k, type: 'value', min: range(s)[0], max: range(s)[1], show: false})),
        yAxis: all.map((_, k) => ({gridIndex: k, type: 'value', min: -1, max: 1, show: false})),
        tooltip: {trigger: 'item', confine: true, backgroundColor: C.paper, borderColor: C.line, textStyle: {color: C.ink, fontSize: 12},
          formatter: (p) => { const s = all[p.seriesIndex]; return R.h('div', null, R.h('strong', null, s.name), R.h('div', null, 'plan ' + s.show(s.planned)), K.percents.map((q, i) => R.h('div', null, 'P' + q + ' ' + s.show(s.at[i])))); }},
        series: all.map((s, k) => draw(C, s, k)),
      }),
      table: () => ({id: 'risk-figures', filter: false, page: 20, columns: [{title: 'Figure', kind: 'text'}, {title: 'Plan', kind: 'figure'}].concat(K.percents.map((q) => ({title: 'P' + q, kind: 'figure'})), [{title: 'Mean', kind: 'figure'}]),
        rows: K.money.map((f) => [name(f), ...[f.planned, ...f.at, f.mean].map(R.money)]).concat(K.days.map((f) => [name(f), ...[f.planned, ...f.at, f.mean].map((d) => (d ? R.date(d) : 'later'))]))}),
    });
  };

  const chances = (el) => {
    const rows = [...K.chances].reverse(), wide = el.clientWidth > 620, label = (c) => R.cap(c.name) + (c.by ? ', ' + R.date(c.by) : '');
    R.chart(el, {
      id: 'chances', height: 62 + 34 * rows.length, note: 'The bar is the part of the ' + R.int(K.runs) + ' runs; the whisker is where the probability lies with 95 %, as far as the number of runs goes.',
      label: 'Probabilities: ' + K.chances.map((c) => label(c) + ' ' + R.percent(c.part)).join('; '),
      option: (C) => ({
        grid: {left: wide ? 220 : 130, right: 60, top: 10, bottom: 34},
        xAxis: {type: 'value', min: 0, max: 1000000, interval: 250000, axisLabel: {color: C.soft, formatter: (v) => v / 10000 + ' %'}, splitLine: {lineStyle: {color: C.grid}}},
        yAxis: {type: 'category', data: rows.map(label), axisTick: {show: false}, axisLine: {lineStyle: {color: C.line}}, axisLabel: {color: C.ink, width: wide ? 205 : 120, overflow: 'break', fontSize: wide ? 12 : 11}},
        series: [
          {type: 'bar', barMaxWidth: 14, data: rows.map((c) => c.part), itemStyle: {color: C.accent}, silent: true},
          {type: 'custom', silent: true, z: 4, encode: {x: [1, 2, 3], y: 0}, data: rows.map((c, i) => [i, c.low, c.high, c.part]),
            renderItem: (_, api) => {
              const y = api.coord([0, api.value(0)])[1], a = api.coord([api.value(1), 0])[0], b = api.coord([api.value(2), 0])[0], style = {stroke: C.ink, lineWidth: 1.5};
              const line = (x1, y1, x2, y2) => ({type: 'line', shape: {x1, y1, x2, y2}, style});
              return {type: 'group', children: [line(a, y, b, y), line(a, y - 5, a, y + 5), line(b, y - 5, b, y + 5),
                {type: 'text', style: {text: R.percent(api.value(3)), x: b + 7, y, fill: C.ink, font: '600 12px ' + C.font, verticalAlign: 'middle'}}]};
            }},
        ],
      }),
      table: () => ({id: 'risk-chances', filter: false, columns: [{title: 'Kept', kind: 'text'}, {title: 'By', kind: 'date'}, {title: 'Runs', kind: 'number'}, {title: 'Of', kind: 'number'}, {title: 'Probability', kind: 'part'}, {title: 'At least', kind: 'part'}, {title: 'At most', kind: 'part'}],
        rows: K.chances.map((c) => [c.name, c.by, c.kept, K.runs, c.part, c.low, c.high])}),
    });
  };

  // A tornado: what matters most on top. The bar is what the rows are sorted by, the mark another measure of the same.
  const tornado = (el, o) => {
    const all = o.rows.filter((d) => o.bar(d) !== null);
    if (!all.length) return el.append(R.h('p', {class: 'note'}, 'Nothing varies that could be compared.'));
    const top = [...all].sort((a, b) => Math.abs(o.bar(b)) - Math.abs(o.bar(a))).slice(0, 12).reverse(), wide = el.clientWidth > 620;
    const fixed = (v, digits) => (v / 1e6).toFixed(digits).replace('-', '−');
    R.chart(el, {
      id: o.id, height: 88 + 24 * top.length, note: o.note, label: o.label + ': ' + [...top].reverse().map((d) => R.word(d.name) + ' ' + fixed(o.bar(d), 2)).join(', '),
      option: (C) => ({
        aria: {enabled: true, label: {enabled: false}, decal: {show: false}},
        legend: R.legend(C, {data: [o.barName, {name: o.markName, icon: 'diamond'}], selectedMode: false}),
        grid: {left: wide ? 190 : 116, right: 46, top: 36, bottom: 30},
        xAxis: {type: 'value', min: (v) => Math.min(0, Math.floor(v.min * 10) / 10), max: (v) => Math.max(0.1, Math.ceil(v.max * 10) / 10), axisLabel: {color: C.soft, formatter: (v) => v.toFixed(1).replace('-', '−')}, splitLine: {lineStyle: {color: C.grid}}},
        yAxis: {type: 'category', data: top.map((d) => R.word(d.name)), axisTick: {show: false}, axisLine: {onZero: false, lineStyle: {color: C.line}}, axisLabel: {color: C.ink, width: wide ? 175 : 104, overflow: 'truncate'}},
        tooltip: {trigger: 'axis', axisPointer: {type: 'shadow'}, confine: true, backgroundColor: C.paper, borderColor: C.line, textStyle: {color: C.ink, fontSize: 12},
          formatter: (p) => R.h('div', null, R.h('strong', null, R.word(top[p[0].dataIndex].name)), o.tip(top[p[0].dataIndex]).map((t) => R.h('div', null, t)))},
        series: [
          {name: o.barName, type: 'bar', barMaxWidth: 13, itemStyle: {color: C.accent}, label: {show: true, position: 'right', color: C.ink, formatter: (p) => fixed(o.bar(top[p.dataIndex]), 2)},
            data: top.map((d) => ({value: o.bar(d) / 1e6, itemStyle: o.bar(d) < 0 ? {color: C.purple, decal: R.decal.hatch(C)} : {color: C.accent}}))},
          {name: o.markName, type: 'scatter', symbol: 'diamond', symbolSize: 11, z: 4, itemStyle: {color: C.amber, borderColor: C.ink, borderWidth: 1}, data: top.map((d) => (o.mark(d) === null ? null : o.mark(d) / 1e6))},
        ],
      }),
      table: o.table,
    });
  };
  const about = 'Rank correlation is 1 where both always go up together, −1 where one goes down, 0 where they have nothing to do with each other; over ' + R.int(K.detailed) + ' runs.';

  const rank = (v) => (v === null ? null : (v / 1e6).toFixed(3));
  R.section({
    id: 'risk', title: 'How sure: the risk', nav: 'Risk',
    lead: K.why ? null : 'The plan was played ' + R.int(K.runs) + ' times with other prices, durations, deliveries, weather and claim lags; its order was kept.' + (K.unknown ? ' ' + R.plural(K.unknown, 'line') + ' without a price are in no amount.' : ''),
    render(el) {
      if (K.why) return el.append(R.h('p', {class: 'note', id: 'risk-why'}, 'How far the plan may lie off is not known: ' + K.why));
      fan(el);
      if (K.chances.length) {
        el.append(R.h('h3', null, 'How likely the plan keeps its limits'));
        chances(el);
      }
      el.append(R.h('h3', null, 'What moves the cost'));
      tornado(el, {
        id: 'risk-prices', rows: K.prices, label: 'Drivers of the cost by rank correlation', note: about,
        barName: 'rank correlation with the cost', bar: (d) => d.rank, markName: 'part of the variance of the cost', mark: (d) => d.share,
        tip: (d) => ['rank correlation ' + rank(d.rank), d.share === null ? null : R.percent(d.share) + ' of the variance of the cost'].filter(Boolean),
        table: {id: 'risk-prices-table', columns: [{title: 'Price', kind: 'text'}, {title: 'Kind', kind: 'text'}, {title: 'Rank correlation', kind: 'figure'}, {title: 'Part of the variance', kind: 'part'}],
          rows: K.prices.map((d) => [R.word(d.name), d.kind, rank(d.rank), d.share])},
      });
      el.append(R.h('h3', null, 'What moves the finish'));
      tornado(el, {
        id: 'risk-packages', rows: K.packages, label: 'Packages by the part of the runs in which they are on a longest chain', note: 'A package on a longest chain is among those that decide the finish of that run. ' + about,
        barName: 'part of the runs on a longest chain', bar: (d) => Math.round(d.critical / K.runs * 1e6), markName: 'rank correlation with the finish', mark: (d) => d.rank,
        tip: (d) => ['on a longest chain in ' + R.int(d.critical) + ' of ' + R.int(K.runs) + ' runs', d.rank === null ? null : 'rank correlation with the finish ' + rank(d.rank), d.share === null ? null : R.percent(d.share) + ' of the variance of the cost'].filter(Boolean),
        table: {id: 'risk-packages-table', columns: [{title: 'Package', kind: 'text'}, {title: 'Site', kind: 'text'}, {title: 'Runs on a longest chain', kind: 'number'}, {title: 'Rank correlation with the finish', kind: 'figure'}, {title: 'Part of the variance of the cost', kind: 'part'}],
          rows: K.packages.map((d) => [R.word(d.name), R.word(d.site), d.critical, rank(d.rank), d.share])},
      });
    },
  });
})();
