'use strict';

// R.chart draws a chart, and behind it a table of its figures:
//
//   R.chart(el, {id, label, height, option, legend: [{name, colour, key}], table: {columns, rows}, note, hint, keys})
//
// legend names the series: colour is that of the styles, key how it looks (solid, hatch, dots, line, dash); a click hides and shows one.
// option(colours) gives the option of ECharts for the colours that hold; it is asked again when they change. label says
// what the chart shows, for those who do not see it. A chart whose option has dataZoom can be zoomed by buttons, by + - 0 and the arrow
// keys when it has the focus, and by Ctrl with the wheel. The answer has chart (the instance, also in R.charts[id]), el, canvas,
// tools, redraw() and refill(), which makes the table anew.
R.redraws = {};
R.chart = (el, o) => {
  const id = o.id;
  const canvas = R.h('div', {class: 'chart-canvas', id: 'chart-' + id, role: 'img', tabindex: '0', 'aria-label': o.label, style: 'height:' + (o.height || 320) + 'px'});
  const paper = R.h('div', {class: 'chart-paper'});
  const tools = R.h('div', {class: 'chart-tools over'});
  const legend = o.legend ? R.h('div', {class: 'chart-legend', role: 'group', 'aria-label': 'Shown'}, o.legend.map((l) => {
    const button = R.h('button', {type: 'button', 'aria-pressed': 'true', onclick: () => {
      hidden[l.name] = button.getAttribute('aria-pressed') === 'true';
      button.setAttribute('aria-pressed', String(!hidden[l.name]));
      chart.dispatchAction({type: hidden[l.name] ? 'legendUnSelect' : 'legendSelect', name: l.name});
    }}, R.h('span', {class: 'key key-' + l.key, style: '--k: var(--c-' + l.colour + ')', 'aria-hidden': 'true'}), l.name);
    return button;
  })) : null;
  const hidden = {};
  const figure = R.h('figure', {class: 'chart', id: 'figure-' + id}, tools, legend, canvas, paper, o.note ? R.h('figcaption', null, o.note) : null, o.hint ? R.h('p', {class: 'hint screen-only'}, o.hint) : null);
  el.append(figure);

  const chart = echarts.init(canvas, null, {renderer: 'canvas'});
  R.charts[id] = chart;
  const base = () => ({
    animation: R.motion() && !R.printing, animationDuration: 250, animationDurationUpdate: 200, useUTC: true,
    textStyle: {fontFamily: R.theme().font, color: R.theme().ink}, aria: {enabled: false}, backgroundColor: 'transparent',
    legend: {show: false, selected: Object.fromEntries(Object.entries(hidden).map(([name, is]) => [name, !is]))},
  });
  const zooms = () => ((chart.getOption() || {}).dataZoom || []);

  // Drawn anew, a chart keeps what it shows; on paper its sliders are left out.
  const redraw = () => {
    const option = Object.assign(base(), o.option(R.theme())), before = new Map(zooms().map((z) => [z.id, z]));
    for (const z of option.dataZoom || []) {
      const was = before.get(z.id);
      if (was) { z.start = was.start; z.end = was.end; }
      if (R.printing && z.type === 'slider') z.show = false;
    }
    chart.setOption(option, {notMerge: true});
  };
  redraw();
  R.redraws[id] = redraw;

  if (zooms().length) {
    tools.append(...[['+', 'Zoom in', () => R.zoom(chart, 0.5)], ['−', 'Zoom out', () => R.zoom(chart, 2)], ['⟲', 'Show all', () => R.zoom(chart, 0)]]
      .map(([sign, label, f]) => R.h('button', {type: 'button', 'aria-label': label + ': ' + id, title: label, onclick: f}, sign)));
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
    box = R.h('details', {class: 'behind', id: 'table-' + id}, R.h('summary', null, 'Table', R.h('span', {class: 'unseen'}, ' of the figures: ' + id)));
    box.addEventListener('toggle', () => { if (box.children.length === 1) fill(); });
    figure.append(box);
  }

  let width = canvas.clientWidth;
  new ResizeObserver(() => { if (canvas.clientWidth && canvas.clientWidth !== width && !R.printing) { width = canvas.clientWidth; chart.resize(); } }).observe(canvas);
  // New colours first for what is seen, then for the rest; for paper at once.
  R.on('theme', () => {
    const at = canvas.getBoundingClientRect();
    if (R.printing || (at.bottom > 0 && at.top < window.innerHeight)) redraw();
    else setTimeout(redraw, 50);
  });
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
  chart.dispatchAction({type: 'dataZoom', dataZoomId: z.id, start: Math.max(0, a), end: Math.min(100, b)});
};

// On paper a chart is a picture of itself: drawn anew in the colours of paper and for its width, at twice the resolution.
R.paperWidth = 980;
R.on('print', (printing) => {
  for (const [id, chart] of Object.entries(R.charts)) {
    const paper = document.querySelector('#figure-' + CSS.escape(id) + ' .chart-paper');
    if (!paper) continue;
    paper.replaceChildren();
    if (R.redraws[id]) R.redraws[id]();
    if (printing) {
      chart.resize({width: R.paperWidth, animation: {duration: 0}});
      const picture = chart.renderToCanvas({pixelRatio: 2, backgroundColor: '#ffffff'});
      picture.removeAttribute('style'); // it has a place of its own in a chart, and none on paper
      paper.append(picture);
    } else {
      chart.resize({width: 'auto'});
    }
  }
});
