// Owns the map: how the town is drawn, where a pin is, how it is moved by hand or by key.
// It asks no other server for a picture.

import { button, el, svg } from './dom.js';
import { W } from './words.js';

const METRES_PER_DEGREE = 111_320;
const AREAS = new Set(['park', 'water']);
const BUBBLE_SPAN = 1_100;
const STEP = 50;
const LONG_STEP = 300;
// What is drawn as a dot, and has its name beside it.
const DOTS = new Set(['own', 'home', 'landmark']);
// Whose name is written first where two would lie upon each other.
const FIRST = ['own', 'quarter', 'home', 'landmark', 'park', 'water', 'river'];

export class Town {
  constructor(map) {
    this.name = map.name;
    this.zone = map.zone;
    this.centre = map.centre;
    this.across_metres = map.across_metres;
    this.drawn = map.drawn;
    this.named = map.labels;
    this.shrink = Math.cos((map.centre.latitude * Math.PI) / 180);
    this.half = map.across_metres / 2;
  }

  /** Metres east and south of the centre: the units of the drawing. */
  point({ latitude, longitude }) {
    return {
      x: (longitude - this.centre.longitude) * METRES_PER_DEGREE * this.shrink,
      y: (this.centre.latitude - latitude) * METRES_PER_DEGREE,
    };
  }

  place({ x, y }) {
    return {
      latitude: round(this.centre.latitude - y / METRES_PER_DEGREE),
      longitude: round(this.centre.longitude + x / (METRES_PER_DEGREE * this.shrink)),
    };
  }

  /** A hidden drawing that every map of the page shows a part of. */
  drawing() {
    const lines = this.drawn.flatMap((drawn) => {
      const points = drawn.line.map((place) => this.point(place));
      const d = points.map(({ x, y }, at) => `${at ? 'L' : 'M'}${x.toFixed(0)} ${y.toFixed(0)}`).join('');
      const path = (extra) => svg('path', { d: AREAS.has(drawn.kind) ? `${d}Z` : d, class: `map-${drawn.kind}${extra}` });
      return drawn.kind === 'railway' ? [path(''), path(' map-sleepers')] : [path('')];
    });
    const town = svg('g', { id: 'town' }, lines);
    return svg('svg', { class: 'defs', 'aria-hidden': 'true' }, svg('defs', {}, town));
  }

  /** What is written on the map, and where. */
  labels() {
    const ground = this.drawn.filter((drawn) => AREAS.has(drawn.kind) || drawn.kind === 'river');
    return [
      ...ground.map((drawn) => ({ text: drawn.name, kind: drawn.kind, ...middle(drawn, this) })),
      ...this.named.map(({ text, is_quarter: isQuarter, place }) => (
        { text, kind: isQuarter ? 'quarter' : 'landmark', ...this.point(place) })),
    ];
  }

  /** Where a place is, in words: a street and the way from a landmark. */
  describe(place) {
    const at = this.point(place);
    if (Math.hypot(at.x, at.y) > this.half * 1.6) return W.outside;
    const named = this.drawn.filter((drawn) => drawn.name && !AREAS.has(drawn.kind));
    const street = nearest(named, (drawn) => toLine(at, drawn.line.map((one) => this.point(one))));
    const landmarks = this.named.filter((label) => !label.is_quarter);
    const landmark = nearest(landmarks, (label) => between(at, this.point(label.place)));
    const words = [];
    if (street) words.push(W.near(street.name));
    if (landmark) {
      const from = this.point(landmark.place);
      words.push(W.from(between(at, from), direction(from, at), landmark.text));
    }
    return words.join(', ');
  }
}

/** A small map around a place, as a bubble shows it. */
export function smallMap(town, place) {
  const { x, y } = town.point(place);
  const box = [x - BUBBLE_SPAN / 2, y - BUBBLE_SPAN / 4, BUBBLE_SPAN, BUBBLE_SPAN / 2];
  return svg('svg', { viewBox: box.join(' '), class: 'map', role: 'img', 'aria-label': town.describe(place) },
    svg('rect', { x: box[0], y: box[1], width: box[2], height: box[3], class: 'map-ground' }),
    svg('use', { href: '#town' }),
    pin(x, y, 4.2));
}

function pin(x, y, size) {
  const node = svg('g', { class: 'map-pin' },
    svg('path', { d: 'M0 0C-12-16-18-24-18-34a18 18 0 0 1 36 0C18-24 12-16 0 0z' }),
    svg('circle', { cx: 0, cy: -34, r: 7 }));
  node.setAttribute('transform', `translate(${x} ${y}) scale(${size})`);
  return node;
}

