// Owns how the bot's HTML becomes elements: the few tags that it may use, each made anew.
// It never gives a text to the browser to be read as the page's own HTML.

import { el } from './dom.js';
import { W } from './words.js';

const TAGS = {
  b: 'strong', strong: 'strong', i: 'em', em: 'em', u: 'u', ins: 'u', s: 's', strike: 's', del: 's',
  code: 'code', pre: 'pre', blockquote: 'blockquote',
};
// A command at the beginning or after a space, a mention or an address, as a client makes them pressable.
const PRESSABLE = /(?<!\S)\/[a-z][a-z0-9_]{0,31}\b|(?<!\w)@[A-Za-z]\w{3,31}|https?:\/\/[^\s<>"]+/g;

/** Elements for `html`; `press` is called with what was pressed: a command, a mention, a link. */
export function rich(html, press) {
  // A document made by DOMParser runs no scripts and loads nothing.
  const parsed = new DOMParser().parseFromString(`<div>${html}</div>`, 'text/html');
  const out = document.createDocumentFragment();
  copy(parsed.body.firstChild ?? parsed.body, out, press);
  return out;
}

function copy(from, to, press) {
  for (const child of from.childNodes) {
    if (child.nodeType === Node.TEXT_NODE) {
      const inside = to.closest?.('a, button, code, pre');
      to.append(...(inside ? [child.textContent] : pressables(child.textContent, press)));
    } else if (child.nodeType === Node.ELEMENT_NODE) {
      const made = element(child, press);
      if (made) to.append(made);
      copy(child, made ?? to, press);
    }
  }
}

function element(node, press) {
  const name = node.localName;
  if (TAGS[name]) return el(TAGS[name]);
  if (name === 'a') return link(node.getAttribute('href') ?? node.textContent, press);
  if (name === 'tg-spoiler' || (name === 'span' && node.className === 'tg-spoiler')) return spoiler();
  return null;
}

function spoiler() {
  const show = (event) => {
    event.currentTarget.classList.add('shown');
    event.currentTarget.removeAttribute('aria-label');
  };
  return el('button', { type: 'button', class: 'spoiler', 'aria-label': W.spoiler, on: { click: show } });
}

/** A link that the page follows itself if it can, and the browser in a new tab otherwise. */
export function link(url, press, properties = {}) {
  if (/^(tg:|(https?:\/\/)?t\.me\/)/i.test(url)) {
    const follow = () => press(url);
    return el('button', { type: 'button', class: 'link', title: url, ...properties, on: { click: follow } });
  }
  const address = /^https?:\/\//i.test(url) ? url : `http://${url}`;
  return el('a', { href: address, target: '_blank', rel: 'noopener noreferrer', ...properties });
}

function pressables(text, press) {
  const parts = [];
  let done = 0;
  for (const found of text.matchAll(PRESSABLE)) {
    const [what] = found;
    if (found.index > done) parts.push(text.slice(done, found.index));
    done = found.index + what.length;
    if (what.startsWith('http')) {
      const made = link(what, press);
      made.textContent = what;
      parts.push(made);
    } else {
      parts.push(el('button', { type: 'button', class: 'link', text: what, on: { click: () => press(what) } }));
    }
  }
  if (done < text.length) parts.push(text.slice(done));
  return parts;
}
