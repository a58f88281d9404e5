/** A thread for the tests of threads. */

import { ExchangeError } from '#contracts/errors.ts';
import { workerData } from 'node:worker_threads';
import { serveThread } from '#platform/thread.ts';

const made: Uint8Array[] = [];

serveThread(answer, (answered) => (answered instanceof Uint8Array ? [answered] : []));

function answer(question: { op: string; bytes?: Uint8Array }): unknown {
  switch (question.op) {
    case 'setting':
      return workerData;
    case 'refuse':
      throw new ExchangeError('conflict', 'No.', { params: { who: 'thread' } });
    case 'break':
      throw new TypeError('a secret of the thread');
    case 'die':
      return process.exit(1);
    case 'turn round':
      made.push(Uint8Array.from(question.bytes ?? []).reverse());
      return made.at(-1);
    case 'what is left':
      return made.map(({ length }) => length);
    default:
      return new Promise((resolve) => setTimeout(() => resolve(question.op), 20));
  }
}