/** Lets a person choose a place; answers it, or nothing. `homes` are drawn as dots with names. */
export function pickPlace(town, { title, home, take, homes }) {
  return new Promise((answer) => {
    const picker = new Picker(town, home, homes);
    const dialog = el('dialog', { class: 'picker', 'aria-labelledby': 'picker-title' });
    const finish = (place) => {
      dialog.close();
      dialog.remove();
      answer(place);
    };
    const taken = () => finish(picker.place());
    picker.node.addEventListener('keydown', (event) => {
      if (event.key === 'Enter') {
        event.preventDefault();
        taken();
      }
    });
    dialog.append(
      el('h2', { id: 'picker-title', text: title }),
      picker.node,
      picker.words,
      el('p', { class: 'muted', id: 'picker-help', text: W.mapHelp }),
      el('div', { class: 'row' },
        button(W.toHome, () => picker.goHome()),
        button('+', () => picker.zoom(0.6), { 'aria-label': W.nearer, title: W.nearer }),
        button('−', () => picker.zoom(1 / 0.6), { 'aria-label': W.farther, title: W.farther }),
        el('span', { class: 'space' }),
        button(W.cancel, () => finish(null)),
        button(take, taken, { class: 'main' })),
    );
    dialog.addEventListener('cancel', (event) => {
      event.preventDefault();
      finish(null);
    });
    document.body.append(dialog);
    dialog.showModal();
    picker.show(true);
    picker.node.focus();
  });
}

class Picker {
  constructor(town, home, homes) {
    this.town = town;
    this.home = town.point(home);
    this.at = { ...this.home };
    this.span = town.across_metres;
    this.words = el('p', { class: 'where', role: 'status' });
    this.pin = svg('g');
    this.marks = svg('g');
    this.homes = homes.map((one) => ({ ...town.point(one.home), text: one.first_name, kind: one.is_own ? 'own' : 'home' }));
    this.node = svg('svg', {
      class: 'map big', tabindex: '0', role: 'application', 'aria-label': W.map, 'aria-describedby': 'picker-help',
    }, svg('rect', { x: -20_000, y: -20_000, width: 40_000, height: 40_000, class: 'map-ground' }),
    svg('use', { href: '#town' }), this.marks, this.pin);
    this.listen();
  }

  listen() {
    let held = false;
    const move = (event) => {
      const point = new DOMPoint(event.clientX, event.clientY).matrixTransform(this.node.getScreenCTM().inverse());
      this.moveTo(point);
    };
    this.node.addEventListener('pointerdown', (event) => {
      held = true;
      this.node.setPointerCapture(event.pointerId);
      move(event);
    });
    this.node.addEventListener('pointermove', (event) => held && move(event));
    this.node.addEventListener('pointerup', () => { held = false; });
    this.node.addEventListener('keydown', (event) => this.key(event));
    // A phone is turned, a window made narrow: the map is another size, and its letters are not.
    new ResizeObserver(() => this.node.clientWidth > 0 && this.draw()).observe(this.node);
  }

  key(event) {
    const step = event.shiftKey ? LONG_STEP : STEP;
    const deeds = {
      ArrowLeft: () => this.moveTo({ x: this.at.x - step, y: this.at.y }),
      ArrowRight: () => this.moveTo({ x: this.at.x + step, y: this.at.y }),
      ArrowUp: () => this.moveTo({ x: this.at.x, y: this.at.y - step }),
      ArrowDown: () => this.moveTo({ x: this.at.x, y: this.at.y + step }),
      h: () => this.goHome(),
      Home: () => this.goHome(),
      '+': () => this.zoom(0.6),
      '=': () => this.zoom(0.6),
      '-': () => this.zoom(1 / 0.6),
    };
    const deed = deeds[event.key];
    if (!deed) return;
    event.preventDefault();
    deed();
  }

  moveTo({ x, y }) {
    const { half } = this.town;
    this.at = { x: clamp(x, -half, half), y: clamp(y, -half, half) };
    this.show(false);
  }

  goHome() {
    this.moveTo(this.home);
  }

  zoom(by) {
    this.span = clamp(this.span * by, 900, this.town.across_metres);
    this.show(true);
  }

  place() {
    return this.town.place(this.at);
  }

  show(zoomed) {
    const slack = this.town.half - this.span / 2;
    const seen = this.box && !zoomed && Math.abs(this.at.x - this.box.x) < this.span * 0.42
      && Math.abs(this.at.y - this.box.y) < this.span * 0.42;
    if (!seen) {
      this.box = { x: clamp(this.at.x, -slack, slack), y: clamp(this.at.y, -slack, slack) };
      const corner = [this.box.x - this.span / 2, this.box.y - this.span / 2];
      this.node.setAttribute('viewBox', `${corner.join(' ')} ${this.span} ${this.span}`);
    }
    if (zoomed) this.draw();
    else this.drawPin(this.pixel());
    this.words.textContent = this.town.describe(this.place());
  }

