'use strict';

// One figure over all operators under one combination, the worst first.
(() => {
  const D = R.data, U = D.units, B = R.batch;
  const shown = ['own', 'cost', 'finish', 'spare_days', 'lowest_cash', 'working_capital', 'exposure', 'exposure_gap', 'subscriber_hours', 'reimbursed', 'interest', 'estimate', 'covered', 'unknown'].filter((id) => B.has(id)).map((id) => B.figure(id));
  if (D.operators.length < 2 || !shown.length) return;
  let combination = 0, figure = shown[0];
  D.combinations.forEach((c, k) => { if (c.counts.done > D.combinations[combination].counts.done) combination = k; });

  const sorted = () => {
    const sign = figure.better === 'high' ? 1 : -1;
    return B.ofCombination[combination].filter((i) => B.value(i, figure.id) !== null).sort((a, b) => sign * (B.value(a, figure.id) - B.value(b, figure.id)) || a - b);
  };
  const fits = () => (window.innerWidth < 700 && !R.printing ? 14 : 40);
  const option = (C) => {
    const units = sorted(), dated = figure.kind === 'date', many = units.length > fits(), values = units.map((i) => B.value(i, figure.id));
    const middle = values.length ? [...values].sort((a, b) => a - b)[Math.floor((values.length - 1) / 2)] : null;
    const line = middle === null || units.length < 3 ? undefined : {silent: true, symbol: 'none', lineStyle: {color: C.ink, type: 'dashed', width: 1.2}, label: {formatter: 'median ' + (figure.kind === 'number' ? R.int(middle) : B.words(figure)(middle)), position: 'insideEndTop', color: C.ink, fontSize: 12, backgroundColor: C.paper, padding: [1, 4]}, data: [{yAxis: middle}]};
    return {
      grid: {left: 16, right: 24, top: 40, bottom: many ? 48 : 14, containLabel: true},
      xAxis: {type: 'category', data: units.map((i) => B.name(i)), axisLine: {lineStyle: {color: C.line}}, axisTick: {show: false}, axisLabel: {color: C.soft, hideOverlap: true, rotate: units.length > 8 ? 42 : 0, width: 110, overflow: 'truncate', interval: units.length > 8 ? 'auto' : 0}},
      yAxis: B.axis(C, figure, {scale: dated, name: B.title(figure), nameLocation: 'end', nameGap: 14, nameTextStyle: {color: C.soft, align: 'left', padding: 0}, splitLine: {show: true, lineStyle: {color: C.grid}}, ...(dated ? {boundaryGap: ['8%', '8%']} : {})}),
      dataZoom: many ? R.timeZoom(C, 0, {end: Math.max(1, 100 * fits() / units.length), bottom: 8, labelFormatter: () => '', showDetail: false}).map((z) => ({...z, end: Math.max(1, 100 * fits() / units.length), showDataShadow: false})) : undefined,
      tooltip: B.tooltip(C, (list) => { const i = units[list[0].dataIndex]; return B.tip(B.carrier(U.operator[i]), [[figure.title, R.show(figure.kind, B.value(i, figure.id))], ['Place', R.int(list[0].dataIndex + 1) + ' of ' + R.int(units.length)]]); }, {trigger: 'axis', axisPointer: {type: 'shadow'}}),
      series: [dated
        ? {name: figure.title, type: 'scatter', symbol: 'circle', symbolSize: 12, itemStyle: {color: C.blue}, data: values, markLine: line}
        : {name: figure.title, type: 'bar', barMaxWidth: 72, large: false, itemStyle: {color: C.blue, borderRadius: 3}, data: values, markLine: line}],
    };
  };

  R.section({
    id: 'operators', title: 'Operators side by side', nav: 'Operators', lead: 'One figure under one combination, the worst operator first.',
    render(el) {
      const which = R.pick('Combination', D.combinations.map((_, c) => [c, B.short(c)]), (c) => { combination = c; fill(); }), what = R.pick('Figure', shown.map((f) => [f.id, B.title(f)]), (id) => { figure = B.figure(id); fill(); });
      const said = R.h('p', {class: 'note', role: 'status'}), holder = R.h('div');
      el.append(R.h('div', {class: 'picks'}, which.el, what.el), said, holder);
      const g = R.chart(holder, {
        id: 'operators', height: 400, option, label: 'A figure over all operators, sorted.',
        table: () => ({caption: figure.title + ' by operator', page: 15, columns: [{title: 'Operator', kind: 'text', render: (_, row) => B.link(row[3])}, {title: 'Carrier', kind: 'text'}, {title: B.title(figure), kind: figure.kind}], rows: sorted().map((i) => [B.name(i), D.operators[U.operator[i]].carrier, B.value(i, figure.id), i])}),
      });
      const fill = () => {
        which.set(combination); what.set(figure.id);
        const units = sorted(), none = B.ofCombination[combination].length - units.length;
        said.textContent = B.title(figure) + ' of ' + R.plural(units.length, 'operator') + (none ? '; ' + R.int(none) + (none === 1 ? ' has' : ' have') + ' none here, for want of a plan or of what it follows from' : '') + (units.length > fits() ? '. The slider shows the rest' : '') + '.';
        g.canvas.setAttribute('aria-label', said.textContent);
        g.chart.clear();
        g.redraw();
        g.refill();
      };
      fill();
    },
  });
})();
