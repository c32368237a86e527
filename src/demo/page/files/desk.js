// Owns what is open: which phones, which of them is in front, what was read, how times are written.
// It draws only what stands around the phones.

import { button, el, ICONS, setHidden, setText, sign } from './dom.js';
import { askWhose, NEWCOMER } from './dialogs.js';
import { Phone } from './phone.js';
import { Neighbours, Toolbar } from './toolbar.js';
import { Watch } from './wire.js';
import { W } from './words.js';

const MOST_PHONES = 12;
const OPEN_AT_FIRST = 2;

export class Desk {
  #phones = new Map();
  #read = null;
  #began = null;
  #front = null;
  #links = new Map();
  #waiting = null;

  constructor(town) {
    this.town = town;
    this.people = [];
    this.bot = { username: '' };
    const format = (options) => new Intl.DateTimeFormat('en-GB', { timeZone: town.zone, ...options });
    this.formats = {
      time: format({ hour: '2-digit', minute: '2-digit' }),
      day: format({ weekday: 'long', day: 'numeric', month: 'long' }),
      moment: format({ weekday: 'short', day: 'numeric', month: 'short', year: 'numeric', hour: '2-digit', minute: '2-digit' }),
    };
    this.watch = new Watch({
      phones: () => this.openIds(),
      news: (state) => this.update(state),
      lost: () => this.toolbar.say(W.lost),
    });
    this.build();
  }

  build() {
    this.toolbar = new Toolbar(this);
    this.neighbours = new Neighbours(this);
    this.none = el('p', { class: 'muted none', text: W.noPhones });
    this.phonesNode = el('main', { class: 'phones', id: 'phones', 'aria-label': W.phones, tabindex: '-1' }, this.none);
    this.tabs = el('nav', { class: 'tabs', 'aria-label': W.openPhones });
    document.title = W.title(this.town.name);
    document.body.append(
      el('a', { href: '#phones', class: 'skip', text: W.skip, on: { click: (event) => this.skip(event) } }),
      this.town.drawing(), this.toolbar.node, this.tabs,
      el('div', { class: 'below' }, this.neighbours.node, this.phonesNode));
  }

  skip(event) {
    event.preventDefault();
    this.phonesNode.focus();
  }

