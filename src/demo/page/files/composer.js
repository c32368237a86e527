// Owns the foot of a phone: Start, the field for letters, the keys of the bot, what else can be sent.
// It shows no messages (see `bubble.js`).

import { button, el, icon, ICONS, setHidden, setText, sign } from './dom.js';
import { menuButton } from './dialogs.js';
import { pickPlace } from './map.js';
import { summary } from './bubble.js';
import { W } from './words.js';

const LONGEST = 4096;

export class Composer {
  #keysShape = 'null';
  #about = null;
  #hidesKeys = false;

  constructor(phone) {
    this.phone = phone;
    this.field = el('textarea', {
      rows: 1, maxlength: LONGEST, dir: 'auto', 'aria-label': W.message, placeholder: W.message, name: 'message',
    });
    this.aboutText = el('span', { dir: 'auto' });
    this.aboutStop = sign(W.stopReplying, ICONS.close, () => this.about(null));
    this.aboutNode = el('div', { class: 'about', hidden: true }, this.aboutText, this.aboutStop);
    this.toggle = sign(W.toLetters, ICONS.keys, () => this.toggleKeys(), { hidden: true, 'aria-expanded': 'true' });
    this.form = el('form', { class: 'composer' },
      menuButton(W.attach, ICONS.attach, () => this.attachments()), this.field, this.toggle,
      el('button', { type: 'submit', class: 'sign main', 'aria-label': W.send, title: W.send },
        icon(ICONS.send)));
    this.keys = el('div', { class: 'reply-keys', role: 'group', 'aria-label': W.keys, hidden: true });
    this.start = button(W.start, () => {
      this.phone.follow();
      this.phone.start();
    }, { class: 'main start', 'data-deed': 'start', hidden: true });
    this.blocked = el('div', { class: 'blocked', hidden: true }, el('p', { text: W.youBlock }),
      button(W.unblock, () => this.phone.aside({ do: 'unblock' }), { class: 'main' }));
    this.node = el('div', { class: 'phone-foot' }, this.aboutNode, this.form, this.keys, this.start, this.blocked);
    this.listen();
  }

