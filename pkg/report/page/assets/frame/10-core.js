'use strict';

// R is all that the scripts of a page share. A part of a page is a file that calls R.section; it reads R.data, draws into the
// element that it is given, and uses
//
//   R.section({id, title, lead, render})   a section with its entry in the navigation       24-sections.js
//   R.h(tag, attributes, ...children)      an element; texts become text nodes, never markup   12-dom.js
//   R.show(kind, value), R.money, R.int…   values for people, exact to the cent               14-format.js
//   R.table(el, {...})                     a table that sorts, filters and turns pages          20-table.js
//   R.chart(el, {...})                     a chart with a table of its figures behind it        22-chart.js
//   R.theme()                              the colours that hold now                         16-theme.js
//   R.on(event, f), R.emit(event, value)   theme | print | period | filter                    here
//
// R.ready is a promise of the moment when every section is drawn; R.charts has the charts by id.
const R = {
  data: JSON.parse(document.getElementById('data').textContent),
  charts: {},
  listeners: {},

  // word is the text of a number, see words.go.
  word(n) { return R.data.words[n]; },

  // on calls f at each event; the answer ends that.
  on(event, f) {
    (R.listeners[event] = R.listeners[event] || []).push(f);
    return () => { R.listeners[event] = R.listeners[event].filter((g) => g !== f); };
  },
  emit(event, value) { for (const f of R.listeners[event] || []) f(value); },
};
window.R = R;
