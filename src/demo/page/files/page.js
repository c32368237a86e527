// Owns the start of the page: the town is asked for once, then the desk goes on by itself.
// It keeps nothing.

import { Desk } from './desk.js';
import { Town } from './map.js';
import { get } from './wire.js';
import { W } from './words.js';

async function begin() {
  try {
    const town = new Town(await get('/demo/town'));
    await new Desk(town).watch.run();
  } catch (error) {
    document.body.append(W.notDone(error.message));
    throw error;
  }
}

begin();
