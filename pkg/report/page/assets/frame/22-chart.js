'use strict';

// R.chart draws a chart, and behind it a table of its figures:
//
//   R.chart(el, {id, label, height, option, table: {columns, rows}, note, keys})
//
// option(colours) gives the option of ECharts for the colours that hold; it is asked again when they change. label says
// what the chart shows, for those who do not see it. A chart whose option has dataZoom can be zoomed by buttons, by + - 0 and the arrow
// keys when it has the focus, and by Ctrl with the wheel. The answer has chart (the instance, also in R.charts[id]), el, canvas,
// tools, redraw() and refill(), which makes the table anew.
R.chart = (el, o) => {
  const id = o.id;
  const canvas = R.h('div', {class: 'chart-canvas', id: 'chart-' + id, role: 'img', tabindex: '0', 'aria-label': o.label, style: 'height:' + (o.height || 320) + 'px'});
  const paper = R.h('div', {class: 'chart-paper'});
  const tools = R.h('div', {class: 'chart-tools over'});
  const figure = R.h('figure', {class: 'chart', id: 'figure-' + id}, tools, canvas, paper, o.note ? R.h('figcaption', null, o.note) : null);
  el.append(figure);

  const chart = echarts.init(canvas, null, {renderer: 'canvas'});
  R.charts[id] = chart;
  const base = () => ({
    animation: R.motion() && !R.printing, animationDuration: 250, animationDurationUpdate: 200, useUTC: true,
    textStyle: {fontFamily: R.theme().font, color: R.theme().ink}, aria: {enabled: false}, backgroundColor: 'transparent',
  });
  const redraw = () => chart.setOption(Object.assign(base(), o.option(R.theme())), {notMerge: true});
  redraw();

  const zooms = () => (chart.getOption().dataZoom || []);
  if (zooms().length) {
    tools.append(...[['+', 'Zoom in', () => R.zoom(chart, 0.5)], ['−', 'Zoom out', () => R.zoom(chart, 2)], ['⟲', 'Show all', () => R.zoom(chart, 0)]]
      .map(([sign, label, f]) => R.h('button', {type: 'button', 'aria-label': label + ': ' + o.label, title: label, onclick: f}, sign)));
    canvas.addEventListener('keydown', (e) => {
      if (o.keys && o.keys(e)) return e.preventDefault();
      const f = {'+': () => R.zoom(chart, 0.5), '=': () => R.zoom(chart, 0.5), '-': () => R.zoom(chart, 2), 0: () => R.zoom(chart, 0), ArrowLeft: () => R.pan(chart, -0.2), ArrowRight: () => R.pan(chart, 0.2)}[e.key];
      if (!f || e.ctrlKey || e.metaKey || e.altKey) return;
      f();
      e.preventDefault();
    });
  }

  // The table is made when it is first opened, and anew when its figures change: refill.
  let box = null;
  const fill = () => {
    while (box.children.length > 1) box.lastChild.remove();
    if (box.open) R.table(box, Object.assign({caption: o.label}, typeof o.table === 'function' ? o.table() : o.table));
  };
  if (o.table) {
    box = R.h('details', {class: 'behind', id: 'table-' + id}, R.h('summary', null, 'Table'));
    box.addEventListener('toggle', () => { if (box.children.length === 1) fill(); });
    figure.append(box);
  }

  let width = canvas.clientWidth;
  new ResizeObserver(() => { if (canvas.clientWidth && canvas.clientWidth !== width && !R.printing) { width = canvas.clientWidth; chart.resize(); } }).observe(canvas);
  R.on('theme', redraw);
  return {chart, el: figure, canvas, tools, redraw, refill: fill};
};

// R.zoom makes the stretch of time that a chart shows so many times as long, about its middle; 0 shows all. R.pan moves it by a part of
// its length. Both leave a zoom of rows alone.
R.zoom = (chart, factor) => R.window(chart, (a, b) => (factor ? [(a + b) / 2 - (b - a) * factor / 2, (a + b) / 2 + (b - a) * factor / 2] : [0, 100]));
R.pan = (chart, part) => R.window(chart, (a, b) => {
  const by = Math.max(-a, Math.min((b - a) * part, 100 - b));
  return [a + by, b + by];
});
R.window = (chart, f) => {
  const z = chart.getOption().dataZoom.find((d) => d.orient !== 'vertical' && !/^rows/.test(d.id));
  const [a, b] = f(z.start, z.end);
  chart.dispatchAction({type: 'dataZoom', dataZoomIndex: chart.getOption().dataZoom.indexOf(z), start: Math.max(0, a), end: Math.min(100, b)});
};

// On paper a chart is a picture of itself: a canvas that is drawn anew, in the colours of paper and at twice the resolution.
R.on('print', (printing) => {
  R.printing = printing;
  for (const [id, chart] of Object.entries(R.charts)) {
    const paper = document.querySelector('#figure-' + CSS.escape(id) + ' .chart-paper');
    if (!paper) continue;
    paper.replaceChildren();
    if (printing) paper.append(chart.renderToCanvas({pixelRatio: 2, backgroundColor: '#ffffff'}));
  }
});
