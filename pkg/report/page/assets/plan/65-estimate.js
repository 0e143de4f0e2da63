'use strict';

// The estimate: by category with its range, by work, eligibility and basis of price; each price once; what the programme does not count, and
// why; what becomes of each application's money.
(() => {
  const E = R.data.estimate;
  const words = {'': 'no price', removal: 'removal', replacement: 'replacement', disposal: 'disposal', yes: 'counted', partly: 'counted in part', no: 'not eligible', argue: 'to be argued, not counted', unclear: 'not clear, not counted'};
  const named = (n) => { const s = R.word(n); return Object.hasOwn(words, s) ? words[s] : s; };
  const unknown = (n) => (n ? R.plural(n, 'line') + ' unknown' : '');

  const sums = [{title: 'Lines', kind: 'number'}, {title: 'Low', kind: 'money'}, {title: 'Estimate', kind: 'money'}, {title: 'High', kind: 'money'}, {title: 'Counted', kind: 'money', note: 'by the programme, before proration'}, {title: 'Without a price', kind: 'number'}];
  const rowOf = (s, name) => [name, s.lines, s.low, s.total, s.high, s.counted, s.unknown];
  const group = (el, id, caption, head, rows) => R.table(el, {id, caption, filter: false, page: 40, columns: [{title: head, kind: 'text'}].concat(sums),
    rows: rows.map((s) => rowOf(s, named(s.key))), foot: rowOf(E.total, 'all')});

  // A category is a bar as long as its estimate, of which the part that is counted is full and the rest hatched; the whisker goes
  // from low to high.
  const chart = (el) => {
    const rows = [...E.category].reverse(), wide = el.clientWidth > 620;
    const whiskers = (C) => ({
      type: 'custom', name: 'low to high', z: 4, silent: true, itemStyle: {color: C.ink}, encode: {x: [1, 2], y: 0}, data: rows.map((s, i) => [i, s.low, s.high]),
      renderItem: (_, api) => {
        const y = api.coord([0, api.value(0)])[1], a = api.coord([api.value(1), 0])[0], b = api.coord([api.value(2), 0])[0], style = {stroke: C.ink, lineWidth: 1.5, fill: null};
        const line = (x1, y1, x2, y2) => ({type: 'line', shape: {x1, y1, x2, y2}, style});
        return {type: 'group', children: [line(a, y, b, y), line(a, y - 4, a, y + 4), line(b, y - 4, b, y + 4)]};
      },
    });
    R.chart(el, {
      id: 'estimate', height: Math.max(170, 46 + 26 * rows.length), note: 'The whisker goes from the low to the high prices; where there is none, the price has no range.',
      label: 'Estimate by category: ' + R.money(E.total.total) + ', between ' + R.money(E.total.low) + ' and ' + R.money(E.total.high),
      legend: [{name: 'counted', colour: 'accent', key: 'solid'}, {name: 'not counted', colour: 'amber', key: 'hatch'}],
      option: (C) => ({
        aria: {enabled: true, label: {enabled: false}, decal: {show: false}},
        grid: {left: wide ? 170 : 108, right: 24, top: 10, bottom: 34},
        xAxis: {type: 'value', axisLabel: {color: C.soft, formatter: R.short, hideOverlap: true}, splitLine: {lineStyle: {color: C.grid}}},
        yAxis: {type: 'category', data: rows.map((s) => named(s.key)), axisTick: {show: false}, axisLine: {lineStyle: {color: C.line}}, axisLabel: {color: C.ink, width: wide ? 155 : 96, overflow: 'truncate'}},
        tooltip: {trigger: 'axis', axisPointer: {type: 'shadow'}, confine: true, backgroundColor: C.paper, borderColor: C.line, textStyle: {color: C.ink, fontSize: 12},
          formatter: (p) => { const s = rows[p[0].dataIndex]; return R.h('div', null, R.h('strong', null, named(s.key)), R.h('div', null, 'estimate ' + R.money(s.total)), R.h('div', null, 'low ' + R.money(s.low) + ', high ' + R.money(s.high)), R.h('div', null, 'counted ' + R.money(s.counted)), s.unknown ? R.h('div', null, unknown(s.unknown)) : null); }},
        series: [
          {name: 'counted', type: 'bar', stack: 'all', barMaxWidth: 15, data: rows.map((s) => s.counted), itemStyle: {color: C.accent}},
          {name: 'not counted', type: 'bar', stack: 'all', barMaxWidth: 15, data: rows.map((s) => s.total - s.counted), itemStyle: {color: C.amber, decal: R.decal.hatch(C)}},
          whiskers(C),
        ],
      }),
      table: () => ({id: 'estimate-category', filter: false, page: 40, columns: [{title: 'Category', kind: 'text'}].concat(sums), rows: E.category.map((s) => rowOf(s, named(s.key))), foot: rowOf(E.total, 'all')}),
    });
  };

  const L = E.lines;
  // A quantity is an exact decimal; only its whole part gets separators.
  const quantity = (v) => (v === null ? '' : String(v).replace(/^\d+/, (whole) => R.int(Number(whole))));
  const lineColumns = [
    {title: 'Name', kind: 'text', wide: true}, {title: 'Category', kind: 'text'}, {title: 'Work', kind: 'text'}, {title: 'Quantity', kind: 'figure', render: quantity}, {title: 'Unit', kind: 'text'},
    {title: 'Unit price', kind: 'money', render: (v, row) => (v !== null ? R.money(v) : L.known[row[11]] ? 'varies' : 'unknown')}, {title: 'Low', kind: 'money'}, {title: 'Estimate', kind: 'money'}, {title: 'High', kind: 'money'},
    {title: 'Counted', kind: 'money'}, {title: 'Eligible', kind: 'text'},
  ];
  const lineRow = (i) => {
    const money = (v) => (L.known[i] ? v : null);
    return [R.word(L.name[i]), R.word(L.category[i]), R.word(L.tag[i]), Number(L.quantity[i]) || null, R.word(L.unit[i]), L.price[i], money(L.low[i]), money(L.total[i]), money(L.high[i]), money(L.counted[i]), named(L.eligible[i]), i];
  };
  const detail = (box, i) => {
    const pair = (label, value) => (value ? [R.h('dt', null, label), R.h('dd', null, value)] : []);
    box.replaceChildren(R.h('h4', {tabindex: '-1'}, R.word(L.name[i])), R.h('dl', {class: 'facts'},
      pair('Item of the catalog', R.word(L.item[i])), pair('Basis', R.word(L.basis[i])), pair('Source', R.word(L.source[i])), pair('Source read', L.verified[i] ? 'yes' : 'not verified'),
      pair('Programme', named(L.eligible[i]) + (R.word(L.eligibleBy[i]) ? ': ' + R.word(L.eligibleBy[i]) : '')), pair('For', R.plural(L.lines[i], 'line') + ' of ' + R.plural(L.packages[i], 'package'))));
    box.hidden = false;
    box.querySelector('h4').focus();
  };
  const lines = L.item.map((_, i) => i);

  const missing = (el) => {
    const rows = new Map(); // what lacks one price is one row, whatever the programme says to it
    for (const i of lines.filter((i) => !L.known[i])) {
      const key = [L.item[i], L.name[i], L.source[i]].join(), row = rows.get(key);
      if (row) row[3] += L.lines[i];
      else rows.set(key, [R.word(L.item[i]), R.word(L.name[i]), R.word(L.category[i]), L.lines[i], R.word(L.source[i])]);
    }
    if (!rows.size) return el.append(R.h('p', {class: 'note', id: 'estimate-known'}, 'Every line has a price.'));
    el.append(R.h('h3', null, 'Prices that are not known'), R.h('p', {class: 'note'}, 'They are in no amount of this page: what they cost comes on top.'));
    R.table(el, {id: 'estimate-unknown', caption: 'Prices that are not known', filter: rows.size > 12, page: 12, rows: [...rows.values()].sort((a, b) => b[3] - a[3]),
      columns: [{title: 'Item', kind: 'text'}, {title: 'Name', kind: 'text'}, {title: 'Category', kind: 'text'}, {title: 'Lines', kind: 'number'}, {title: 'What is missing', kind: 'text', wide: true}]});
  };

  const refused = (el) => {
    if (!E.refused.length) return el.append(R.h('p', {class: 'note'}, 'The programme counts every line in full.'));
    el.append(R.h('h3', null, 'What the programme does not count'));
    R.table(el, {id: 'estimate-refused', caption: 'What is not counted, by the rule that says so', filter: false, columns: [{title: 'Why', kind: 'text', wide: true}, {title: 'Answer', kind: 'text'}, {title: 'Lines', kind: 'number'}, {title: 'Of', kind: 'money'}, {title: 'Not counted', kind: 'money'}],
      rows: E.refused.map((r) => [R.word(r.by) || 'not said', named(r.eligible), r.lines, r.total, r.refused])});
  };

  const applications = (el) => {
    if (!E.applications.length) return;
    const money = (title, note) => ({title, kind: 'money', note});
    el.append(R.h('h3', null, 'Money by application'), R.h('p', {class: 'note'}, 'Every cent of the cost is in exactly one of: not eligible, cut by proration, refused above the allocation, paid back within the horizon, paid back after it.'));
    R.table(el, {id: 'estimate-applications', caption: 'What is claimed of each application’s cost', filter: false, columns: [{title: 'Application', kind: 'text'}, {title: 'Packages', kind: 'number'}, money('Cost'), money('Not eligible'), money('Counted'),
      {title: 'Proration', kind: 'figure'}, money('Cut'), money('Claimed')],
    rows: E.applications.map((a) => [R.word(a.id) || 'none', a.packages, a.cost, a.ineligible, a.counted, a.proration, a.cut, a.claimed])});
    R.table(el, {id: 'estimate-claims', caption: 'What comes of each application’s claims', filter: false, columns: [{title: 'Application', kind: 'text'}, money('Claimed'), money('Refused'), money('Paid back'), money('After the horizon'), money('Allocation'), money('Left of it'),
      {title: 'Term', kind: 'date'}, {title: 'Finish', kind: 'date'}],
    rows: E.applications.map((a) => [R.word(a.id) || 'none', a.claimed, a.refused, a.reimbursed, a.outstanding, a.allocation, a.left, a.term, a.finish])});
  };

  R.section({
    id: 'estimate', title: 'Estimate',
    lead: R.money(E.total.total) + ' of the lines that have a price, of which the programme counts ' + R.money(E.total.counted) + ' before proration.' + (E.total.unknown ? ' ' + R.plural(E.total.unknown, 'line') + ' without a price come on top.' : ''),
    render(el) {
      if (!E.total.lines) return el.append(R.h('p', {class: 'note'}, 'The plan has no estimate lines.'));
      chart(el);
      missing(el);
      group(el, 'estimate-tag', 'By work', 'Work', E.tag);
      group(el, 'estimate-eligible', 'By eligibility', 'Eligible', E.eligible);
      group(el, 'estimate-basis', 'By where prices come from', 'Basis', E.basis);
      refused(el);
      applications(el);
      el.append(R.h('h3', null, 'Each price'), R.h('p', {class: 'note'}, 'Lines that are alike stand in one row, with all that they are for. A price that is a part of others varies with them.'));
      const box = R.h('div', {class: 'detail', id: 'estimate-line', hidden: true});
      R.table(el, {id: 'estimate-lines', caption: 'Estimate lines; open a row for its source and its rule', page: 12, columns: lineColumns, rows: lines.map(lineRow), open: (row) => detail(box, row[11])});
      el.append(box);
    },
  });
})();
