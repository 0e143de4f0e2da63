'use strict';

// How the Gantt chart is drawn. All bars of a kind are one shape with many rectangles, and only those in the window are in it: thousands
// of packages are a handful of shapes, and moving through them stays quick.
(() => {
  const D = R.data, K = D.packages, A = D.activities;

  // Kinds of work are told apart by height and pattern as well as by colour: what waits is thin, what is done at the site is thicker, the
  // cutover fills the row and has a mark.
  R.gantt.kinds = [
    {id: 'prepare', title: 'Prepare, order', part: .22, colour: 'grey'},
    {id: 'install', title: 'Install', part: .56, colour: 'sky'},
    {id: 'remove', title: 'Remove', part: .56, colour: 'orange', hatch: true},
    {id: 'dispose', title: 'Dispose', part: .22, colour: 'purple'},
    {id: 'test', title: 'Test', part: .56, colour: 'amber', hatch: true},
    {id: 'cutover', title: 'Cutover', part: .86, colour: 'blue', mark: true},
  ];

  const Rects = echarts.graphic.extendShape({
    shape: {rects: []},
    buildPath(path, shape) { const r = shape.rects; for (let i = 0; i < r.length; i += 4) path.rect(r[i], r[i + 1], r[i + 2], r[i + 3]); },
  });
  const Diamonds = echarts.graphic.extendShape({
    shape: {points: [], size: 5},
    buildPath(path, shape) {
      const p = shape.points, s = shape.size;
      for (let i = 0; i < p.length; i += 2) { path.moveTo(p[i], p[i + 1] - s); path.lineTo(p[i] + s, p[i + 1]); path.lineTo(p[i], p[i + 1] + s); path.lineTo(p[i] - s, p[i + 1]); path.closePath(); }
    },
  });
  echarts.graphic.registerShape('rects', Rects);
  echarts.graphic.registerShape('diamonds', Diamonds);

  const patterns = new Map();
  const hatch = (colour, ground) => {
    const key = colour + ground;
    if (!patterns.has(key)) {
      const c = document.createElement('canvas'), g = c.getContext('2d');
      c.width = c.height = 6;
      g.fillStyle = colour;
      g.fillRect(0, 0, 6, 6);
      g.strokeStyle = ground;
      g.lineWidth = 1.5;
      g.beginPath();
      for (const d of [-6, 0, 6]) { g.moveTo(d, 6); g.lineTo(d + 6, 0); }
      g.stroke();
      patterns.set(key, {image: c, repeat: 'repeat'});
    }
    return patterns.get(key);
  };

  // Where things are now: x of a day is x0 + day × kx, y of the upper edge of a row is y0 + row × ky.
  const place = (params, api) => {
    const box = params.coordSys, d = D.meta.start, at = api.coord([R.ms(d), 0]), on = api.coord([R.ms(d + 100), 1]);
    const kx = (on[0] - at[0]) / 100, ky = on[1] - at[1], x0 = at[0] - d * kx, y0 = at[1];
    return {box, kx, ky, x0, y0, first: Math.max(0, Math.floor((box.y - y0) / ky)), after: Math.ceil((box.y + box.height - y0) / ky), left: (box.x - x0) / kx, right: (box.x + box.width - x0) / kx};
  };

  // The rectangles of all layers in the window.
  const layers = (rows, at) => {
    const kinds = R.gantt.kinds, of = new Map(kinds.map((k, i) => [k.id, i])), rects = kinds.map(() => []), marks = [], bands = [], heads = [], closed = [];
    const add = (list, from, to, y, h) => {
      if (to < at.left || from > at.right) return;
      const x = Math.max(at.box.x - 2, at.x0 + from * at.kx), r = Math.min(at.box.x + at.box.width + 2, at.x0 + to * at.kx);
      list.push(x, y, Math.max(1, r - x), h);
    };
    for (let i = at.first; i < Math.min(at.after, rows.length); i++) {
      const row = rows[i], top = at.y0 + i * at.ky;
      if (row.head) { heads.push(at.box.x, top, at.box.width, at.ky); continue; }
      if (row.band) bands.push(at.box.x, top, at.box.width, at.ky);
      const bar = (kind, from, to) => {
        const k = of.get(kind);
        if (k === undefined) return;
        const h = at.ky < 4 ? Math.max(.8, at.ky) : Math.max(1.5, at.ky * kinds[k].part);
        add(rects[k], from, to + 1, top + (at.ky < 4 ? 0 : (at.ky - h) / 2), h);
        if (kinds[k].mark && at.ky >= 9) marks.push(at.x0 + (from + to + 1) / 2 * at.kx, top + at.ky / 2);
      };
      if (row.p >= 0 && at.ky >= 4) for (const c of R.gantt.closed.get(K.site[row.p]) || []) add(closed, c.from, c.to + 1, top, at.ky);
      for (const j of row.acts) bar(R.word(A.kind[j]), A.start[j], A.finish[j]);
      if (row.test >= 0) bar('test', D.tests[row.test].start, D.tests[row.test].finish);
    }
    return {rects, marks, bands, heads, closed};
  };

  R.gantt.closed = new Map();
  for (const c of D.closures) {
    if (!R.gantt.closed.has(c.site)) R.gantt.closed.set(c.site, []);
    R.gantt.closed.get(c.site).push(c);
  }

  // series draws what rows() gives; the place is handed to seen, for those who ask what stands under the pointer.
  R.gantt.series = (C, rows, seen) => {
    let now = null, at = null;
    const shape = (rects, style) => ({type: 'rects', shape: {rects}, style, silent: true});
    const frozen = () => {
      const out = [];
      for (const b of D.limits.blackouts) {
        const x = at.x0 + b.from * at.kx, r = at.x0 + (b.to + 1) * at.kx;
        if (r > at.box.x && x < at.box.x + at.box.width) out.push(x, at.box.y, Math.max(1, r - x), at.box.height);
      }
      return out;
    };
    const parts = [
      () => shape(now.bands, {fill: C.ground}),
      () => shape(now.heads, {fill: C['accent-soft']}),
      () => shape(frozen(), {fill: C.faint, opacity: .45}),
      () => shape(now.closed, {fill: hatch(C.paper, C.faint), opacity: .9}),
      ...R.gantt.kinds.map((k, i) => () => shape(now.rects[i], {fill: k.hatch && at.ky >= 4 ? hatch(C[k.colour], C.paper) : C[k.colour]})),
      () => ({type: 'diamonds', shape: {points: now.marks, size: Math.min(7, at.ky * .34)}, style: {fill: C.paper, stroke: C.blue, lineWidth: 1.5}, silent: true}),
    ];
    const draw = (params, api) => {
      if (params.dataIndex === 0) {
        at = place(params, api);
        now = layers(rows(), at);
        seen(at);
      }
      return parts[params.dataIndex]();
    };
    const custom = (name, clip, count, renderItem) => ({name, type: 'custom', clip, silent: true, animation: false, z: 3, encode: {x: 0, y: 1}, data: Array.from({length: count}, () => [R.ms(D.meta.start), 0]), renderItem});
    return [custom('work', true, parts.length, draw), custom('names', false, 1, names(C, rows)), custom('terms', false, 1, terms(C))];
  };

  // The names of the rows, at the left: each where there is room, else one in so many, and headings before others.
  const names = (C, rows) => (params, api) => {
    const at = place(params, api), all = rows(), children = [], step = Math.max(1, Math.ceil(13 / at.ky));
    const text = (row, y) => children.push({type: 'text', silent: true, style: {
      text: row.label, x: 4, y, width: at.box.x - 12, overflow: 'truncate', ellipsis: '…', fill: row.head ? C.ink : C.soft, font: (row.head ? '600 ' : '') + '12px ' + C.font, verticalAlign: 'middle'}});
    let free = -Infinity;
    for (let i = at.first; i < Math.min(at.after, all.length); i++) {
      const row = all[i], y = at.y0 + (i + .5) * at.ky;
      if (y < at.box.y + 3 || y > at.box.y + at.box.height - 3) continue;
      if (y < free || !(row.head || step === 1 || i % step === 0)) continue;
      text(row, y);
      free = y + 12;
    }
    return {type: 'group', children};
  };

  // Terms are lines with their names at the foot, one above the other where they are close.
  const terms = (C) => (params, api) => {
    const at = place(params, api), children = [];
    D.limits.terms.forEach((t, k) => {
      const x = at.x0 + (t.by + 1) * at.kx, foot = at.box.y + at.box.height;
      if (x < at.box.x || x > at.box.x + at.box.width + 1) return;
      children.push({type: 'line', silent: true, shape: {x1: x, x2: x, y1: at.box.y, y2: foot}, style: {stroke: C.red, lineWidth: 1.5, lineDash: [6, 4]}},
        {type: 'text', silent: true, style: {text: 'term ' + R.word(t.application), x: x - 4, y: foot - 8 - (k % 6) * 18, align: 'right', verticalAlign: 'bottom', fill: C.red, backgroundColor: C.paper, padding: [1, 4], font: '12px ' + C.font}});
    });
    return {type: 'group', children};
  };
})();
