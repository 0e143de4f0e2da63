'use strict';

// Sections stand on the page in the order in which their files are joined. Each is drawn when it comes near the window, or when the browser has
// nothing else to do, or before the page is printed: whichever is first. One that fails says so in its place and on the console,
// and leaves the others alone.
(() => {
  const main = document.getElementById('main'), list = R.h('ul');
  document.getElementById('nav').append(list);
  const waiting = new Map(); // element → how it is drawn

  R.section = (s) => {
    const head = R.h('h2', {id: s.id + '-title'}, s.title);
    const body = R.h('div', {class: 'section-body'});
    const section = R.h('section', {id: s.id, 'aria-labelledby': s.id + '-title'}, head, s.lead ? R.h('p', {class: 'lead'}, s.lead) : null, body);
    main.append(section);
    list.append(R.h('li', null, R.h('a', {href: '#' + s.id}, s.nav || s.title)));
    waiting.set(section, () => s.render(body));
  };

  const draw = (section) => {
    const render = waiting.get(section);
    if (!render) return;
    waiting.delete(section);
    try {
      render();
      section.dataset.drawn = 'yes';
    } catch (e) {
      section.append(R.h('p', {class: 'note bad'}, 'This part could not be drawn: ' + e.message));
      console.error(e);
    }
    if (waiting.size === 0) finished();
  };
  let finished;
  R.ready = new Promise((resolve) => { finished = () => { document.documentElement.dataset.ready = 'yes'; performance.mark('ready'); resolve(); }; });

  R.drawAll = () => { for (const section of [...waiting.keys()]) draw(section); };

  // R.begin is called once, when all files have registered their sections.
  R.begin = () => {
    const near = new IntersectionObserver((seen) => { for (const s of seen) if (s.isIntersecting) { near.unobserve(s.target); draw(s.target); } }, {rootMargin: '400px'});
    for (const section of waiting.keys()) near.observe(section);
    const idle = window.requestIdleCallback || ((f) => setTimeout(f, 30));
    const next = () => {
      const section = waiting.keys().next().value;
      if (!section) return;
      draw(section);
      idle(next, {timeout: 500});
    };
    idle(next, {timeout: 500});
    if (waiting.size === 0) finished();

    const current = new IntersectionObserver((seen) => {
      for (const s of seen) {
        const a = list.querySelector('a[href="#' + s.target.id + '"]');
        if (s.isIntersecting) { list.querySelectorAll('[aria-current]').forEach((o) => o.removeAttribute('aria-current')); a.setAttribute('aria-current', 'true'); }
      }
    }, {rootMargin: '-20% 0px -70% 0px'});
    for (const section of main.querySelectorAll('section')) current.observe(section);
  };

  window.addEventListener('beforeprint', () => { R.drawAll(); R.setPrint(true); });
  window.addEventListener('afterprint', () => R.setPrint(false));
  document.addEventListener('DOMContentLoaded', () => R.begin());
})();
