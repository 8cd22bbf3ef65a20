// SPDX-License-Identifier: MIT
// The channel (js/core/channel.js, as src/sync/channel.c), and the condition under it: nothing is
// lost or received twice, the order of a sender is kept, and nobody sleeps beside room or elements.
import test from 'node:test';
import { Arena } from '../../js/core/arena.js';
import { Channel } from '../../js/core/channel.js';
import { breaks, holds, over } from './support.mjs';

/** Behind the channel: how many senders have ended, and how often each element was received. */
const ENDED = 128, RECEIVED = 129;

/** A channel of two elements, and how it is used in a model. */
function begin(type, elements) {
  const memory = new WebAssembly.Memory({ initial: 1, maximum: 1, shared: true });
  const channel = Channel.create(new Arena(memory, 64), { capacity: 2 });
  for (const element of elements) channel.trySend(element);
  return {
    initial: new Int32Array(memory.buffer, 0, RECEIVED + 64).slice(),
    channelOver: (words) => over(new type(memory, channel.offset), words),
  };
}

/**
 * Senders of so many elements each, and receivers of so many; 'all' receives until the channel is over,
 * which the last sender makes it.
 *
 * @param {number[]} senders
 * @param {(number | 'all')[]} receivers
 */
function model(senders, receivers, { type = Channel, closes = false, isFull = false, first = [] } = {}) {
  const elements = senders.flatMap((count, sender) => Array.from({ length: count }, (_, i) => 16 * sender + i));
  const before = isFull ? [16 * senders.length, 16 * senders.length + 1] : [];
  const left = before.length + elements.length - receivers.reduce((sum, count) => sum + (count === 'all' ? elements.length : count), 0); // in the channel
  const { initial, channelOver } = begin(type, before);
  const threads = senders.map((count, sender) => ({
    name: `sender ${sender}`,
    local: { next: 0, hasSent: false },
    leg({ next }, { words }) {
      if (next < count) {
        if (!channelOver(words).send(16 * sender + next)) throw new Error('it was closed');
        return closes || next + 1 < count ? { next: next + 1 } : undefined;
      }
      if (Atomics.add(words, ENDED, 1) === senders.length - 1) channelOver(words).close();
      return undefined;
    },
  }));
  receivers.forEach((count, receiver) => {
    threads.push({
      name: `receiver ${receiver}`,
      local: { received: 0, last: [...senders.map(() => -1), -1] },
      leg({ received, last }, { words }) {
        const element = channelOver(words).receive();
        if (element === undefined) {
          if (count !== 'all') throw new Error('it was over');
          return undefined;
        }
        const sender = element >> 4, number = element & 15;
        if (words[RECEIVED + element]++ !== 0) throw new Error(`element ${element} was received twice`);
        if (number <= last[sender]) throw new Error('out of order');
        return received + 1 === count ? undefined : { received: count === 'all' ? 0 : received + 1, last: last.with(sender, number) };
      },
    });
  });
  return {
    words: initial,
    threads,
    first,
    atEnd({ words }) {
      const lost = [...before, ...elements].filter((element) => words(RECEIVED + element) !== 1);
      if (lost.length > 0 && lost.length !== left) throw new Error(`lost: ${lost}`);
    },
  };
}

const RECEIVERS = ['receiver 0', 'receiver 1'], SENDERS = ['sender 0', 'sender 1'];

test('a sender and a receiver, a lap and a half', (t) => holds(t, model([3], [3])));
test('two senders, and a receiver that sleeps', (t) => holds(t, model([1, 1], [2], { first: ['receiver 0'] })));
test('a sender, and two receivers that sleep', (t) => holds(t, model([2], [1, 1], { first: RECEIVERS })));
test('two senders, and two receivers that sleep', (t) => holds(t, model([1, 1], [1, 1], { first: RECEIVERS })));
test('two senders that sleep, and two receivers', (t) => holds(t, model([1, 1], [1, 1], { first: SENDERS, isFull: true })));
test('closing while receivers sleep', (t) => holds(t, model([1], ['all', 'all'], { first: RECEIVERS, closes: true })));

// Faults that must be found.

test('who has slept and keeps the wake-up for itself leaves another asleep', (t) => {
  class Selfish extends Channel {
    hasElement() { return false; }
  }
  breaks(t, model([1, 1], [1, 1], { type: Selfish, first: RECEIVERS }), /receiver \d never wakes up/);
});

test('so does a sender', (t) => {
  class Selfish extends Channel {
    hasRoom() { return false; }
  }
  breaks(t, model([1, 1], [1, 1], { type: Selfish, isFull: true, first: SENDERS }), /sender \d never wakes up/);
});

test('a receiver that does not look again sleeps beside an element', (t) => {
  class Trusting extends Channel {
    *receiving(target) {
      for (let outcome; ;) {
        yield this.filled.rest(this.filled.enter());
        this.filled.leave();
        outcome = this.take(target);
        if (outcome >= 0) return outcome;
      }
    }
  }
  breaks(t, model([1], [1], { type: Trusting }), /receiver 0 never wakes up/);
});

test('a position that is claimed without looking whether another has is received twice', (t) => {
  class Hasty extends Channel {
    take() {
      const position = Atomics.load(this.words, this.head);
      const cell = this.cellOf(position);
      if (Atomics.load(this.words, cell) !== position - (position & 1) + 1) return -1;
      Atomics.store(this.words, this.head, position + 1);
      const element = this.words[cell + 1];
      Atomics.store(this.words, cell, position - (position & 1) + 2);
      this.emptied.notify();
      return element;
    }
  }
  breaks(t, model([2], [1, 1], { type: Hasty, first: RECEIVERS }), /was received twice/);
});

test('closing that wakes one receiver leaves the other asleep', (t) => {
  class Quiet extends Channel {
    close() {
      Atomics.or(this.words, this.tail, 0x8000_0000);
      this.filled.notify();
    }
  }
  breaks(t, model([1], ['all', 'all'], { type: Quiet, first: RECEIVERS, closes: true }), /never wakes up/);
});
