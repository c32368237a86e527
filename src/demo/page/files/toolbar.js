// Owns the desk around the phones: the clock, trouble on the line, the list of neighbours.
// It shows no chats (see `phone.js`).

import { button, el, hidden, setHidden, setText } from './dom.js';
import { askNeighbour, labelled } from './dialogs.js';
import { summary } from './bubble.js';
import { post } from './wire.js';
import { W } from './words.js';

export class Toolbar {
  constructor(desk) {
    this.desk = desk;
    this.status = el('p', { class: 'desk-status hidden', role: 'status' });
    this.clock = el('time', { class: 'clock' });
    this.toCome = el('span', { class: 'badge', hidden: true });
    this.flood = el('input', { type: 'checkbox', role: 'switch', name: 'flood', on: { change: () => this.switchFlood() } });
    this.node = el('header', { class: 'toolbar' },
      el('div', { class: 'title' }, el('h1', { text: desk.town.name }), this.clock),
      el('div', { class: 'forward', role: 'group', 'aria-label': W.clock },
        W.forward.map(({ label, ms }) => button(label, () => this.forward({ to: 'later', ms }))),
        button(W.morning, () => this.forward({ to: 'morning' }), { title: W.morningHint })),
      el('div', { class: 'controls' },
        el('label', { class: 'check', title: W.floodHint }, this.flood, W.floodLimits),
        this.network(),
        button(W.add, () => this.add(), { class: 'main', 'data-deed': 'add' })),
      this.status);
  }

  network() {
    const method = el('select', { name: 'method' }, W.methods.map((name) => el('option', { text: name })));
    const fault = el('select', { name: 'fault' }, W.faults.map(([value, text]) => el('option', { value, text })));
    const times = el('input', { type: 'number', name: 'times', min: 1, max: 100, value: 3 });
    const wrong = el('p', { class: 'wrong', role: 'alert' });
    const act = (trouble) => this.do('/demo/trouble', trouble, (why) => setText(wrong, why));
    const plan = () => act({ do: 'plan', method: method.value, fault: fault.value, times: times.valueAsNumber });
    const box = el('details', { class: 'network' },
      el('summary', {}, W.trouble, this.toCome),
      el('div', { class: 'sheet' }, labelled(W.fault, fault), labelled(W.method, method), labelled(W.times, times), wrong,
        el('div', { class: 'row' }, button(W.heal, () => act({ do: 'heal' })),
          el('span', { class: 'space' }), button(W.plan, plan, { class: 'main' }))));
    const close = () => { box.open = false; };
    box.addEventListener('keydown', (event) => {
      if (event.key !== 'Escape') return;
      close();
      box.firstChild.focus();
    });
    box.addEventListener('focusout', (event) => {
      if (event.relatedTarget && !box.contains(event.relatedTarget)) close();
    });
    document.addEventListener('pointerdown', (event) => {
      if (!box.contains(event.target)) close();
    });
    return box;
  }

  update({ now_ms: now, look }) {
    setText(this.clock, this.desk.moment(now));
    if (document.activeElement !== this.flood || this.flood.checked === look.flood_limits) this.flood.checked = look.flood_limits;
    setHidden(this.toCome, look.faults_to_come === 0);
    setText(this.toCome, W.troubleToCome(look.faults_to_come));
  }

  async forward(step) {
    const done = await this.do('/demo/clock', step);
    if (done) this.say(W.clockIs(this.desk.moment(done.now_ms)), false);
  }

  switchFlood() {
    return this.do('/demo/trouble', { do: 'flood_limits', on: this.flood.checked });
  }

  /** Adds a neighbour, who has come by a link if one is given. */
  async add(link = null) {
    const added = await askNeighbour(this.desk, (asked, say) => this.do('/demo/people', asked, say));
    if (added) this.desk.open(added.id, link);
  }

  /** Does something; what hinders it is said by `say`, where that is looked at. */
  async do(path, body, say = (why) => this.say(why)) {
    try {
      const done = await post(path, body);
      say('');
      return done;
    } catch (error) {
      say(W.notDone(error.message));
      return null;
    }
  }

  /** Says what went wrong to everybody; anything else is there to be seen, and said only to a screen reader. */
  say(text, isTrouble = text !== '') {
    setText(this.status, text);
    this.status.classList.toggle('trouble', isTrouble);
    this.status.classList.toggle('hidden', !isTrouble);
  }
}

/** Everybody, with what is new for them. */
export class Neighbours {
  #rows = new Map();

  constructor(desk) {
    this.desk = desk;
    this.list = el('ul');
    this.nobody = el('p', { class: 'muted', text: W.nobody });
    this.node = el('nav', { class: 'neighbours', 'aria-label': W.neighbours },
      el('h2', { text: W.neighbours }), this.nobody, this.list, el('p', { class: 'muted forgets', text: W.forgets }));
  }

  update(people) {
    setHidden(this.nobody, people.length > 0);
    for (const one of people) this.row(one).update(one);
    const known = new Set(people.map(({ id }) => id));
    for (const [id, row] of this.#rows) {
      if (known.has(id)) continue;
      row.node.remove();
      this.#rows.delete(id);
    }
  }

  row({ id }) {
    if (!this.#rows.has(id)) {
      const row = new Row(this.desk, id);
      this.#rows.set(id, row);
      this.list.append(row.node);
    }
    return this.#rows.get(id);
  }
}

class Row {
  constructor(desk, id) {
    this.desk = desk;
    this.face = el('span', { class: 'face', 'aria-hidden': 'true' });
    this.name = el('b', { dir: 'auto' });
    this.words = el('span', { class: 'muted', dir: 'auto' });
    this.badge = el('span', { class: 'badge', hidden: true });
    this.isOpen = hidden('');
    this.button = el('button', { type: 'button', on: { click: () => desk.open(id) } },
      this.face, el('span', { class: 'who' }, this.name, this.words), this.badge, this.isOpen);
    this.node = el('li', {}, this.button);
  }

  update(one) {
    const { desk } = this;
    this.button.dataset.neighbour = one.first_name;
    this.button.classList.toggle('open', desk.isOpen(one.id));
    setText(this.isOpen, desk.isOpen(one.id) ? W.isOpen : '');
    setText(this.face, [...one.first_name][0] ?? '');
    this.face.dataset.tint = String(one.id % 6);
    setText(this.name, one.first_name);
    const words = one.blocks_bot ? W.blocked : !one.started ? W.notStarted : one.newest ? summary(one.newest) : W.nothingYet;
    setText(this.words, words);
    const unread = desk.unread(one);
    setHidden(this.badge, unread === 0);
    setText(this.badge, String(unread));
    this.badge.setAttribute('aria-label', W.unread(unread));
    this.badge.setAttribute('role', 'img');
  }
}
