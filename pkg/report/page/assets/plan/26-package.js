'use strict';

// A package in full: R.openPackage(index, back) shows it below the chart; back is where the focus goes when it is closed.
(() => {
  const D = R.data, K = D.packages, A = D.activities;
  const byId = new Map(K.id.map((id, i) => [id, i]));
  let panel = null, back = null;

  R.packagePanel = (el) => { if (!panel) el.append(panel = R.h('aside', {class: 'panel screen-only', id: 'package', 'aria-live': 'polite', hidden: true})); };

  const link = (id) => (byId.has(id) ? R.h('button', {type: 'button', class: 'link', onclick: () => R.openPackage(byId.get(id), back)}, R.word(id)) : R.word(id));
  const list = (words) => words.map(R.word).join(', ');
  const fact = (label, value) => (value === '' || value === null || (Array.isArray(value) && !value.length) ? null : [R.h('dt', null, label), R.h('dd', null, value)]);

  const steps = (i) => R.h('div', {class: 'table-scroll', tabindex: '0', role: 'region', 'aria-label': 'Activities'}, R.h('table', null,
    R.h('thead', null, R.h('tr', null, ['Activity', 'Start', 'Finish', 'Crews', 'Outage', 'Spent', 'Paid back'].map((t, k) => R.h('th', {scope: 'col', class: k > 4 ? 'num' : null}, t)))),
    R.h('tbody', null, R.gantt.activities(i).map((j) => R.h('tr', null,
      R.h('th', {scope: 'row'}, R.cap(R.word(A.kind[j]))), R.h('td', {class: 'date'}, R.date(A.start[j])), R.h('td', {class: 'date'}, R.date(A.finish[j])), R.h('td', null, R.word(A.crews[j])),
      R.h('td', null, A.hours[j] ? R.plural(A.hours[j], 'hour') + ', ' + R.plural(A.lost[j], 'subscriber') + (A.windows[j].length ? ', ' + list(A.windows[j]) : '') : ''),
      R.h('td', {class: 'num'}, R.money(A.spend[j])), R.h('td', {class: 'num'}, R.money(A.reimbursed[j])))))));

  R.openPackage = (i, from) => {
    R.packagePanel(document.getElementById('schedule'));
    back = from || back;
    const title = R.h('h3', {tabindex: '-1'}, (R.word(K.siteName[i]) || R.word(K.site[i])) + ' · ' + R.word(K.domain[i]));
    panel.replaceChildren(
      R.h('div', {class: 'panel-head'}, title, R.h('button', {type: 'button', 'aria-label': 'Close the package', onclick: close}, 'Close')),
      R.put(R.h('dl'), [
        fact('Package', R.word(K.id[i])), fact('Site', R.word(K.site[i]) + (K.region[i] ? ', ' + R.word(K.region[i]) : '')), fact('Application', R.word(K.application[i])), fact('Cluster', R.word(K.cluster[i])),
        fact('Option', R.word(K.option[i]) + ', ' + R.word(K.method[i])), fact('New gear', list(K.products[i])), fact('Old gear', list(K.elements[i]) + ' (' + R.plural(K.units[i], 'unit') + ')'),
        fact('Covered gear works until', R.gantt.deferred(i) ? 'the horizon: deferred' : R.date(K.coveredUntil[i])), fact('Risk weight', R.int(K.risk[i])), fact('Subscribers behind it', R.int(K.subscribers[i])),
        fact('Cost', R.money(K.cost[i]) + (K.unknown[i] ? ', and ' + R.plural(K.unknown[i], 'line') + ' without a price' : '')), fact('Counted by the programme', R.money(K.reimbursable[i])),
        fact('Cut over after', K.after[i].flatMap((id, k) => [k ? ', ' : '', link(id)])), fact('Needs the new gear of', K.afterNew[i].flatMap((id, k) => [k ? ', ' : '', link(id)]))]),
      R.gantt.deferred(i) ? '' : steps(i));
    panel.hidden = false;
    title.focus({preventScroll: true});
    panel.scrollIntoView({block: 'nearest', behavior: R.motion() ? 'smooth' : 'auto'});
    R.emit('package', i);
  };

  const close = () => {
    panel.hidden = true;
    if (back) back.focus();
  };
})();