  listen() {
    this.form.addEventListener('submit', (event) => {
      event.preventDefault();
      this.send();
    });
    this.field.addEventListener('input', () => this.fit());
    this.field.addEventListener('keydown', (event) => {
      if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) {
        event.preventDefault();
        this.send();
      } else if (event.key === 'Escape' && this.#about) {
        this.about(null);
      }
    });
  }

  /** As many lines as are written; the height itself is the style's business. */
  fit() {
    const lines = this.field.value.split('\n').length;
    const wrapped = Math.ceil(this.field.value.length / 34);
    this.field.rows = Math.min(6, Math.max(1, lines, wrapped));
  }

  update(screen) {
    const hadFocus = this.node.contains(document.activeElement);
    const link = this.phone.desk.link(this.phone.id);
    const open = screen.started && !screen.blocks_bot && !link;
    setHidden(this.form, !open);
    setHidden(this.start, open || (screen.blocks_bot && !link));
    setText(this.start, link ? W.startByLink : W.start);
    setHidden(this.blocked, !screen.blocks_bot || Boolean(link));
    const { keyboard } = screen;
    this.field.placeholder = keyboard?.placeholder || W.message;
    this.showKeys(keyboard);
    setHidden(this.toggle, !keyboard);
    setHidden(this.keys, !open || !keyboard || this.#hidesKeys);
    if (!open) this.about(null);
    if (hadFocus && (document.activeElement === document.body || document.activeElement.closest('[hidden]'))) this.focus();
  }

  showKeys(keyboard) {
    const shape = JSON.stringify(keyboard);
    if (shape === this.#keysShape) return;
    this.#keysShape = shape;
    this.#hidesKeys = false;
    this.toggle.setAttribute('aria-expanded', 'true');
    const focused = this.keys.contains(document.activeElement);
    const rows = keyboard?.keys ?? [];
    this.keys.replaceChildren(...rows.map((row) => el('div', { class: 'keys-row' },
      row.map((key) => button(key.label, () => this.pressKey(key), { class: 'key', dir: 'auto' })))));
    if (focused) this.focus();
  }

  toggleKeys() {
    this.#hidesKeys = !this.#hidesKeys;
    const name = this.#hidesKeys ? W.toKeys : W.toLetters;
    this.toggle.setAttribute('aria-label', name);
    this.toggle.title = name;
    this.toggle.setAttribute('aria-expanded', String(!this.#hidesKeys));
    this.keys.hidden = this.#hidesKeys;
  }

  async pressKey({ label, asks }) {
    if (asks === 'Location') {
      await this.sharePlace((place) => this.phone.deed({ do: 'share_place', ...place }), W.pickToShare(this.phone.name));
    } else if (asks === 'Contact') {
      this.phone.follow();
      this.phone.send({ what: 'own_contact' });
    } else {
      this.phone.follow();
      this.phone.deed({ do: 'press_key', label });
    }
  }

  async sharePlace(deed, title) {
    const { town, people } = this.phone.desk;
    const others = people.filter((one) => one.id !== this.phone.id);
    const { home } = this.phone.neighbour;
    const homes = [...others, { first_name: W.home, home, is_own: true }];
    const place = await pickPlace(town, { title, home, take: W.share, homes });
    if (place) {
      this.phone.follow();
      await deed(place);
    } else {
      this.focus();
    }
  }

  attachments() {
    const { phone } = this;
    const caption = () => this.take() || null;
    const send = (content) => () => phone.send(content());
    return [
      [W.sendPlace, () => this.sharePlace((place) => phone.send({ what: 'place', ...place }), W.pickPlace)],
      [W.sendPhoto, send(() => ({ what: 'photo', caption: caption() }))],
      [W.sendVoice, send(() => ({ what: 'voice', seconds: 7 }))],
      [W.sendSticker, send(() => ({ what: 'sticker', emoji: W.sticker }))],
      [W.sendDocument, send(() => ({ what: 'document', file_name: W.fileName, caption: caption() }))],
      [W.sendContact, send(() => ({ what: 'contact', ...W.contact }))],
      [W.sendOwnContact, send(() => ({ what: 'own_contact' }))],
      [W.sendForward, send(() => ({ what: 'forward', from: W.forwarded.from, text: caption() ?? W.forwarded.text }))],
    ];
  }

  /** The text that is written, which is then gone from the field. */
  take() {
    const text = this.field.value.trim();
    this.field.value = '';
    this.fit();
    return text;
  }

  async send() {
    const text = this.field.value.trim();
    if (!text) return;
    const about = this.#about;
    const deed = about?.edits ? { do: 'edit', message: about.id, text }
      : about ? { do: 'reply', to: about.id, text } : { do: 'say', text };
    if (await this.phone.deed(deed)) {
      if (this.field.value.trim() === text) this.take();
      this.about(null);
    }
  }

  /** What the next text replies to, or changes; nothing for a text of its own. */
  about(about) {
    if (this.#about?.edits && !about) this.take();
    this.#about = about;
    setHidden(this.aboutNode, !about);
    if (!about) return;
    setText(this.aboutText, `${about.edits ? W.editing : W.replying}: ${summary(about.shown)}`);
    this.aboutStop.setAttribute('aria-label', about.edits ? W.stopEditing : W.stopReplying);
    if (about.edits) this.field.value = about.shown.text;
    this.fit();
    this.field.focus();
  }

  /** The first of the bot's keys, where they are shown. */
  firstKey() {
    return this.keys.hidden ? null : this.keys.querySelector('button');
  }

  focus() {
    const first = [this.field, this.start, this.blocked.lastChild].find((node) => !node.closest('[hidden]'));
    (first ?? this.phone.log).focus();
  }
}
