'use strict';

// The rows of the Gantt chart: which packages the filters leave, and how they are grouped.
R.gantt = {};
(() => {
  const D = R.data, K = D.packages, A = D.activities, n = K.id.length;

  R.gantt.first = (i) => A.start[K.first[i]];
  R.gantt.activities = (i) => { const out = []; for (let j = K.first[i]; j < K.first[i + 1]; j++) out.push(j); return out; };
  R.gantt.cutover = (i) => R.gantt.activities(i).find((j) => R.word(A.kind[j]) === 'cutover');
  R.gantt.crews = (i) => [...new Set(R.gantt.activities(i).flatMap((j) => A.crewKinds[j]))];
  R.gantt.start = (i) => Math.min(...R.gantt.activities(i).map((j) => A.start[j]));
  R.gantt.finish = (i) => Math.max(...R.gantt.activities(i).map((j) => A.finish[j]));
  R.gantt.deferred = (i) => K.first[i] === K.first[i + 1];

  // What can be chosen, and where a package has it.
  R.gantt.choices = [
    {id: 'region', title: 'Region', of: (i) => [K.region[i]]},
    {id: 'domain', title: 'Domain', of: (i) => [K.domain[i]]},
    {id: 'vendor', title: 'New vendor', of: (i) => [K.vendor[i]]},
    {id: 'application', title: 'Application', of: (i) => [K.application[i]]},
    {id: 'method', title: 'Method', of: (i) => [K.method[i]]},
    {id: 'crew', title: 'Crew', of: (i) => R.gantt.crews(i)},
  ];

  let texts = null;
  const textOf = (i) => {
    if (!texts) {
      texts = K.id.map((id, k) => [id, K.site[k], K.siteName[k], K.region[k], K.domain[k], K.option[k], K.vendor[k], K.cluster[k], ...K.elements[k], ...K.products[k]].map(R.word).join(' ').toLowerCase());
    }
    return texts[i];
  };

  // The packages that the filters leave, in the order of the plan. chosen: {text, region, domain, …}, each the number of a word, or null for any.
  R.gantt.left = (chosen) => {
    const words = (chosen.text || '').toLowerCase().split(/\s+/).filter(Boolean);
    const choices = R.gantt.choices.filter((c) => chosen[c.id] !== null && chosen[c.id] !== undefined);
    const out = [];
    for (let i = 0; i < n; i++) {
      if (choices.every((c) => c.of(i).includes(chosen[c.id])) && words.every((w) => textOf(i).includes(w))) out.push(i);
    }
    return out;
  };

  // A row is a package {p}, the test of a cluster {test}, or a heading {head}; acts are the activities drawn in it, band says which of two
  // grounds it has, so that groups can be told apart.
  const row = (p, band, label, acts) => ({p, test: -1, head: false, band, label, acts: acts || R.gantt.activities(p)});
  const heading = (label, band) => ({p: -1, test: -1, head: true, band, label, acts: []});
  const name = (i) => R.word(K.siteName[i]) || R.word(K.site[i]);

  const bySite = (left) => {
    const sites = new Map();
    for (const i of left) {
      if (!sites.has(K.site[i])) sites.set(K.site[i], []);
      sites.get(K.site[i]).push(i);
    }
    const begin = (all) => Math.min(...all.map((i) => (R.gantt.deferred(i) ? Infinity : R.gantt.start(i))));
    const groups = [...sites.values()].map((all) => ({all: all.sort((a, b) => R.gantt.first(a) - R.gantt.first(b) || a - b), at: begin(all)}));
    groups.sort((a, b) => (a.at === b.at ? a.all[0] - b.all[0] : a.at - b.at)); // Infinity − Infinity is no number
    return groups.flatMap((g, k) => g.all.map((i) => row(i, k % 2, name(i) + ' · ' + R.word(K.domain[i]))));
  };

  const byCrew = (left) => {
    const crews = new Map();
    for (const i of left) {
      for (const j of R.gantt.activities(i)) {
        for (const c of A.crewKinds[j]) {
          if (!crews.has(c)) crews.set(c, new Map());
          const of = crews.get(c);
          if (!of.has(i)) of.set(i, []);
          of.get(i).push(j);
        }
      }
    }
    return [...crews.entries()].sort((a, b) => R.word(a[0]).localeCompare(R.word(b[0]), 'en')).flatMap(([c, of], k) => [
      heading(R.cap(R.word(c)) + ' crews: ' + R.plural(of.size, 'package'), k % 2),
      ...[...of.entries()].sort((a, b) => A.start[a[1][0]] - A.start[b[1][0]] || a[0] - b[0]).map(([i, acts]) => row(i, k % 2, name(i) + ' · ' + R.word(K.domain[i]), acts))]);
  };

  const byPlan = (left) => left.map((i) => row(i, 0, name(i) + ' · ' + R.word(K.domain[i])));

  // The tests of clusters stand at the end, those that some package of them is left of.
  const tests = (left, mode) => {
    const ids = new Set(left.map((i) => K.id[i]));
    const shown = D.tests.map((t, k) => k).filter((k) => D.tests[k].packages.some((p) => ids.has(p)));
    if (!shown.length || mode === 'crew') return [];
    return [heading('Tests of clusters', 0), ...shown.map((k) => ({p: -1, test: k, head: false, band: 0, label: R.word(D.tests[k].cluster) + ' · cluster test', acts: []}))];
  };

  R.gantt.modes = [{id: 'site', title: 'Site', rows: bySite}, {id: 'crew', title: 'Crew', rows: byCrew}, {id: 'plan', title: 'Order of cutover', rows: byPlan}];
  R.gantt.rows = (left, mode) => R.gantt.modes.find((m) => m.id === mode).rows(left).concat(tests(left, mode));
})();
