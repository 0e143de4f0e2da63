'use strict';

// The findings: what is to be settled first, what the rules demand and when that is met, and the verdict on each element with its rule and its
// evidence.
(() => {
  const D = R.data, F = D.findings, n = F.element.length;
  const word = (column, i) => R.word(F[column][i]);
  const signs = {covered: '●', unknown: '◐', 'not covered': '○'};
  const verdict = (v) => R.h('span', {class: 'verdict', 'data-verdict': v}, R.h('span', {'aria-hidden': 'true'}, (signs[v] || '') + ' '), v);
  const plain = (s) => s.replace(/[_-]/g, ' '); // words of a rule as a person would write them
  const counts = {};
  for (let i = 0; i < n; i++) counts[word('verdict', i)] = (counts[word('verdict', i)] || 0) + 1;

  const open = (el) => {
    el.append(R.h('h3', null, 'What to settle first'));
    if (!D.open.length) return el.append(R.h('p', {class: 'note'}, 'Nothing is open: every verdict is known.'));
    R.table(el, {id: 'open-table', caption: 'What is not known of the gear, and what would settle it', filter: false, page: 12,
      columns: [{title: 'What would settle it', kind: 'text', wide: true}, {title: 'Elements', kind: 'number'}, {title: 'Of them with an unknown verdict', kind: 'number'}, {title: 'Which', kind: 'text', wide: true}],
      rows: D.open.map((o) => [R.word(o.settle), o.elements.length, o.unknown, o.elements.slice(0, 12).map(R.word).join(', ') + (o.elements.length > 12 ? ' and ' + R.int(o.elements.length - 12) + ' more' : '')])});
  };

  const rules = (el) => {
    el.append(R.h('h3', null, 'What the rules demand'));
    if (!D.rules.length) return el.append(R.h('p', {class: 'note'}, 'No rule demands anything of gear that is there.'));
    const shares = D.rules.some((r) => r.share);
    R.table(el, {id: 'rules-table', caption: 'Rules, and when the plan meets them', filter: false, page: 30,
      columns: [{title: 'Rule', kind: 'text'}, {title: 'Title', kind: 'text', wide: true}, {title: 'Status', kind: 'text'}, {title: 'Demands', kind: 'text'}, {title: 'By', kind: 'date', render: (v) => (v ? R.date(v) : 'no day')},
        {title: 'Met on', kind: 'date', render: (v, row) => R.h('span', {class: row[6] ? null : 'bad'}, v ? R.date(v) : 'not met', row[6] ? '' : row[4] && v ? ', late' : '')}, {title: 'In time', kind: 'text', render: (v) => (v ? '✓ yes' : '✗ no')},
        {title: 'Source read', kind: 'text', render: (v) => (v ? 'yes' : 'not verified')}, {title: 'Elements', kind: 'number'}, {title: 'Packages', kind: 'number'}]
        .concat(shares ? [{title: 'Share of', kind: 'text'}, {title: 'In all', kind: 'number'}, {title: 'Allowed', kind: 'number'}, {title: 'At the start', kind: 'number'}, {title: 'By its day', kind: 'number'}, {title: 'At the end', kind: 'number'}] : []),
      rows: D.rules.map((r) => [R.word(r.rule), r.title, plain(r.status), plain(r.demand), r.by, r.metOn, r.inTime, r.verified, r.elements, r.packages]
        .concat(shares ? (r.share ? [r.share.measure, r.share.total, r.share.allowed, r.share.atStart, r.share.atDate, r.share.atEnd] : [null, null, null, null, null, null]) : []))});
  };

  // One element in full, below the table.
  const detail = (box, i) => {
    const pair = (label, value) => (value ? [R.h('dt', null, label), R.h('dd', null, value)] : []);
    const day = (column) => (F[column][i] ? R.date(F[column][i]) : '');
    box.replaceChildren(R.h('h4', {tabindex: '-1'}, word('element', i)), R.h('dl', {class: 'facts'},
      pair('Site', word('site', i)), pair('Domain', word('domain', i)), pair('Vendor, model', [word('vendor', i), word('model', i)].filter(Boolean).join(' ')),
      pair('Maker', [word('maker', i), word('method', i) && 'recognised: ' + word('method', i)].filter(Boolean).join(', ')), pair('Verdict', verdict(word('verdict', i))), pair('Confidence', word('confidence', i)),
      pair('Evidence', word('evidence', i)), pair('Rule', [word('rule', i), plain(word('demand', i)), day('since') && 'since ' + day('since')].filter(Boolean).join(', ')),
      pair('Must it go?', [word('removal', i), day('removeBy') && 'by ' + day('removeBy')].filter(Boolean).join(', ')),
      pair('May its like be bought?', [{yes: 'no, prohibited', no: 'yes', unknown: 'not known'}[word('buy', i)] || word('buy', i), word('buyBy', i)].filter(Boolean).join(': ')),
      pair('Is its removal paid back?', [word('reimbursable', i), word('reimbursableBy', i)].filter(Boolean).join(': ')), pair('What would settle it', word('settle', i)), pair('Work package', word('package', i) || 'none: it stays')));
    box.hidden = false;
    box.querySelector('h4').focus();
  };

  const all = (el) => {
    el.append(R.h('h3', null, 'The verdict on each element'));
    const holder = R.h('div', {id: 'findings-all'}), box = R.h('div', {class: 'detail', id: 'finding', hidden: true});
    const columns = [{title: 'Element', kind: 'text'}, {title: 'Site', kind: 'text'}, {title: 'Domain', kind: 'text'}, {title: 'Vendor', kind: 'text'}, {title: 'Model', kind: 'text'}, {title: 'Verdict', kind: 'text', render: verdict},
      {title: 'Rule', kind: 'text'}, {title: 'Evidence', kind: 'text', wide: true}, {title: 'Paid back', kind: 'text'}, {title: 'Package', kind: 'text'}];
    const buttons = ['', ...['covered', 'unknown', 'not covered'].filter((v) => counts[v])].map((v) => R.h('button', {type: 'button', 'aria-pressed': v === '' ? 'true' : 'false', 'data-verdict': v, onclick: () => show(v)},
      v === '' ? 'All ' + R.int(n) : [R.h('span', {'aria-hidden': 'true'}, signs[v] + ' '), v + ' ' + R.int(counts[v])]));
    const show = (v) => {
      buttons.forEach((b) => b.setAttribute('aria-pressed', b.dataset.verdict === v ? 'true' : 'false'));
      table.only(v === '' ? null : (row) => row[5] === v);
    };
    const rows = [];
    for (let i = 0; i < n; i++) rows.push([word('element', i), word('site', i), word('domain', i), word('vendor', i), word('model', i), word('verdict', i), word('rule', i), word('evidence', i), word('reimbursable', i), word('package', i), i]);
    el.append(R.h('div', {class: 'filters', role: 'group', 'aria-label': 'Verdicts to show'}, buttons), holder, box);
    const table = R.table(holder, {id: 'findings-table', caption: 'Findings; open a row for all that is known of it', page: 12, columns, rows, open: (row) => detail(box, row[10])});
  };

  R.section({
    id: 'findings', title: 'Findings',
    lead: R.plural(counts.covered || 0, 'element') + ' covered, ' + R.int(counts.unknown || 0) + ' unknown, ' + R.int(counts['not covered'] || 0) + ' not covered. Each has the rule that decided, and the evidence.',
    render(el) {
      open(el);
      rules(el);
      all(el);
    },
  });
})();
