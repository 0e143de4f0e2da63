'use strict';

// The map: sites by their coordinates, links between them, outlines of states and countries, and what each site is in a period; a player goes
// through the periods. States differ in shape and in colour, and the line above the map counts them in words.
(() => {
  const m = R.data.map, meta = R.data.meta, sites = m.sites;

  // In the order in which they are drawn, the one that matters most last, on top.
  const states = [
    {name: 'none', label: 'nothing to do', symbol: 'circle', colour: 'grey', scale: 0.5},
    {name: 'clean', label: 'clean', symbol: 'circle', colour: 'green', hollow: true, scale: 0.9},
    {name: 'moved', label: 'moved, old gear still there', symbol: 'rect', colour: 'sky', hollow: true, scale: 0.9},
    {name: 'covered', label: 'covered gear carries traffic', symbol: 'circle', colour: 'orange', scale: 1},
    {name: 'work', label: 'work under way', symbol: 'triangle', colour: 'blue', scale: 1.25},
    {name: 'off', label: 'gear off line this ' + meta.period, symbol: 'diamond', colour: 'red', scale: 1.6},
  ].map((s) => Object.assign(s, {number: m.states.indexOf(s.name)}));
  const byNumber = [];
  for (const s of states) byNumber[s.number] = s;

  // stateOf is what a site is in a period: runs are first period, state, first period, state, …
  const stateOf = (i, period) => {
    const runs = sites.runs[i];
    let k = 0;
    while (k + 2 < runs.length && runs[k + 2] <= period) k += 2;
    return runs[k + 1];
  };
  R.siteState = (i, period) => byNumber[stateOf(i, period)].name;

  const degrees = (e5) => e5 / 1e5;
  const placed = sites.lat.map((_, i) => i).filter((i) => sites.lat[i] !== null);
  const most = Math.max(1, ...placed.map((i) => sites.subscribers[i]));
  const crowd = Math.max(0.55, Math.min(1, Math.sqrt(400 / Math.max(1, placed.length))));
  const size = (i) => (7 + 15 * Math.sqrt(sites.subscribers[i] / most)) * crowd;
  const at = (i) => [degrees(sites.lon[i]), degrees(sites.lat[i])];
  const siteName = (i) => R.word(sites.name[i]);

  // decode reads an encoded polyline, see pkg/report/outline.
  const decode = (s) => {
    const out = [], at = [0, 0];
    for (let i = 0, k = 0; i < s.length; k = 1 - k) {
      let n = 0, shift = 0, c;
      do { c = s.charCodeAt(i++) - 63; n |= (c & 31) << shift; shift += 5; } while (c >= 32);
      at[k] += n & 1 ? ~(n >> 1) : n >> 1;
      if (k === 1) out.push([at[1] / 1000, at[0] / 1000]);
    }
    return out;
  };

  // grid are parallels and meridians, so that a map in the middle of nowhere is still one.
  const grid = ([west, south, east, north]) => {
    const span = Math.max(east - west, north - south), step = [0.1, 0.2, 0.5, 1, 2, 5, 10, 15, 30].find((s) => span / s <= 7) || 30, lines = [];
    const [w, e, s, n] = [west - span, east + span, Math.max(-85, south - span), Math.min(85, north + span)];
    for (let x = Math.ceil(w / step) * step; x <= e; x += step) lines.push([[x, s], [x, n]]);
    for (let y = Math.ceil(s / step) * step; y <= n; y += step) lines.push([[w, y], [e, y]]);
    return lines;
  };

  const register = () => {
    const feature = (name, lines) => ({type: 'Feature', properties: {name}, geometry: {type: 'MultiLineString', coordinates: lines}});
    const box = m.box.map(degrees);
    echarts.registerMap('riprep', {type: 'FeatureCollection', features: [
      feature('grid', grid(box)), feature('inner', m.outlines.inner.map(decode)), feature('outer', m.outlines.outer.map(decode)),
    ].filter((f) => f.geometry.coordinates.length)});
    return box;
  };

  const dateOf = (period) => R.date(meta.start + period * meta.periodDays);
  const periodText = (period) => (meta.periodDays === 1 ? dateOf(period) : dateOf(period) + ' to ' + R.date(meta.start + (period + 1) * meta.periodDays - 1));

  // datesOf are the first day of a package, that of its cutover, and its last; null where it is deferred.
  const datesOf = (k) => {
    const A = R.data.activities, d = {start: 0, cutover: 0, finish: 0};
    for (let a = R.data.packages.first[k]; a < R.data.packages.first[k + 1]; a++) {
      if (!d.start || A.start[a] < d.start) d.start = A.start[a];
      d.finish = Math.max(d.finish, A.finish[a]);
      if (R.word(A.kind[a]) === 'cutover') d.cutover = A.start[a];
    }
    return d.start ? d : null;
  };

  // tip is what is said of a site, as an element: names are texts there, whatever they hold.
  const tip = (i, period) => {
    const p = sites.packages[i], rows = p.slice(0, 6).map((k) => {
      const d = datesOf(k);
      return R.h('tr', null, R.h('td', null, R.word(R.data.packages.id[k])), d ? [d.start, d.cutover, d.finish].map((t) => R.h('td', null, R.date(t))) : R.h('td', {colspan: 3}, 'deferred: stays'));
    });
    return R.h('div', {class: 'map-tip'}, R.h('strong', null, siteName(i)), R.h('div', null, byNumber[stateOf(i, period)].label),
      R.h('div', null, R.plural(sites.subscribers[i], 'subscriber') + (sites.coveredUntil[i] ? ', covered until ' + R.date(sites.coveredUntil[i]) : '')),
      rows.length ? R.h('table', null, R.h('thead', null, R.h('tr', null, ['Package', 'Start', 'Cutover', 'Finish'].map((t) => R.h('th', null, t)))), R.h('tbody', null, rows)) : null,
      p.length > rows.length ? R.h('div', null, 'and ' + R.plural(p.length - rows.length, 'more package')) : null);
  };

  const seriesOf = (period, colours) => {
    const groups = states.map(() => []), rank = [];
    states.forEach((s, k) => { rank[s.number] = k; });
    for (const i of placed) groups[rank[stateOf(i, period)]].push(i);
    return states.map((s, k) => ({
      id: s.name, name: s.label, type: 'scatter', coordinateSystem: 'geo', symbol: s.symbol, z: 3 + k, animation: false, emphasis: {scale: 1.3},
      data: groups[k].map((i) => ({value: at(i), site: i, symbolSize: size(i) * s.scale})),
      itemStyle: s.hollow ? {color: colours.paper, borderColor: colours[s.colour], borderWidth: 2} : {color: colours[s.colour], borderColor: colours.paper, borderWidth: 1},
    }));
  };

  const linkDash = {fiber: 'solid', microwave: [5, 4], copper: [1, 3], leased: [8, 3, 2, 3], cable: 'solid'};
  const linksOf = (colours) => {
    const byKind = new Map();
    for (let k = 0; k < m.links.length; k += 3) {
      const kind = R.word(m.links[k + 2]);
      if (!byKind.has(kind)) byKind.set(kind, []);
      byKind.get(kind).push({coords: [at(m.links[k]), at(m.links[k + 1])]});
    }
    return [...byKind].map(([kind, data]) => ({
      id: 'link-' + kind, name: kind, type: 'lines', coordinateSystem: 'geo', silent: true, z: 2, data,
      lineStyle: {color: colours.soft, opacity: 0.55, width: kind === 'fiber' ? 1.4 : 1, type: linkDash[kind] || 'solid'},
    }));
  };

  const count = (period) => {
    const n = states.map(() => 0);
    for (let i = 0; i < sites.id.length; i++) n[states.indexOf(byNumber[stateOf(i, period)])]++;
    return n;
  };

  // The marks of the legend are drawn, not letters: the same shapes as on the map.
  const mark = (s) => {
    const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg'), colour = 'var(--c-' + s.colour + ')';
    const path = document.createElementNS(svg.namespaceURI, 'path');
    const shapes = {circle: 'M8 3a5 5 0 1 0 .001 0z', rect: 'M3 3h10v10h-10z', triangle: 'M8 2l6 11h-12z', diamond: 'M8 1l6 7-6 7-6-7z'};
    svg.setAttribute('viewBox', '0 0 16 16');
    svg.setAttribute('aria-hidden', 'true');
    path.setAttribute('d', shapes[s.symbol]);
    path.setAttribute('style', s.hollow ? 'fill:none;stroke-width:2;stroke:' + colour : 'fill:' + colour);
    svg.append(path);
    return svg;
  };

  const tableOf = () => ({
    id: 'map-sites', page: 15,
    columns: [{title: 'Site', kind: 'text'}, {title: 'Name', kind: 'text'}, {title: 'Kind', kind: 'text'}, {title: 'Region', kind: 'text'}, {title: 'Latitude', kind: 'figure'},
      {title: 'Longitude', kind: 'figure'}, {title: 'Subscribers', kind: 'number'}, {title: 'Covered elements', kind: 'number'}, {title: 'Unknown', kind: 'number'}, {title: 'Packages', kind: 'number'},
      {title: 'Deferred', kind: 'number'}, {title: 'Start', kind: 'date'}, {title: 'Finish', kind: 'date'}, {title: 'Covered until', kind: 'date'}],
    rows: sites.id.map((id, i) => [R.word(id), siteName(i), R.word(sites.kind[i]), R.word(sites.region[i]), sites.lat[i] === null ? null : degrees(sites.lat[i]).toFixed(5),
      sites.lon[i] === null ? null : (degrees(sites.lon[i]) > 180 ? degrees(sites.lon[i]) - 360 : degrees(sites.lon[i])).toFixed(5), sites.subscribers[i], sites.covered[i], sites.unknown[i],
      sites.planned[i], sites.deferred[i], sites.start[i], sites.finish[i], sites.coveredUntil[i]]),
  });

  R.section({
    id: 'map', title: 'Map of the sites', nav: 'Map',
    lead: 'Each mark is a site, larger where it serves more subscribers. The player goes through the plan ' + meta.period + ' by ' + meta.period + '.',
    render(el) {
      const legend = R.h('ul', {class: 'map-legend', id: 'map-legend', 'aria-label': 'Sites by what they are'});
      const tellLegend = () => legend.replaceChildren(...[...states].reverse().map((s) => {
        const n = count(period)[states.indexOf(s)];
        return R.h('li', {'data-state': s.name, 'data-count': n, class: n ? null : 'nothing'}, mark(s), R.h('span', null, s.label + ' ', R.h('strong', null, R.int(n))));
      }));
      let period = 0, update;
      const player = R.mapPlayer({periods: m.periods, text: periodText, show: (t) => { period = t; update(); }});
      el.append(player.el, legend);

      if (placed.length === 0) {
        el.append(R.h('p', {class: 'note', id: 'map-none'}, 'No site has coordinates, so there is nothing to draw. The table has the sites.'));
        R.table(el, Object.assign({caption: 'Sites'}, tableOf()));
        update = () => { tellLegend(); R.emit('period', period); };
        tellLegend();
        return;
      }

      const box = register(), narrow = Math.max(0.05, Math.cos((box[1] + box[3]) / 2 * Math.PI / 180));
      const edge = (box[2] - box[0]) * 0.04, inside = (n) => degrees(n.lon) > box[0] + edge && degrees(n.lon) < box[2] - edge;
      const shape = (box[3] - box[1]) / ((box[2] - box[0]) * narrow), wide = el.clientWidth || 1000;
      const kinds = [...new Set(m.links.filter((_, k) => k % 3 === 2))].map(R.word);
      const notes = [m.links.length ? 'Lines are links: ' + kinds.map((k) => k + ({microwave: ' dashed', copper: ' dotted', leased: ' dash and dot'}[k] || '')).join(', ') + '.' : null,
        m.unplaced ? R.plural(m.unplaced, 'site') + ' without coordinates ' + (m.unplaced === 1 ? 'is' : 'are') + ' not drawn; the table has ' + (m.unplaced === 1 ? 'it' : 'them') + (m.unlinked ? ', and ' + R.plural(m.unlinked, 'link') + ' to ' + (m.unplaced === 1 ? 'it' : 'them') + ' likewise.' : '.') : null,
        'Outlines: U.S. Census Bureau and Natural Earth, public domain; a sketch to find one’s way by.'];
      const hands = matchMedia('(pointer: coarse)').matches; // there one finger moves the page, two move the map

      const c = R.chart(el, {
        id: 'map', height: Math.round(Math.max(340, Math.min(680, wide * Math.max(0.42, shape)))), note: notes.filter(Boolean).join(' '),
        label: 'Map of ' + R.plural(placed.length, 'site') + ' with the links between them and the state of each in a ' + meta.period,
        option: (colours) => ({
          tooltip: {trigger: 'item', confine: true, enterable: false, backgroundColor: colours.paper, borderColor: colours.line, textStyle: {color: colours.ink, fontSize: 12},
            formatter: (p) => (p.data && p.data.site !== undefined ? tip(p.data.site, period) : '')},
          geo: {
            id: 'geo', map: 'riprep', roam: hands ? 'scale' : 'move', scaleLimit: {min: 0.7, max: 60}, silent: true, aspectScale: narrow, boundingCoords: [[box[0], box[3]], [box[2], box[1]]],
            left: 14, right: 14, top: 14, bottom: 14, label: {show: false}, emphasis: {disabled: true}, select: {disabled: true},
            regions: [
              {name: 'grid', itemStyle: {areaColor: colours.grid, borderColor: colours.grid, borderWidth: 0.6}},
              {name: 'inner', itemStyle: {areaColor: colours.faint, borderColor: colours.faint, borderWidth: 1}},
              {name: 'outer', itemStyle: {areaColor: colours.grey, borderColor: colours.grey, borderWidth: 1.2}},
            ],
          },
          series: [{
            id: 'names', type: 'scatter', coordinateSystem: 'geo', silent: true, symbolSize: 0.1, z: 1, animation: false,
            data: m.outlines.names.filter((n) => inside(n)).map((n) => ({value: [degrees(n.lon), degrees(n.lat)], name: R.word(n.name)})),
            label: {show: true, formatter: '{b}', position: 'inside', color: colours.soft, opacity: 0.8, fontSize: 11}, labelLayout: {hideOverlap: true}, itemStyle: {opacity: 0},
          }].concat(linksOf(colours), seriesOf(period, colours)),
        }),
        table: tableOf,
      });
      R.mapZoom(c, hands);
      let told = false;
      update = () => {
        c.chart.setOption({series: seriesOf(period, R.theme())});
        tellLegend();
        if (told) return;
        told = true; // the others may answer with the same period
        R.emit('period', period);
        told = false;
      };
      tellLegend();
      R.on('period', (t) => { if (!told) player.go(t); });
    },
  });
})();
