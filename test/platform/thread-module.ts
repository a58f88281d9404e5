/** A thread for the tests of threads. */

import { ExchangeError } from '#contracts/errors.ts';
import { workerData } from 'node:worker_threads';
import { serveThread } from '#platform/thread.ts';

serveThread((question: { op: string }): unknown => {
  switch (question.op) {
    case 'setting':
      return workerData;
    case 'refuse':
      throw new ExchangeError('conflict', 'No.', { params: { who: 'thread' } });
    case 'break':
      throw new TypeError('a secret of the thread');
    case 'die':
      return process.exit(1);
    default:
      return new Promise((resolve) => setTimeout(() => resolve(question.op), 20));
  }
});
