// Owns one message: its bubble, its buttons, and how both change in place.
// It does nothing by itself: what was pressed is told to its phone.

import { el, hidden, icon, ICONS, sign, svg } from './dom.js';
import { smallMap } from './map.js';
import { link, rich } from './markup.js';
import { W } from './words.js';

const SHORT = 60;

export class Bubble {
  #shape = '';

  constructor(phone, id) {
    this.phone = phone;
    this.id = id;
    this.node = el('article', { class: 'message', 'data-message': id, tabindex: '-1' });
    // Reached by Tab only from the message itself: else those of all old messages come before the newest button.
    this.node.addEventListener('focusin', () => this.offerTools(true));
    this.node.addEventListener('focusout', (event) => this.offerTools(this.node.contains(event.relatedTarget)));
  }

  /** Shows the message; nothing is touched if it looks as before. */
  update(shown, quoted) {
    const shape = JSON.stringify([shown, quoted?.text, quoted?.kind]);
    if (shape === this.#shape) return;
    this.#shape = shape;
    this.shown = shown;
    const focused = this.node.contains(document.activeElement) ? document.activeElement : null;
    const at = focused?.dataset.at;
    this.node.dataset.from = shown.from_bot ? 'bot' : 'me';
    this.node.dataset.kind = shown.kind;
    // Its name says from whom and when; what it says is read from itself, to its end.
    this.node.setAttribute('aria-label', W.sent(shown.from_bot ? W.bot : this.phone.name, this.phone.desk.time(shown.date_ms)));
    this.node.replaceChildren(...this.parts(shown, quoted));
    if (focused) (this.node.querySelector(`[data-at="${at}"]`) ?? this.node).focus();
  }

  offerTools(offers) {
    for (const tool of this.node.querySelectorAll('.tools button')) tool.tabIndex = offers ? 0 : -1;
  }

  /** The first button below the message. */
  firstKey() {
    return this.node.querySelector('.inline-keys .key');
  }

  parts(shown, quoted) {
    const content = this.content(shown);
    content.forEach((part, at) => { part.id = `said-${this.phone.id}-${this.id}-${at}`; });
    const said = content.map((part) => part.id).join(' ');
    this.node.setAttribute('aria-describedby', said);
    const card = el('div', { class: 'card' },
      hidden(W.said(shown.from_bot ? W.bot : this.phone.name)),
      shown.reply_to !== null && this.quote(shown.reply_to, quoted),
      ...content,
      this.foot(shown));
    const reactions = shown.reactions.length > 0 && el('div', { class: 'reactions' },
      shown.reactions.map((emoji) => el('span', { role: 'img', 'aria-label': W.reaction(emoji), text: emoji })));
    const line = el('div', { class: 'line' }, card, this.tools(shown, said));
    return [line, reactions, shown.buttons.length > 0 && this.keys(shown.buttons)].filter(Boolean);
  }

  quote(id, quoted) {
    const words = quoted ? summary(quoted) : W.gone;
    const who = quoted && (quoted.from_bot ? W.bot : this.phone.name);
    return el('button', {
      type: 'button', class: 'quote', 'data-at': 'quote', on: { click: () => this.phone.showMessage(id) },
    }, who && el('b', { dir: 'auto', text: who }), el('span', { dir: 'auto', text: words }));
  }

  content(shown) {
    const parts = [];
    const detail = shown.detail ?? '';
    if (shown.location) {
      parts.push(el('figure', {}, smallMap(this.phone.desk.town, shown.location),
        // The name of the picture is the same: it is read once.
        el('figcaption', { class: 'muted', text: detail || this.phone.desk.town.describe(shown.location), ...(!detail && { 'aria-hidden': 'true' }) })));
    } else if (shown.kind === 'sticker') {
      parts.push(el('p', { class: 'sticker', text: detail }));
    } else if (shown.kind === 'photo') {
      parts.push(photo());
    } else if (shown.kind === 'forward') {
      parts.push(el('p', { class: 'muted', dir: 'auto', text: W.forwardedFrom(detail) }));
    } else if (shown.kind !== 'text' && shown.kind !== 'raw') {
      parts.push(el('p', { class: 'thing' }, el('b', { text: W.kinds[shown.kind] ?? shown.kind }),
        detail && el('span', { dir: 'auto', text: detail })));
    }
    if (shown.text) {
      const text = el('div', { class: 'text', dir: 'auto' });
      text.append(rich(shown.html, (what) => this.phone.pressLink(what)));
      parts.push(text);
    }
    return parts;
  }

  foot(shown) {
    const time = this.phone.desk.time(shown.date_ms);
    return el('p', { class: 'foot' },
      shown.silent && hidden(`${W.silent}, `),
      shown.edited && `${W.edited} `,
      el('time', { text: time }));
  }

  /** Their names are short: a new message is read aloud with them, and what it says should not be heard twice. */
  tools(shown, said) {
    const own = !shown.from_bot && shown.kind === 'text';
    return el('div', { class: 'tools' },
      sign(W.reply, ICONS.reply, () => this.phone.replyTo(shown), { 'aria-describedby': said, 'data-at': 'reply', tabindex: '-1' }),
      own && sign(W.edit, ICONS.edit, () => this.phone.edit(shown), { 'aria-describedby': said, 'data-at': 'edit', tabindex: '-1' }));
  }

  keys(rows) {
    return el('div', { class: 'inline-keys' }, rows.map((row, y) => el('div', { class: 'keys-row' },
      row.map((key, x) => this.key(key, `${y},${x}`)))));
  }

  key({ label, data, url }, at) {
    if (url && !data) {
      const node = link(url, (what) => this.phone.pressLink(what), { class: 'key', 'data-at': at });
      node.append(el('span', { dir: 'auto', text: label }), icon('M8 16L17 7M10 7h7v7'), hidden(W.opensLink));
      return node;
    }
    const on = {
      click: (event) => this.phone.press(this.id, data, event),
      // A key that is held down presses once: the focus is on the answer by then.
      keydown: (event) => { if (event.repeat && event.key === 'Enter') event.preventDefault(); },
    };
    return el('button', { type: 'button', class: 'key', dir: 'auto', text: label, 'data-at': at, on });
  }
}

/** A message in a few words. */
export function summary(shown) {
  const words = shown.text || shown.detail || W.kinds[shown.kind] || shown.kind;
  const line = words.replace(/\s+/g, ' ');
  return line.length > SHORT ? `${line.slice(0, SHORT - 1)}…` : line;
}

function photo() {
  return svg('svg', { viewBox: '0 0 240 150', class: 'photo', role: 'img', 'aria-label': W.kinds.photo },
    svg('rect', { width: 240, height: 150, class: 'photo-sky' }),
    svg('circle', { cx: 186, cy: 42, r: 18, class: 'photo-sun' }),
    svg('path', { d: 'M0 150V104l58-42 52 40 40-26 90 58v16z', class: 'photo-hill' }));
}