  update(state) {
    const { look } = state;
    this.people = look.people;
    this.bot = look.bot;
    this.now = state.now_ms;
    const isNew = this.#began !== null && this.#began !== look.began_ms;
    this.#began = look.began_ms;
    if (isNew) this.#links.clear();
    if (isNew) this.#read = new Map(look.people.map((one) => [one.id, 0]));
    if (!this.#read) this.begin(look.people);
    this.toolbar.update(state);
    if (isNew) this.toolbar.say(W.newTown);
    else if (this.toolbar.status.textContent === W.lost) this.toolbar.say('');
    const screens = new Map(look.phones.map(({ id, screen }) => [id, screen]));
    for (const [id, phone] of this.#phones) {
      const one = this.person(id);
      if (!one) this.close(id);
      if (one && screens.has(id)) {
        phone.update(one, screens.get(id));
        if (phone.node.offsetParent) this.#read.set(id, one.from_bot.at(-1) ?? 0);
      }
    }
    if (this.#waiting && screens.has(this.#waiting)) this.focusWaiting();
    this.neighbours.update(look.people);
    this.updateTabs();
  }

  /** What was there before the page was opened counts as read; the phones of the address, or of who has not started, are open. */
  begin(people) {
    this.#read = new Map(people.map((one) => [one.id, one.from_bot.at(-1) ?? 0]));
    const asked = location.hash.slice(1).split(',').map(Number).filter((id) => this.person(id));
    const fresh = people.filter((one) => !one.started);
    const first = (fresh.length > 0 ? fresh : people).slice(0, OPEN_AT_FIRST).map(({ id }) => id);
    const open = (asked.length > 0 ? asked : first).slice(0, MOST_PHONES);
    for (const id of open) this.place(id);
    this.front(open.at(-1) ?? null);
    if (open.length > 0) this.watch.again();
  }

  person(id) {
    return this.people.find((one) => one.id === id);
  }

  openIds() {
    const waiting = this.#waiting && !this.#phones.has(this.#waiting) ? [this.#waiting] : [];
    return [...this.#phones.keys(), ...waiting];
  }

  isOpen(id) {
    return this.#phones.has(id);
  }

  unread(one) {
    const read = this.#read?.get(one.id) ?? 0;
    return one.from_bot.filter((id) => id > read).length;
  }

  /** Opens a phone, or goes to it if it is open; the focus follows. A link waits there for Start, as in a client. */
  open(id, link = null) {
    this.#waiting = id;
    if (link) this.#links.set(id, link);
    if (this.#phones.has(id)) {
      this.#phones.get(id).showLink();
      this.focusWaiting();
    } else {
      this.makeRoom();
      if (this.person(id)) this.place(id);
      this.watch.again();
    }
  }

  /** Closes the phone that was opened first where another finds no room, and says so. */
  makeRoom() {
    const [first] = this.#phones.values();
    const isFull = this.#phones.size >= MOST_PHONES;
    if (isFull) this.close(first.id);
    this.toolbar.say(isFull ? W.closedFirst(first.name, MOST_PHONES) : '');
  }

  /** Opens a link to the bot on the phone that is chosen for it. */
  async openLink(link, own) {
    const whose = await askWhose(this.people, this.person(own));
    if (whose === NEWCOMER) await this.toolbar.add(link);
    else if (whose) this.open(whose, link);
  }

  link(id) {
    return this.#links.get(id) ?? null;
  }

  dropLink(id) {
    this.#links.delete(id);
  }

  place(id) {
    if (this.#phones.has(id)) return;
    const phone = new Phone(this, this.person(id));
    this.#phones.set(id, phone);
    this.phonesNode.append(phone.node);
    this.remember();
  }

  focusWaiting() {
    const id = this.#waiting;
    this.#waiting = null;
    this.place(id);
    const phone = this.#phones.get(id);
    this.front(id);
    phone.node.scrollIntoView({ block: 'nearest', inline: 'nearest' });
    if (phone.screen) {
      phone.toBottom();
      phone.focus();
    } else {
      this.#waiting = id;
      this.watch.again();
    }
  }

  close(id) {
    const ids = this.openIds();
    const next = ids[ids.indexOf(id) + 1] ?? ids[ids.indexOf(id) - 1] ?? null;
    this.#phones.get(id)?.node.remove();
    this.#phones.delete(id);
    this.dropLink(id);
    this.remember();
    if (this.#front === id) this.front(next);
    this.neighbours.update(this.people);
    this.updateTabs();
    const { owner } = this.#phones.get(next) ?? {};
    [owner, this.tabs.querySelector('[aria-current]'), this.phonesNode].find((node) => node?.offsetParent)?.focus();
  }

  remember() {
    setHidden(this.none, this.#phones.size > 0);
    history.replaceState(null, '', `#${[...this.#phones.keys()].join(',')}`);
  }

  /** In a narrow window only one phone is seen, or the list of neighbours. */
  front(id) {
    this.#front = id;
    document.body.dataset.front = id === null ? 'town' : 'phone';
    for (const [one, phone] of this.#phones) phone.node.classList.toggle('front', one === id);
    if (id !== null) {
      const phone = this.#phones.get(id);
      phone?.toBottom();
      this.#read?.set(id, this.person(id)?.from_bot.at(-1) ?? 0);
    }
    this.updateTabs();
    // The tab in front sticks to an edge (see the style): the one before it says how far to scroll.
    const before = this.tabs.querySelector('[aria-current]')?.parentNode.previousElementSibling;
    this.tabs.scrollLeft = before ? before.offsetLeft - this.tabs.offsetLeft : 0;
  }

  /** Whose phone is in front, and a way to close it: in a narrow window nothing else says so. */
  updateTabs() {
    const wanted = [[null, W.town], ...[...this.#phones].map(([id, phone]) => [id, phone.name])];
    const same = wanted.length === this.tabs.children.length
      && wanted.every(([id], at) => this.tabs.children[at].firstChild.dataset.tab === String(id));
    if (!same) {
      this.tabs.replaceChildren(...wanted.map(([id, name]) => el('span', { class: 'tab' },
        button('', () => this.front(id), { 'data-tab': String(id), dir: 'auto', title: name }),
        id !== null && sign(W.closePhone(name), ICONS.close, () => this.close(id)))));
    }
    wanted.forEach(([id, name], at) => {
      const tab = this.tabs.children[at].firstChild;
      const unread = id === null ? this.people.filter((one) => !this.isOpen(one.id)).reduce((sum, one) => sum + this.unread(one), 0)
        : this.unread(this.person(id) ?? { id, from_bot: [] });
      setText(tab, unread > 0 ? `${name} · ${unread}` : name);
      if (id === this.#front) tab.setAttribute('aria-current', 'true');
      else tab.removeAttribute('aria-current');
    });
  }

  /** Goes to the phone of whom a link or a mention leads to; false if it leads elsewhere. */
  openLinked(what) {
    const id = /^tg:\/\/user\?id=(\d+)/.exec(what)?.[1];
    const name = /^(?:(?:https?:\/\/)?t\.me\/|tg:\/\/resolve\?domain=|@)(\w+)\/?$/i.exec(what)?.[1]?.toLowerCase();
    const found = this.people.find((one) => (
      id ? one.id === Number(id) : Boolean(name) && one.username?.toLowerCase() === name));
    if (found) this.open(found.id);
    return Boolean(found);
  }

  commands() {
    return [this.bot.private_commands, this.bot.commands].find((list) => list?.length > 0) ?? [];
  }

  time(ms) {
    return this.formats.time.format(ms);
  }

  day(ms) {
    return this.formats.day.format(ms);
  }

  moment(ms) {
    return this.formats.moment.format(ms);
  }
}
