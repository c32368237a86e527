// Owns the talk with the desk: what is asked, what is done, the wait for news.
// It remembers nothing but what was seen last.

import { W } from './words.js';

const PAUSE_MS = 1_500;

export async function get(path, signal) {
  const answer = await fetch(path, { signal, headers: { accept: 'application/json' } });
  if (!answer.ok) throw new Error(await reason(answer));
  return answer.json();
}

/** Does something; throws an error that says why not. */
export async function post(path, body) {
  let answer;
  try {
    answer = await fetch(path, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
  } catch {
    throw new Error(W.unreachable);
  }
  if (!answer.ok) throw new Error(await reason(answer));
  return answer.json();
}

async function reason(answer) {
  try {
    return (await answer.json()).error ?? answer.statusText;
  } catch {
    return answer.statusText;
  }
}

/** Calls `news` with every new state, and `lost` when none can be had. */
export class Watch {
  #seen = '';
  #abort = new AbortController();

  constructor({ phones, news, lost }) {
    this.phones = phones;
    this.news = news;
    this.lost = lost;
  }

  /** Asks at once, for instance because another phone is open now. */
  again() {
    this.#seen = '';
    this.#abort.abort();
  }

  async run() {
    for (;;) {
      this.#abort = new AbortController();
      const { signal } = this.#abort;
      const asked = new URLSearchParams({ seen: this.#seen, phones: this.phones().join(',') });
      try {
        const state = await get(`/demo/state?${asked}`, signal);
        if (signal.aborted) continue;
        this.#seen = state.mark;
        this.news(state);
      } catch (error) {
        if (signal.aborted) continue;
        this.#seen = '';
        this.lost(error);
        await new Promise((done) => { setTimeout(done, PAUSE_MS); });
      }
    }
  }
}
