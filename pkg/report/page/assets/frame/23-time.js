'use strict';

// What charts over time have in common: the axis of days, the zoom, the tooltip, lines of limits, bands of frozen days.

// R.timeGrid is the room for the drawing; the slider of the zoom stands below it.
R.timeGrid = (more) => Object.assign({left: 66, right: 22, top: 52, bottom: 66}, more);

R.timeAxis = (C, more) => Object.assign({
  type: 'time', axisLine: {lineStyle: {color: C.line}}, axisTick: {lineStyle: {color: C.line}}, splitLine: {show: false},
  axisLabel: {color: C.soft, hideOverlap: true, formatter: (ms) => R.tick(ms)}, axisPointer: {label: {show: false}},
}, more);

// R.tick names a day on an axis: the month and the year, or the day within a month.
R.tick = (ms) => {
  const d = new Date(ms), month = R.months[d.getUTCMonth()];
  return d.getUTCDate() === 1 ? month + ' ' + d.getUTCFullYear() : d.getUTCDate() + ' ' + month;
};

R.valueAxis = (C, name, show, more) => Object.assign({
  type: 'value', name, nameLocation: 'end', nameGap: 12, nameTextStyle: {color: C.soft, align: 'left', padding: [0, 0, 0, -56]},
  axisLine: {show: false}, axisTick: {show: false}, splitLine: {lineStyle: {color: C.grid}}, axisLabel: {color: C.soft, formatter: show},
}, more);

// R.timeZoom is the slider and the wheel, of one axis or of several that move together.
R.timeZoom = (C, axes, more) => [
  {id: 'slide', type: 'slider', xAxisIndex: axes || 0, bottom: 12, height: 22, filterMode: 'none', borderColor: C.line, backgroundColor: 'transparent', fillerColor: C['accent-soft'],
    dataBackground: {lineStyle: {color: C.faint}, areaStyle: {color: C.grid}}, selectedDataBackground: {lineStyle: {color: C.accent}, areaStyle: {color: C['accent-soft']}},
    handleStyle: {color: C.paper, borderColor: C.accent}, moveHandleStyle: {color: C.faint}, textStyle: {color: C.soft}, labelFormatter: (ms) => R.date(Math.round(ms / 86400000)), showDetail: true, brushSelect: false, ...more},
  {id: 'wheel', type: 'inside', xAxisIndex: axes || 0, filterMode: 'none', zoomOnMouseWheel: 'ctrl', moveOnMouseWheel: false, moveOnMouseMove: true, preventDefaultMouseMove: false},
];

// R.tip is the tooltip of a chart by period: rows(t) gives [label, value, sign] for the period t.
R.tip = (C, rows) => ({
  trigger: 'axis', confine: true, backgroundColor: C.paper, borderColor: C.line, textStyle: {color: C.ink, fontSize: 13}, axisPointer: {type: 'line', lineStyle: {color: C.soft, type: 'dotted'}},
  formatter: (at) => {
    const t = R.periodOf(at[0].axisValue);
    if (t === null) return '';
    return R.h('div', {class: 'tip'}, R.h('b', null, R.periodName(t)),
      R.h('table', null, rows(t).map(([label, value]) => R.h('tr', null, R.h('td', null, label), R.h('td', {class: 'num'}, value)))));
  },
});

// R.periodOf is the period in which a moment lies; null outside the horizon.
R.periodOf = (ms) => {
  const t = Math.floor((ms / 86400000 - R.data.meta.start) / R.data.meta.periodDays + 1e-9);
  return t >= 0 && t < R.data.periods.start.length ? t : null;
};
R.periodName = (t) => (R.data.meta.period === 'day' ? '' : 'Week of ') + R.date(R.data.periods.start[t]);

// R.steps gives the points of a line that is a value for each period: one at the first day of each, and one behind the last.
R.middle = (t) => R.ms(R.data.periods.start[t] + R.data.meta.periodDays / 2);
R.ends = (values) => values.map((v, t) => [R.ms(R.data.periods.start[t] + R.data.meta.periodDays), v]);

// R.limit is a line across a chart at a limit, with its name.
R.limit = (C, at, name) => ({
  silent: true, symbol: 'none', lineStyle: {color: C.red, type: 'dashed', width: 1.5}, label: {formatter: name, color: C.red, position: 'insideStartTop', fontSize: 12}, data: [{yAxis: at}],
});

// R.mark is a point with its words, on the colour of the ground so that they can be read over anything.
R.mark = (C, coord, text, position, colour) => ({
  coord, symbol: 'circle', symbolSize: 9, itemStyle: {color: C.paper, borderColor: colour || C.ink, borderWidth: 2},
  label: {show: true, formatter: text, position: position || 'top', color: C.ink, backgroundColor: C.paper, padding: [2, 5], borderRadius: 3, fontSize: 12},
});

R.legend = (C, more) => Object.assign({top: 4, left: 0, itemGap: 16, itemWidth: 18, itemHeight: 10, textStyle: {color: C.ink, fontSize: 13}, inactiveColor: C.grey, icon: undefined}, more);

// R.note joins what a chart wants to say below itself.
R.zoomHint = 'Drag the slider, hold Ctrl and turn the wheel, or press + − and the arrow keys to see a stretch of time closer.';
