// Owns one phone: its bar, its chat, what is shown over it.
// It decides nothing about the bot: every press is a deed that the desk performs.

import { Bubble, summary } from './bubble.js';
import { Composer } from './composer.js';
import { button, el, ICONS, setHidden, setText, sign } from './dom.js';
import { menuButton } from './dialogs.js';
import { pickPlace } from './map.js';
import { post } from './wire.js';
import { W } from './words.js';

const NEAR_BOTTOM = 48;
const NOTICE_MS = 5_000;
// An answer that comes later than this is no answer to what was pressed.
const ANSWERED_MS = 5_000;

export class Phone {
  #bubbles = new Map();
  #days = new Map();
  #notices = null;
  #pressed = null;
  #shownLast = null;
  #toastTimer = 0;
  #follows = null;
  #isAtEnd = true;

  constructor(desk, neighbour) {
    this.desk = desk;
    this.id = neighbour.id;
    this.name = neighbour.first_name;
    this.neighbour = neighbour;
    this.build();
  }

  build() {
    this.composer = new Composer(this);
    this.state = el('span', { class: 'muted' });
    this.log = el('div', { class: 'log', role: 'log', 'aria-live': 'polite', 'aria-label': W.log(this.name), tabindex: '0' });
    this.greeting = el('div', { class: 'greeting', hidden: true }, el('h3', { text: W.greeting }), el('p', { dir: 'auto' }));
    this.newer = sign(W.newer, ICONS.down, () => this.toBottom(), { class: 'sign newer', hidden: true });
    this.toast = el('div', { class: 'toast', role: 'status' });
    this.alert = el('div', { class: 'alert', hidden: true });
    this.row = button('', () => this.showChat(true), { class: 'chat-row' });
    this.list = el('div', { class: 'chat-list', hidden: true }, el('h3', { text: W.chats }), this.row);
    this.bar = el('header', { class: 'bar' },
      sign(W.toChats, ICONS.back, () => this.showChat(false)),
      el('span', { class: 'face bot', 'aria-hidden': 'true', text: W.bot[0] }),
      el('div', { class: 'who' }, el('b', { text: W.bot }), this.state),
      menuButton(W.menu, ICONS.more, () => this.entries()));
    this.chat = el('div', { class: 'chat' }, this.bar,
      el('div', { class: 'log-around' }, this.log, this.newer), this.composer.node);
    this.owner = el('h2', { dir: 'auto', text: this.name, tabindex: '-1' });
    this.log.append(this.greeting);
    this.log.addEventListener('keydown', (event) => this.walk(event));
    this.log.addEventListener('scroll', () => {
      this.#isAtEnd = this.isAtBottom();
      setHidden(this.newer, this.#isAtEnd);
    }, { passive: true });
    // Who read the newest message reads it in a window of another size, too.
    new ResizeObserver(() => this.#isAtEnd && this.toBottom()).observe(this.log);
    this.node = el('section', {
      class: 'phone', 'aria-label': W.phoneOf(this.name), 'data-phone': this.name, 'data-person': this.id,
    },
    el('div', { class: 'owner' }, this.owner,
      sign(W.closePhone(this.name), ICONS.close, () => this.desk.close(this.id))),
    el('div', { class: 'screen' }, this.chat, this.list, this.toast, this.alert));
  }

  /** Shows what the person sees now; keeps the focus and the place in the chat. */
  update(neighbour, screen) {
    this.neighbour = neighbour;
    this.screen = screen;
    const wasAtBottom = this.isAtBottom();
    this.rename(neighbour);
    setText(this.state, screen.blocks_bot ? W.blocked : screen.chat_action ? W.typing : W.isBot);
    this.updateLog(screen);
    this.updateGreeting(screen);
    this.composer.update(screen);
    this.updateNotices(screen.notices);
    if (screen.spinning === 0) this.settlePress();
    this.updateRow(screen);
    this.followAnswer(screen);
    if (wasAtBottom) this.toBottom();
    else setHidden(this.newer, this.isAtBottom());
  }

  rename({ first_name: name }) {
    if (this.name === name) return;
    this.name = name;
    this.owner.textContent = name;
    this.node.setAttribute('aria-label', W.phoneOf(name));
    this.node.dataset.phone = name;
  }

  updateLog(screen) {
    const known = new Map(screen.messages.map((shown) => [shown.id, shown]));
    for (const [id, bubble] of this.#bubbles) {
      if (known.has(id)) continue;
      const hadFocus = bubble.node.contains(document.activeElement);
      bubble.node.remove();
      this.#bubbles.delete(id);
      if (hadFocus) this.log.focus();
    }
    const days = new Set();
    let last = this.greeting;
    const put = (node) => {
      if (last.nextSibling !== node) last.after(node);
      last = node;
    };
    for (const shown of screen.messages) {
      const day = this.desk.day(shown.date_ms);
      if (!days.has(day)) {
        days.add(day);
        put(this.dayNode(day));
      }
      const bubble = this.#bubbles.get(shown.id) ?? new Bubble(this, shown.id);
      this.#bubbles.set(shown.id, bubble);
      bubble.update(shown, known.get(shown.reply_to));
      put(bubble.node);
    }
    for (const [day, node] of this.#days) {
      if (days.has(day)) continue;
      node.remove();
      this.#days.delete(day);
    }
  }

  dayNode(day) {
    if (!this.#days.has(day)) this.#days.set(day, el('p', { class: 'day', text: day }));
    return this.#days.get(day);
  }

  updateGreeting(screen) {
    setHidden(this.greeting, screen.messages.length > 0);
    setText(this.greeting.lastChild, this.desk.bot.description || W.nothingYet);
    setHidden(this.greeting.firstChild, !this.desk.bot.description);
  }

  /** Shows what was not there before. The desk keeps only the newest, so the old end is looked for in the new. */
  updateNotices(notices) {
    const now = notices.map((notice) => JSON.stringify(notice));
    const before = this.#notices;
    this.#notices = now;
    if (!before) return;
    const overlap = [...Array(now.length + 1).keys()].reverse()
      .find((count) => count <= before.length && before.slice(before.length - count).every((one, at) => one === now[at]));
    for (const notice of notices.slice(overlap)) {
      if (notice.is_alert) this.showAlert(notice.text);
      else this.say(notice.text);
    }
  }

  updateRow(screen) {
    const newest = screen.messages.at(-1);
    this.row.replaceChildren(
      el('span', { class: 'face bot', 'aria-hidden': 'true', text: W.bot[0] }),
      el('span', { class: 'who' }, el('b', { text: W.bot }),
        el('span', { class: 'muted', dir: 'auto', text: newest ? summary(newest) : W.nothingYet })),
      el('time', { class: 'muted', text: newest ? this.desk.time(newest.date_ms) : '' }));
  }

  showChat(shows) {
    setHidden(this.chat, !shows);
    setHidden(this.list, shows);
    if (shows) {
      this.toBottom();
      this.focus();
    } else {
      this.row.focus();
    }
  }

  entries() {
    const { blocks_bot: blocks, started } = this.screen;
    const commands = this.desk.commands().map(({ command, description }) => (
      [`/${command}: ${description}`, () => this.deed({ do: 'say', text: `/${command}` })]));
    return [
      ...(started && !blocks ? commands : []),
      [W.startAgain, () => this.start()],
      blocks ? [W.unblock, () => this.aside({ do: 'unblock' })] : [W.block, () => this.aside({ do: 'block' })],
      [W.moveHome, () => this.moveHome()],
    ];
  }

  async moveHome() {
    const { town, people } = this.desk;
    const { home } = this.neighbour;
    const place = await pickPlace(town, { title: W.pickHome, home, take: W.choose, homes: people });
    if (place) await this.aside({ do: 'move', ...place });
  }

  /** Presses Start, through the link if one is open here. */
  async start() {
    const done = await this.deed({ do: 'start', payload: this.desk.link(this.id) });
    if (!done) return;
    this.desk.dropLink(this.id);
    this.showLink();
  }

  /** A link that is open here, or no more. */
  showLink() {
    if (this.screen) this.composer.update(this.screen);
  }

  deed(deed) {
    return this.post('/demo/deed', deed);
  }

  send(content) {
    return this.post('/demo/send', content);
  }

  aside(deed) {
    return this.post('/demo/aside', deed);
  }

  /** Does something as this person; answers whether it was done, and says why if not. */
  async post(path, body) {
    try {
      await post(path, { who: this.id, ...body });
      this.toBottom();
      return true;
    } catch (error) {
      this.say(W.notDone(error.message), true);
      return false;
    }
  }

  /** The focus goes to the answer of what is pressed now. */
  follow() {
    this.#follows = { before: answerOf(this.screen), until: performance.now() + ANSWERED_MS };
  }

  followAnswer(screen) {
    if (!this.#follows || answerOf(screen) === this.#follows.before) return;
    const { activeElement: active } = document;
    const isElsewhere = active !== document.body && !this.node.contains(active);
    if (performance.now() > this.#follows.until || isElsewhere || this.composer.field.value) {
      this.#follows = null;
      return;
    }
    const newest = screen.messages.findLast((shown) => shown.from_bot);
    const key = this.#bubbles.get(newest?.id)?.firstKey() ?? this.composer.firstKey();
    // Where there is nothing to press yet, the rest of the answer is on its way.
    if (key) this.#follows = null;
    (key ?? this.log).focus({ preventScroll: true });
    this.toBottom();
  }

  /** Arrow keys go from message to message. */
  walk(event) {
    const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    if (!step) return;
    const messages = [...this.log.querySelectorAll('.message')];
    const at = messages.indexOf(event.target.closest('.message'));
    const next = at < 0 ? messages.at(-1) : messages[at + step];
    if (!next) return;
    event.preventDefault();
    next.focus();
  }

  /** The second click of a double click is for the button that the first was on, not for what the answer has put there. */
  async press(message, data, { currentTarget: node, detail: clicks }) {
    const shown = `${message} ${data}`;
    if (clicks > 1 && shown !== this.#shownLast) return;
    this.#shownLast = shown;
    this.follow();
    this.settlePress();
    this.#pressed = node;
    node.setAttribute('aria-busy', 'true');
    try {
      await post('/demo/deed', { who: this.id, do: 'press', message, data });
    } catch (error) {
      this.settlePress();
      this.say(W.notDone(error.message), true);
    }
  }

  settlePress() {
    this.#pressed?.removeAttribute('aria-busy');
    this.#pressed = null;
  }

  /** Follows a command, a mention or a link inside the messenger. */
  pressLink(what) {
    if (what.startsWith('/')) {
      this.deed({ do: 'say', text: what });
      return;
    }
    const start = /t\.me\/(\w+)\?start=([\w-]+)|tg:\/\/resolve\?domain=(\w+)&start=([\w-]+)/i.exec(what);
    if (start && (start[1] ?? start[3]).toLowerCase() === this.desk.bot.username.toLowerCase()) {
      this.desk.openLink(start[2] ?? start[4], this.id);
    } else if (!this.desk.openLinked(what)) {
      this.say(W.leadsTo(what));
    }
  }

  replyTo(shown) {
    this.composer.about({ id: shown.id, shown, edits: false });
  }

  edit(shown) {
    this.composer.about({ id: shown.id, shown, edits: true });
  }

  showMessage(id) {
    const bubble = this.#bubbles.get(id);
    if (!bubble) return;
    bubble.node.scrollIntoView({ block: 'center' });
    bubble.node.focus({ preventScroll: true });
  }

  say(text, isTrouble = false) {
    clearTimeout(this.#toastTimer);
    this.toast.textContent = text;
    this.toast.classList.toggle('trouble', isTrouble);
    this.#toastTimer = setTimeout(() => { this.toast.textContent = ''; }, NOTICE_MS);
  }

  showAlert(text) {
    const before = this.node.contains(document.activeElement) ? document.activeElement : null;
    const close = () => {
      this.alert.hidden = true;
      (before?.isConnected ? before : this.log).focus();
    };
    const ok = button(W.ok, close, { class: 'main' });
    const box = el('div', { role: 'alertdialog', 'aria-label': W.bot, 'aria-describedby': `alert-${this.id}` },
      el('p', { id: `alert-${this.id}`, dir: 'auto', text }), ok);
    box.addEventListener('keydown', (event) => event.key === 'Escape' && close());
    this.alert.replaceChildren(box);
    this.alert.hidden = false;
    if (before) ok.focus();
  }

  isAtBottom() {
    return this.log.scrollHeight - this.log.scrollTop - this.log.clientHeight < NEAR_BOTTOM;
  }

  toBottom() {
    this.log.scrollTop = this.log.scrollHeight;
    this.newer.hidden = true;
  }

  focus() {
    this.composer.focus();
  }
}

/** What the bot said last, and how it stands now. */
function answerOf(screen) {
  return JSON.stringify(screen.messages.findLast((shown) => shown.from_bot) ?? null);
}
