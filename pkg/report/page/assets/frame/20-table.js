'use strict';

// R.table draws a table that is sorted by a click on a heading, filtered by a text, and shown a page at a time, so that thousands of rows
// stay quick:
//
//   R.table(el, {id, caption, columns: [{title, kind, note, render}], rows, page, filter, open, foot})
//
// rows is an array of arrays of values, or a function that makes it when the table is first shown. A value of a column is shown by
// R.show(kind, value); render(value, row), where it is there, gives an element or a text instead, and sorting and filtering go by the
// value all the same. foot is a last row that stays where it is, of totals. open(row) makes rows that can be opened by a click or the Enter key. On paper stand the first R.tablePaper rows,
// and how many there are.
R.tablePaper = 40;
R.collator = new Intl.Collator('en', {numeric: true}); // made once: it is what makes sorting thousands of rows slow

R.table = (el, o) => {
  const page = o.page || 15, id = o.id || R.uid('table');
  const all = typeof o.rows === 'function' ? o.rows() : o.rows;
  let text = '', keep = null, sort = null, down = false, first = 0, size = page;
  let order = all.map((_, i) => i), texts = null;

  const shown = (row, c) => R.show(o.columns[c].kind, row[c]);
  const textOf = (i) => {
    if (!texts) texts = new Array(all.length);
    return texts[i] || (texts[i] = o.columns.map((_, c) => shown(all[i], c)).join('\u0001').toLowerCase());
  };

  const arrange = () => {
    const words = text.toLowerCase().split(/\s+/).filter(Boolean);
    order = [];
    for (let i = 0; i < all.length; i++) if ((!keep || keep(all[i])) && words.every((w) => textOf(i).includes(w))) order.push(i);
    if (sort !== null) {
      const sign = down ? -1 : 1, missing = (v) => v === null || v === undefined || v === '';
      order.sort((a, b) => {
        const x = all[a][sort], y = all[b][sort];
        if (missing(x) || missing(y)) return missing(x) - missing(y) || a - b; // what is not known stands last
        if (typeof x === 'number' && typeof y === 'number') return sign * (x - y) || a - b;
        return sign * R.collator.compare(String(x), String(y)) || a - b;
      });
    }
    first = 0;
  };

  const body = R.h('tbody');
  const count = R.h('span', {class: 'table-count', role: 'status'});
  const turn = (to) => { first = Math.max(0, Math.min(to, Math.floor(Math.max(0, order.length - 1) / page) * page)); draw(); };
  const back = R.h('button', {type: 'button', 'aria-label': 'Previous rows', onclick: () => turn(first - page)}, '‹');
  const on = R.h('button', {type: 'button', 'aria-label': 'Next rows', onclick: () => turn(first + page)}, '›');
  const input = R.h('input', {type: 'search', placeholder: 'Filter', 'aria-label': 'Filter the rows: ' + o.caption, oninput: () => { text = input.value; arrange(); draw(); }});

  const heads = o.columns.map((c, i) => {
    const button = R.h('button', {type: 'button', title: c.note, onclick: () => {
      if (sort === i) down = !down; else { sort = i; down = false; }
      arrange();
      draw();
    }}, c.title, R.h('span', {class: 'sort', 'aria-hidden': 'true'}));
    return R.h('th', {scope: 'col', class: R.isNumber(c.kind) ? 'num' : null}, button);
  });

  const cellOf = (row, c, i) => {
    const column = o.columns[i], content = column.render ? column.render(row[i], row) : shown(row, i);
    return R.h(i === 0 ? 'th' : 'td', {scope: i === 0 ? 'row' : null, class: [R.isNumber(column.kind) ? 'num' : '', column.kind === 'date' ? 'date' : '', column.wide ? 'wide' : ''].filter(Boolean).join(' ') || null}, content);
  };

  const draw = () => {
    body.replaceChildren(...order.slice(first, first + size).map((i) => {
      const row = all[i], tr = R.h('tr', null, o.columns.map((c, k) => cellOf(row, c, k)));
      if (o.open) {
        tr.tabIndex = 0;
        tr.className = 'opens';
        tr.addEventListener('click', () => o.open(row));
        tr.addEventListener('keydown', (e) => { if (e.key === 'Enter') o.open(row); });
      }
      return tr;
    }));
    heads.forEach((th, i) => {
      if (sort === i) th.setAttribute('aria-sort', down ? 'descending' : 'ascending');
      else th.removeAttribute('aria-sort');
    });
    const last = Math.min(first + size, order.length);
    const of = order.length === all.length ? R.int(all.length) : R.int(order.length) + ' (of ' + R.int(all.length) + ')';
    count.hidden = all.length <= 5;
    if (R.printing) count.textContent = last < order.length ? 'The first ' + R.int(last) + ' of ' + R.plural(order.length, 'row') : '';
    else count.textContent = order.length === 0 ? 'no row' : last - first === all.length ? R.plural(all.length, 'row') : R.int(first + 1) + '–' + R.int(last) + ' of ' + of;
    back.disabled = first === 0;
    on.disabled = last >= order.length;
  };

  const table = R.h('table', {id: id, class: o.columns.length > 12 ? 'many most' : o.columns.length > 7 ? 'many' : null}, R.h('caption', null, o.caption), R.h('thead', null, R.h('tr', null, heads)), body,
    o.foot ? R.h('tfoot', null, R.h('tr', null, o.columns.map((_, k) => cellOf(o.foot, null, k)))) : null);
  const quiet = o.filter === false && all.length <= page; // nothing to filter and nothing to turn
  const bar = quiet ? null : R.h('div', {class: 'table-bar'}, all.length > 5 && o.filter !== false ? input : null, count, all.length > page ? R.h('span', {class: 'table-turn'}, back, on) : null);
  const box = R.h('div', {class: 'table'}, bar, R.h('div', {class: 'table-scroll', tabindex: '0', role: 'region', 'aria-label': o.caption}, table));
  el.append(box);
  arrange();
  draw();
  const end = R.on('print', (printing) => {
    if (!box.isConnected) return end(); // it has been replaced by another one
    size = printing ? Math.max(R.tablePaper, page) : page;
    first = printing ? 0 : first;
    draw();
  });

  // For other parts, and for tests: filter(text), only(row => …) to keep some rows before that, and the values of the rows that are left.
  return {el: box, filter(t) { input.value = text = t; arrange(); draw(); }, only(f) { keep = f; arrange(); draw(); }, rows: () => order.map((i) => all[i])};
};
