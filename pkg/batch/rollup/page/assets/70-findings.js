'use strict';

// Findings over all operators: by vendor under one regime, and all in a table.
(() => {
  const D = R.data, F = D.findings, most = 20;
  if (!F.length) return;
  const regimes = [...new Set(F.map((f) => f[0]))], verdicts = [['covered', 'Covered', 'red'], ['unknown', 'Unknown', 'amber']];
  let regime = regimes[0], measure = 4;
  // The regime with most covered gear is the first to be looked at.
  const covered = (r) => F.filter((f) => f[0] === r && f[2] === 'covered').reduce((sum, f) => sum + f[4], 0);
  for (const r of regimes) if (covered(r) > covered(regime)) regime = r;

  const rows = () => {
    const out = new Map();
    for (const f of F) {
      if (f[0] !== regime) continue;
      if (!out.has(f[1])) out.set(f[1], {vendor: f[1], covered: 0, unknown: 0});
      if (f[2] in out.get(f[1])) out.get(f[1])[f[2]] += f[measure];
    }
    return [...out.values()].sort((a, b) => b.covered + b.unknown - a.covered - a.unknown || R.collator.compare(a.vendor, b.vendor));
  };
  const height = () => 70 + Math.min(most, Math.max(2, rows().length)) * 30;
  const option = (C) => {
    const all = rows().slice(0, most);
    return {
      grid: {left: 12, right: 40, top: 8, bottom: 10, containLabel: true},
      xAxis: {...R.valueAxis(C, '', R.compact, {minInterval: 1}), axisLabel: {color: C.soft, hideOverlap: true, formatter: R.compact}},
      yAxis: {type: 'category', inverse: true, data: all.map((r) => r.vendor || 'not stated'), axisLine: {show: false}, axisTick: {show: false}, axisLabel: {color: C.ink, width: window.innerWidth < 700 ? 90 : 170, overflow: 'truncate', interval: 0}},
      tooltip: R.batch.tooltip(C, (list) => R.batch.tip(list[0].axisValue, list.map((s) => [s.seriesName, R.int(s.value)])), {trigger: 'axis', axisPointer: {type: 'shadow'}}),
      series: verdicts.map(([key, name, colour]) => ({name, type: 'bar', stack: 'all', barMaxWidth: 20, itemStyle: {color: C[colour], decal: key === 'unknown' ? R.decal.hatch(C) : R.decal.none}, data: all.map((r) => r[key])})),
    };
  };

  R.section({
    id: 'findings', title: 'Findings', lead: 'Gear that is covered, or may be, over all operators. An operator counts once, however many units it has.',
    render(el) {
      const which = R.pick('Regime', regimes.map((r) => [r, r]), (r) => { regime = r; fill(); }), what = R.pick('Counted', [[4, 'elements'], [5, 'pieces of gear']], (m) => { measure = m; fill(); });
      el.append(R.h('div', {class: 'picks'}, which.el, what.el));
      const g = R.chart(el, {
        id: 'findings', height: height(), option, legend: verdicts.map(([key, name, colour]) => ({name, colour, key: key === 'unknown' ? 'hatch' : 'solid'})), label: 'Covered and unknown gear by vendor under a regime.',
        table: () => ({caption: 'Gear under ' + regime, columns: [{title: 'Vendor', kind: 'text'}, {title: 'Covered', kind: 'number'}, {title: 'Unknown', kind: 'number'}], rows: rows().map((r) => [r.vendor || 'not stated', r.covered, r.unknown])}),
      });
      const fill = () => {
        which.set(regime); what.set(measure);
        g.canvas.setAttribute('aria-label', 'Under ' + regime + ', ' + (measure === 4 ? 'elements' : 'pieces of gear') + ': ' + rows().slice(0, 8).map((r) => (r.vendor || 'not stated') + ' ' + R.int(r.covered) + ' covered, ' + R.int(r.unknown) + ' unknown').join('; '));
        g.canvas.style.height = height() + 'px';
        g.chart.resize();
        g.redraw();
        g.refill();
      };
      fill();
      R.table(el, {
        id: 'findings-table', caption: 'Findings by regime, vendor and verdict', page: 12,
        columns: [{title: 'Regime', kind: 'text'}, {title: 'Vendor', kind: 'text', render: (v) => v || 'not stated'}, {title: 'Verdict', kind: 'text'}, {title: 'Operators', kind: 'number'}, {title: 'Elements', kind: 'number'}, {title: 'Pieces of gear', kind: 'number'}], rows: F,
      });
    },
  });
})();
