// Owns what opens above the page: menus, the form for a new neighbour, the choice of whose phone a link is opened on.
// It does no deed: it calls back.

import { button, el, setText, sign } from './dom.js';
import { pickPlace } from './map.js';
import { W } from './words.js';

// A menu, and what is left free beside it.
const TALLEST = 420;
const EDGE = 14;

/** A button that opens a list of deeds; `entries` answers [label, deed] pairs when it opens. */
export function menuButton(name, path, entries, properties = {}) {
  const opener = sign(name, path, () => (list.hidden ? open() : close()), {
    'aria-haspopup': 'menu', 'aria-expanded': 'false', ...properties,
  });
  const list = el('div', { class: 'menu', role: 'menu', 'aria-label': name, hidden: true });
  const items = () => [...list.children];
  const close = () => {
    if (list.hidden) return;
    const hadFocus = list.contains(document.activeElement);
    list.hidden = true;
    opener.setAttribute('aria-expanded', 'false');
    if (hadFocus) opener.focus();
  };
  // Up or down, a list ends where the screen of its phone does.
  const room = () => {
    const [frame, at] = [around.closest('.screen'), opener].map((node) => node.getBoundingClientRect());
    const isAbove = list.getBoundingClientRect().bottom <= at.top;
    return Math.min(TALLEST, (isAbove ? at.top - frame.top : frame.bottom - at.bottom) - EDGE);
  };
  const open = () => {
    list.replaceChildren(...entries().map(([label, deed]) => button(label, () => {
      close();
      deed();
    }, { role: 'menuitem', tabindex: '-1', dir: 'auto' })));
    list.hidden = false;
    list.style.maxHeight = `${room()}px`;
    opener.setAttribute('aria-expanded', 'true');
    items()[0]?.focus();
  };
  const around = el('div', { class: 'menu-around' }, opener, list);
  around.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') close();
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    if (list.hidden) open();
    const now = items().indexOf(document.activeElement);
    items().at((now + step + items().length) % items().length)?.focus();
  });
  around.addEventListener('focusout', (event) => {
    if (!around.contains(event.relatedTarget)) close();
  });
  return around;
}

/** Shows the dialog that `build` makes, until it calls back; answers what it was called with. */
function ask(build) {
  return new Promise((answer) => {
    const finish = (answered) => {
      dialog.close();
      dialog.remove();
      answer(answered);
    };
    const dialog = build(finish);
    dialog.addEventListener('cancel', (event) => {
      event.preventDefault();
      finish(null);
    });
    document.body.append(dialog);
    dialog.showModal();
  });
}

export const NEWCOMER = 'newcomer';

/** Asks on whose phone a link is opened; answers an id, `NEWCOMER`, or nothing. */
export function askWhose(people, own) {
  const others = people.filter((one) => one !== own);
  return ask((finish) => el('dialog', { class: 'whose', 'aria-labelledby': 'whose-title' },
    el('h2', { id: 'whose-title', text: W.openOn }),
    el('div', { class: 'choices' },
      button(W.newcomer, () => finish(NEWCOMER), { 'data-whose': NEWCOMER, autofocus: true }),
      [own, ...others].map((one) => button(one === own ? W.thisPhone(one.first_name) : one.first_name,
        () => finish(one.id), { 'data-whose': one.first_name, dir: 'auto' }))),
    el('div', { class: 'row' }, el('span', { class: 'space' }), button(W.cancel, () => finish(null)))));
}

/** Asks who the new neighbour is, and lets `add` do it; the form stays while it cannot. Answers what came of it, or nothing. */
export function askNeighbour(desk, add) {
  return ask((finish) => new NewNeighbour(desk, add, finish).dialog);
}

class NewNeighbour {
  constructor(desk, add, finish) {
    this.desk = desk;
    this.add = add;
    this.home = null;
    this.name = el('input', { autofocus: true, required: true, maxlength: 64, dir: 'auto', autocomplete: 'off', name: 'name' });
    this.username = el('input', { maxlength: 32, autocomplete: 'off', name: 'username', placeholder: W.optional, pattern: '@?[A-Za-z][A-Za-z0-9_]{3,31}', title: W.usernameIs });
    this.language = el('select', { name: 'language' },
      W.languages.map(([code, name]) => el('option', { value: code, text: name, lang: code })));
    this.withoutPlace = el('input', { type: 'checkbox', name: 'without_place' });
    this.where = el('output', { class: 'muted', text: W.livesNear });
    this.wrong = el('p', { class: 'wrong', role: 'alert' });
    this.submit = el('button', { type: 'submit', class: 'main', text: W.addThem });
    this.dialog = this.build(finish);
  }

  build(finish) {
    const form = el('form', { method: 'dialog' },
      el('h2', { id: 'new-title', text: W.add }),
      labelled(W.name, this.name), labelled(W.username, this.username), labelled(W.language, this.language),
      el('div', { class: 'field' }, el('span', { text: W.home }), this.where,
        button(W.choosePlace, () => this.choose())),
      el('label', { class: 'check' }, this.withoutPlace, W.withoutPlace), this.wrong,
      el('div', { class: 'row' }, el('span', { class: 'space' }), button(W.cancel, () => finish(null)), this.submit));
    form.addEventListener('submit', async (event) => {
      event.preventDefault();
      this.submit.disabled = true;
      const added = await this.add(this.asked(), (why) => setText(this.wrong, why));
      this.submit.disabled = false;
      if (added) finish(added);
      else this.name.focus();
    });
    return el('dialog', { class: 'new', 'aria-labelledby': 'new-title' }, form);
  }

  asked() {
    return {
      name: this.name.value,
      username: this.username.value.trim() || null,
      language: this.language.value,
      home: this.home,
      without_place: this.withoutPlace.checked,
    };
  }

  async choose() {
    const { town, people } = this.desk;
    const home = this.home ?? town.centre;
    const place = await pickPlace(town, { title: W.pickHome, home, take: W.choose, homes: people });
    if (!place) return;
    this.home = place;
    this.where.textContent = town.describe(place);
  }
}

export function labelled(label, field) {
  return el('label', { class: 'field' }, el('span', { text: label }), field);
}
