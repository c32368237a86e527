// Owns how elements are made: always from parts, never from a text of HTML.
// It knows nothing of phones.

const SVG = 'http://www.w3.org/2000/svg';

/** An element; `on` has its listeners, `text` its text, the rest are attributes. */
export function el(tag, properties = {}, ...children) {
  return fill(document.createElement(tag), properties, children);
}

export function svg(tag, properties = {}, ...children) {
  return fill(document.createElementNS(SVG, tag), properties, children);
}

function fill(node, properties, children) {
  for (const [name, value] of Object.entries(properties)) {
    if (name === 'on') {
      for (const [event, listener] of Object.entries(value)) node.addEventListener(event, listener);
    } else if (name === 'text') {
      node.textContent = value;
    } else if (value === true) {
      node.setAttribute(name, '');
    } else if (value !== false && value !== null && value !== undefined) {
      node.setAttribute(name, value);
    }
  }
  node.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false));
  return node;
}

export function button(label, press, properties = {}) {
  return el('button', { type: 'button', ...properties, on: { click: press } }, label);
}

/** A button that shows a sign and is called by its name. */
export function sign(name, path, press, properties = {}) {
  return button(icon(path), press, { class: 'sign', 'aria-label': name, title: name, ...properties });
}

export function icon(path) {
  return svg('svg', { viewBox: '0 0 24 24', 'aria-hidden': 'true', class: 'icon' }, svg('path', { d: path }));
}

export const ICONS = {
  back: 'M15 5l-7 7 7 7',
  more: 'M12 5v.01M12 12v.01M12 19v.01',
  close: 'M6 6l12 12M18 6L6 18',
  attach: 'M12 5v14M5 12h14',
  send: 'M4 12l16-8-5 16-3-7z',
  keys: 'M4 6h16v12H4zM8 10v.01M12 10v.01M16 10v.01M8 14h8',
  reply: 'M10 7L5 12l5 5M5 12h9a5 5 0 0 1 5 5v1',
  edit: 'M5 19l1-4L16 5l3 3L9 18z',
  down: 'M6 9l6 6 6-6',
  pin: 'M12 21c-4-5-6-8-6-11a6 6 0 0 1 12 0c0 3-2 6-6 11zM12 10v.01',
};

/** Says `text` to a screen reader, and to nobody else. */
export function hidden(text) {
  return el('span', { class: 'hidden', text });
}

/** Sets the text only if it is another: a live region says it again otherwise. */
export function setText(node, text) {
  if (node.textContent !== text) node.textContent = text;
}

export function setHidden(node, isHidden) {
  if (node.hidden !== isHidden) node.hidden = isHidden;
}
