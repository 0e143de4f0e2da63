'use strict';

// The summary: what goes, by when, what it costs, what comes back, how sure.
R.section({
  id: 'summary', title: 'Summary',
  render(el) {
    R.table(el, {id: 'summary-table', caption: 'All figures of the summary', page: 60, columns: [{title: 'Figure', kind: 'text'}, {title: 'Value', kind: 'text'}, {title: 'Note', kind: 'text'}],
      rows: R.data.summary.map((f) => [f.label, R.show(f.kind, f.value), f.note])});
  },
});
