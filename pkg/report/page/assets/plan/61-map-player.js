'use strict';

// R.mapPlayer({periods, text, show}) makes the buttons and the slider that go through the periods of a plan: show(period) is
// called for each, text(period) says its days. The slider is a real one, so that the arrow keys, Home, End, Page up and down move it.
// Who asks the system for less motion gets no button that plays by itself.
R.mapPlayer = (o) => {
  const last = Math.max(0, o.periods - 1);
  let period = 0, timer = null;
  const date = R.h('output', {class: 'player-date', id: 'map-date', for: 'map-slider'});
  const slider = R.h('input', {type: 'range', id: 'map-slider', class: 'screen-only', min: 0, max: last, step: 1, value: 0, 'aria-label': 'Period of the plan', oninput: () => { stop(); go(Number(slider.value)); }});
  const button = (id, label, sign, f) => R.h('button', {type: 'button', id, 'aria-label': label, title: label, onclick: f}, sign);

  const go = (t) => {
    t = Math.max(0, Math.min(last, t));
    const same = t === period;
    period = t;
    slider.value = t;
    slider.setAttribute('aria-valuetext', o.text(t));
    date.textContent = o.text(t);
    back.disabled = t === 0;
    on.disabled = t === last;
    if (!same) o.show(t);
  };
  const stop = () => {
    if (timer === null) return;
    clearInterval(timer);
    timer = null;
    play.textContent = '▶ Play';
    play.setAttribute('aria-pressed', 'false');
  };
  const start = () => {
    if (period === last) go(0);
    play.textContent = '⏸ Pause';
    play.setAttribute('aria-pressed', 'true');
    timer = setInterval(() => (period < last ? go(period + 1) : stop()), Math.max(90, Math.min(600, 24000 / Math.max(1, last))));
  };

  const back = button('map-back', 'One period back', '‹', () => { stop(); go(period - 1); });
  const on = button('map-on', 'One period on', '›', () => { stop(); go(period + 1); });
  const play = R.h('button', {type: 'button', id: 'map-play', 'aria-pressed': 'false', onclick: () => (timer === null ? start() : stop())}, '▶ Play');
  const still = !R.motion();
  const el = R.h('div', {class: 'player', role: 'group', 'aria-label': 'Go through the periods'}, R.h('span', {class: 'player-buttons screen-only'}, back, still ? null : play, on), slider, date);
  go(0);
  R.on('print', stop);
  return {el, go, stop, period: () => period};
};

// R.mapZoom gives a map its buttons and its keys: + - 0 and the arrows; and the wheel with Ctrl, because the wheel alone moves the page.
R.mapZoom = (c, hands) => {
  const roam = (action) => c.chart.dispatchAction(Object.assign({type: 'geoRoam', componentType: 'geo', geoId: 'geo'}, action));
  const zoom = (by, x, y) => roam({zoom: by, originX: x === undefined ? c.chart.getWidth() / 2 : x, originY: y === undefined ? c.chart.getHeight() / 2 : y});
  const actions = {
    '+': () => zoom(1.5), '=': () => zoom(1.5), '-': () => zoom(1 / 1.5), 0: () => c.redraw(),
    ArrowLeft: () => roam({dx: 60, dy: 0}), ArrowRight: () => roam({dx: -60, dy: 0}), ArrowUp: () => roam({dx: 0, dy: 60}), ArrowDown: () => roam({dx: 0, dy: -60}),
  };
  c.el.querySelector('.chart-tools').append(...[['+', 'Zoom in', '+'], ['−', 'Zoom out', '-'], ['⟲', 'Show all', '0']]
    .map(([sign, label, key]) => R.h('button', {type: 'button', 'aria-label': label + ' (map)', title: label, onclick: actions[key]}, sign)));
  c.canvas.addEventListener('keydown', (e) => {
    const f = actions[e.key];
    if (!f || e.ctrlKey || e.metaKey || e.altKey) return;
    f();
    e.preventDefault();
  });
  c.canvas.addEventListener('wheel', (e) => {
    if (!e.ctrlKey || hands) return;
    e.preventDefault();
    const r = c.canvas.getBoundingClientRect();
    zoom(e.deltaY < 0 ? 1.2 : 1 / 1.2, e.clientX - r.left, e.clientY - r.top);
  }, {passive: false});
};