  /** So many metres are as wide as a dot of the screen. */
  pixel() {
    return this.span / this.node.clientWidth;
  }

  /** What is of the same size however near the map is. */
  draw() {
    this.drawMarks(this.pixel());
    this.drawPin(this.pixel());
  }

  drawPin(pixel) {
    this.pin.replaceChildren(pin(this.at.x, this.at.y, pixel * 0.9));
  }

  /** Names and homes. A name is as wide as it is drawn here; one that finds no room is left out, its dot is not. */
  drawMarks(pixel) {
    const marks = [...this.town.labels(), ...this.homes].map((mark) => ({ ...mark, isDot: DOTS.has(mark.kind) }));
    marks.sort((one, other) => FIRST.indexOf(one.kind) - FIRST.indexOf(other.kind));
    const names = marks.map(({ text, kind }) => {
      const size = (kind === 'quarter' ? 14 : 10.5) * pixel;
      return svg('text', { 'font-size': size, 'stroke-width': size * 0.28, text });
    });
    this.marks.replaceChildren(...marks.map(({ text, kind, isDot, x, y }, at) => {
      const style = kind === 'own' ? 'home' : kind;
      return svg('g', { class: `mark mark-${style}`, transform: `translate(${x} ${y})` },
        isDot && svg('circle', { r: (style === 'home' ? 4.5 : 3) * pixel }, svg('title', { text })), names[at]);
    }));
    const widths = names.map((name) => name.getComputedTextLength() + 4 * pixel);
    const taken = marks.filter(({ isDot }) => isDot).map(({ x, y }) => around(x, y, 9 * pixel, 9 * pixel));
    marks.forEach(({ kind, isDot, x, y }, at) => {
      const [size, wide] = [(kind === 'quarter' ? 14 : 10.5) * pixel, widths[at]];
      const places = isDot
        ? [[0, 14 * pixel], [0, -7 * pixel], [wide / 2 + 5 * pixel, 4 * pixel], [-wide / 2 - 5 * pixel, 4 * pixel]]
        : [[0, 4 * pixel], [0, 20 * pixel], [0, -12 * pixel]];
      const boxOf = ([right, down]) => around(x + right, y + down - size * 0.35, wide, size * 1.05);
      const place = places.find((one) => !taken.some((box) => overlap(box, boxOf(one))));
      if (!place) {
        names[at].remove();
        return;
      }
      taken.push(boxOf(place));
      names[at].setAttribute('x', place[0]);
      names[at].setAttribute('y', place[1]);
    });
  }
}

function around(x, y, wide, high) {
  return { left: x - wide / 2, right: x + wide / 2, top: y - high / 2, bottom: y + high / 2 };
}

function overlap(one, other) {
  return one.left < other.right && other.left < one.right && one.top < other.bottom && other.top < one.bottom;
}

function middle(drawn, town) {
  const points = drawn.line.map((place) => town.point(place));
  if (drawn.kind === 'river') return points[Math.floor(points.length * 0.2)];
  const sum = points.reduce((all, { x, y }) => ({ x: all.x + x, y: all.y + y }), { x: 0, y: 0 });
  return { x: sum.x / points.length, y: sum.y / points.length };
}

function nearest(list, measure) {
  let best = null;
  for (const one of list) {
    const far = measure(one);
    if (!best || far < best.far) best = { one, far };
  }
  return best?.one;
}

function between(a, b) {
  return Math.hypot(a.x - b.x, a.y - b.y);
}

function toLine(at, points) {
  let best = Infinity;
  for (let i = 1; i < points.length; i += 1) {
    const [a, b] = [points[i - 1], points[i]];
    const length = between(a, b) ** 2 || 1;
    const along = clamp(((at.x - a.x) * (b.x - a.x) + (at.y - a.y) * (b.y - a.y)) / length, 0, 1);
    best = Math.min(best, between(at, { x: a.x + along * (b.x - a.x), y: a.y + along * (b.y - a.y) }));
  }
  return best;
}

function direction(from, to) {
  const turn = Math.atan2(to.x - from.x, from.y - to.y) / (Math.PI / 4);
  return W.directions[(Math.round(turn) + 8) % 8];
}

function clamp(value, low, high) {
  return Math.min(Math.max(value, low), high);
}

function round(degrees) {
  return Math.round(degrees * 1e6) / 1e6;
}
