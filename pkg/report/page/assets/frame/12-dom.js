'use strict';

// R.h makes an element: R.h('p', {class: 'note'}, 'text', child). An attribute that is a function is a listener (onclick), one that is
// null or false is left out. Texts become text nodes: a name that looks like markup is shown as it is.
R.h = (tag, attributes, ...children) => {
  const el = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes || {})) {
    if (value === null || value === undefined || value === false) continue;
    if (typeof value === 'function') el.addEventListener(name.slice(2), value);
    else el.setAttribute(name, value === true ? '' : value);
  }
  R.put(el, children);
  return el;
};

R.put = (el, children) => {
  for (const c of children) {
    if (Array.isArray(c)) R.put(el, c);
    else if (c !== null && c !== undefined && c !== false) el.append(c.nodeType ? c : String(c));
  }
  return el;
};

R.uid = (() => { let n = 0; return (prefix) => prefix + '-' + (++n); })();

// R.say tells a screen reader what has changed.
R.say = (text) => {
  if (!R.status) document.body.append(R.status = R.h('div', {class: 'unseen', role: 'status', 'aria-live': 'polite'}));
  R.status.textContent = text;
};
