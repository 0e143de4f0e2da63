'use strict';

// What is asked of a programme under each combination, by tier.
(() => {
  const D = R.data, B = R.batch, all = D.demand;
  if (!all.length && !D.rounds.length) return;
  const programmes = [...new Set(all.map((d) => d[1]))];
  let programme = programmes[0];
  const tiers = () => [...new Set(all.filter((d) => d[1] === programme).map((d) => d[2]))].sort(R.collator.compare);
  const title = (t) => (t === '' ? 'Tier not known' : /^\d/.test(t) ? 'Tier ' + t : t);
  const ways = [['blue', 'none'], ['orange', 'hatch'], ['green', 'dots'], ['purple', 'none'], ['grey', 'hatch']];
  const option = (C) => {
    const list = all.filter((d) => d[1] === programme), places = [...new Set(list.map((d) => d[0]))], many = places.length > 30;
    const amount = new Map(list.map((d) => [d[0] + ' ' + d[2], d]));
    return {
      grid: {left: 16, right: 24, top: 66, bottom: many ? 48 : 14, containLabel: true},
      legend: {show: true, type: 'scroll', top: 2, left: 4, textStyle: {color: C.ink, fontSize: 13}},
      xAxis: {type: 'category', data: places.map((c) => B.short(c)), axisLine: {lineStyle: {color: C.line}}, axisTick: {show: false}, axisLabel: {color: C.soft, hideOverlap: true, lineHeight: 15, ...(places.length > 8 || window.innerWidth < 700 ? {rotate: 35, width: 140, overflow: 'truncate'} : {interval: 0, formatter: (s) => s.replaceAll(', ', '\n')})}},
      yAxis: B.axis(C, {kind: 'money'}, {name: 'asked for, US dollars', nameLocation: 'end', nameGap: 14, nameTextStyle: {color: C.soft, align: 'left', padding: 0}}),
      dataZoom: many ? R.timeZoom(C, 0, {labelFormatter: () => '', showDetail: false, bottom: 8}) : undefined,
      tooltip: B.tooltip(C, (at) => B.tip(at[0].axisValue, at.map((s) => { const d = amount.get(places[s.dataIndex] + ' ' + tiers()[s.seriesIndex]); return [s.seriesName, d ? (d[6] ? 'at least ' : '') + (d[5] === null ? 'not known' : R.money(d[5])) : 'none']; })), {trigger: 'axis', axisPointer: {type: 'shadow'}}),
      series: tiers().map((t, n) => ({name: title(t), type: 'bar', stack: 'all', barMaxWidth: 46, itemStyle: {color: C[ways[n % ways.length][0]], decal: ways[n % ways.length][1] === 'none' ? R.decal.none : R.decal[ways[n % ways.length][1]](C)}, data: places.map((c) => (amount.get(c + ' ' + t) || [])[5] ?? null)})),
    };
  };

  R.section({
    id: 'demand', title: 'What is asked of programmes', nav: 'Demand', lead: 'Amounts that a programme counts, before it divides what it has, by tier. Lines without a price are in no amount: where there are some, at least that much.',
    render(el) {
      if (all.length) {
        const which = R.pick('Programme', programmes.map((p) => [p, p]), (p) => { programme = p; fill(); });
        el.append(R.h('div', {class: 'picks'}, which.el));
        const g = R.chart(el, {
          id: 'demand', height: 360, option, label: 'Amounts asked of a programme under each combination, by tier.',
          table: () => ({
            caption: 'Asked of ' + programme, page: 15,
            columns: [{title: 'Combination', kind: 'text', wide: true}, {title: 'Tier', kind: 'text'}, {title: 'Which are', kind: 'text', wide: true}, {title: 'Applications', kind: 'number'}, {title: 'Amount', kind: 'money'}, {title: 'Lines without a price', kind: 'number'}],
            rows: all.filter((d) => d[1] === programme).map((d) => [D.combinations[d[0]].label, title(d[2]), d[3], d[4], d[5], d[6]]),
          }),
        });
        const fill = () => { which.set(programme); g.redraw(); g.refill(); };
        fill();
      }
      if (!D.rounds.length) return;
      el.append(R.h('h3', null, 'To divide the money'), R.h('p', {class: 'note'}, 'Each file has the applications of one combination. Add what the programme has, and see what each gets: ', R.h('code', null, 'riprep allocate FILE'), '.'));
      R.table(el, {
        id: 'rounds-table', caption: 'Files for riprep allocate', page: 10,
        columns: [{title: 'File', kind: 'text', render: (v) => R.h('code', null, v)}, {title: 'Combination', kind: 'text'}, {title: 'Programme', kind: 'text'}, {title: 'Applications', kind: 'number'}, {title: 'Left out, tier not known', kind: 'number'}],
        rows: D.rounds.map((r) => [r[2], B.short(r[0]), r[1], r[3], r[4]]),
      });
    },
  });
})();
