'use strict';

// Values for people. Amounts are whole cents and never a fraction of a number: what is shown is what was computed, to the cent.

R.int = (n) => {
  if (n === null || n === undefined) return '';
  const s = String(Math.abs(n)).replace(/\B(?=(\d{3})+$)/g, ',');
  return n < 0 ? '−' + s : s;
};

R.money = (cents) => {
  if (cents === null || cents === undefined) return '';
  const whole = Math.trunc(cents / 100), rest = Math.abs(cents % 100);
  return (cents < 0 ? '−' : '') + R.int(Math.abs(whole)) + '.' + String(rest).padStart(2, '0');
};

// R.short is an amount for the axis of a chart or for a headline, where the whole one stands beside it.
R.short = (cents) => {
  const n = Math.abs(cents) / 100, sign = cents < 0 ? '−' : '';
  if (n >= 1e9) return sign + R.digits(n / 1e9) + ' bn';
  if (n >= 1e6) return sign + R.digits(n / 1e6) + ' M';
  if (n >= 1e3) return sign + R.digits(n / 1e3) + ' k';
  return sign + R.digits(n);
};
R.digits = (x) => { const s = x.toFixed(x < 100 ? 1 : 0); return s.endsWith('.0') ? s.slice(0, -2) : s; };

// R.day is a day that is a number, as text; R.ms is the same for an axis of time.
R.ms = (day) => day * 86400000;
R.day = (day) => (day ? new Date(R.ms(day)).toISOString().slice(0, 10) : '');

// R.date takes a number of a day or a text YYYY-MM-DD.
R.months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
R.date = (d) => {
  if (!d) return '';
  const [y, m, day] = (typeof d === 'number' ? R.day(d) : d).split('-');
  return Number(day) + ' ' + R.months[m - 1] + ' ' + y;
};

// R.percent is a part of one in millionths, as percent with one decimal.
R.percent = (millionths) => (millionths === null || millionths === undefined ? '' : (millionths / 10000).toFixed(1).replace('-', '−') + ' %');

// R.share is a part of a whole in percent, rounded down: what says 100 % is all of it.
R.share = (part, whole) => {
  if (whole <= 0 || part >= whole) return '100 %';
  const tenths = Math.floor(part * 1000 / whole);
  return tenths === 0 && part > 0 ? '<0.1 %' : (tenths / 10).toFixed(1) + ' %';
};

// R.show writes a value of a kind of cell: text, number, money, date, figure, part.
R.show = (kind, value) => {
  if (value === null || value === undefined || value === '') return '';
  switch (kind) {
    case 'number': return R.int(value);
    case 'money': return R.money(value);
    case 'part': return R.percent(value);
    case 'date': return R.date(value);
  }
  return String(value);
};

R.isNumber = (kind) => kind === 'number' || kind === 'money' || kind === 'part' || kind === 'figure';

// R.plural is "1 package", "2 packages".
R.plural = (n, word) => R.int(n) + ' ' + word + (n === 1 ? '' : 's');

// R.change is how much a value lies off another one, in percent of that one; R.days how many days it is earlier or later.
R.change = (value, from) => {
  const tenths = Math.round((value - from) * 1000 / from);
  return tenths === 0 ? 'the same to 0.1 %' : (tenths > 0 ? '+' : '−') + (Math.abs(tenths) / 10).toFixed(1) + ' %';
};
R.days = (n) => (n === 0 ? 'the same day' : R.plural(Math.abs(n), 'day') + (n < 0 ? ' earlier' : ' later'));

R.cap = (s) => s.charAt(0).toUpperCase() + s.slice(1);

// R.compact is a whole number for an axis: 12 k.
R.compact = (n) => (Math.abs(n) >= 1e6 ? R.digits(n / 1e6) + ' M' : Math.abs(n) >= 1e3 ? R.digits(n / 1e3) + ' k' : R.digits(n));
