'use strict';

// Light and dark. The system decides until the reader does; paper is always light. The colours stand in the styles
// alone, and charts read them from there.
(() => {
  const root = document.documentElement, dark = matchMedia('(prefers-color-scheme: dark)');
  let chosen = null, printing = false;

  const apply = () => {
    const theme = printing ? 'light' : chosen || (dark.matches ? 'dark' : 'light');
    if (root.dataset.theme === theme) return;
    root.dataset.theme = theme;
    R.colours = null;
    R.emit('theme', theme);
    if (button) name();
  };
  const name = () => {
    const next = root.dataset.theme === 'dark' ? 'light' : 'dark';
    button.textContent = next === 'dark' ? '◐ Dark' : '◑ Light';
    button.setAttribute('aria-label', 'Show the page ' + next);
  };
  let button = null;

  // R.theme reads the colours that hold now: R.theme().ink, .accent, .grid, …: the styles' --c-ink, --c-accent, --c-grid, …
  R.theme = () => {
    if (!R.colours) {
      const style = getComputedStyle(root);
      R.colours = new Proxy({}, {get: (seen, key) => (key in seen ? seen[key] : (seen[key] = style.getPropertyValue('--c-' + key).trim()))});
    }
    return R.colours;
  };

  R.setTheme = (theme) => { chosen = theme; apply(); };

  // R.print is true while the page is laid out for paper.
  R.setPrint = (on) => {
    printing = on;
    apply();
    R.emit('print', on);
  };

  R.motion = () => !matchMedia('(prefers-reduced-motion: reduce)').matches;

  button = R.h('button', {type: 'button', id: 'theme', onclick: () => R.setTheme(root.dataset.theme === 'dark' ? 'light' : 'dark')});
  const print = R.h('button', {type: 'button', id: 'print', onclick: () => window.print()}, 'Print');
  document.getElementById('tools').append(button, print);
  dark.addEventListener('change', apply);
  apply();
  name();
})();

// Patterns for areas, so that colour is never what alone tells them apart.
R.decal = {
  none: {symbol: 'none'},
  hatch: (C) => ({symbol: 'rect', color: C.paper, dashArrayX: [1, 0], dashArrayY: [2, 4], symbolSize: 1, rotation: -Math.PI / 4}),
  dots: (C) => ({symbol: 'circle', color: C.paper, dashArrayX: [[5, 5], [0, 5, 5, 0]], dashArrayY: [5, 0], symbolSize: .6}),
};
