import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { test } from 'node:test';
import { kin } from '#test/support/run-kin.ts';
import { tempFolder } from '#test/support/temp-folder.ts';

const START = join(import.meta.dirname, '..', '..', 'demo', 'start.js');
const PATIENCE_MS = 10 * 60_000;

interface Run {
  readonly child: ChildProcess;
  readonly lines: readonly string[];
  readonly code: Promise<number | null>;
}

/** Starts the demo and waits for the word `ready`. */
function start(home: string, port: number): Promise<Run> {
  const child = spawn(process.execPath, [START, '--home', home, '--port', String(port), '--quiet'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const code = new Promise<number | null>((resolve) => child.once('exit', resolve));
  return new Promise((resolve, reject) => {
    let text = '';
    child.stdout.on('data', (bytes: Buffer) => {
      text += bytes.toString();
      const lines = text.split('\n');
      if (lines.includes('ready')) resolve({ child, lines, code });
    });
    void code.then((value) => reject(new RangeError(`the demo ended with ${value}`)));
  });
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

test('the demo comes up, tells its story, ends on Ctrl-C, and comes up again as it was', {
  timeout: PATIENCE_MS,
}, async (t) => {
  const home = await tempFolder(t);
  const first = await start(home, await freePort());
  t.after(() => first.child.kill('SIGKILL'));
  const address = /http:\S+/.exec(first.lines[0] ?? '')?.[0] ?? '';
  assert.equal((await fetch(address)).status, 200);
  assert.equal(first.lines.filter((line) => line.startsWith('Node')).length, 7);
  const buyer = join(home, 'quillfeather');
  const delivered = await kin([
    'verify',
    join(home, 'delivered', 'quillfeather', 'shelf-cups'),
    '--home',
    buyer,
  ]);
  assert.equal(delivered.code, 0, delivered.stdout);
  const tampered = await kin(['verify', join(home, 'tampered', 'shelf-cups'), '--home', buyer]);
  assert.equal(tampered.code, 3, tampered.stdout);
  // Not only that something differs: which file.
  assert.match(tampered.stdout, /changed=data\/chunk-000\/file-000\.parquet/);
  const inbox = await kin(['inbox', '--home', buyer, '--json']);
  first.child.kill('SIGINT');
  assert.equal(await first.code, 0);

  const second = await start(home, 1);
  t.after(() => second.child.kill('SIGKILL'));
  assert.equal(/http:\S+/.exec(second.lines[0] ?? '')?.[0], address);
  const again = await kin(['inbox', '--home', buyer, '--json']);
  assert.deepEqual(statesOf(again.stdout), statesOf(inbox.stdout));
  assert.deepEqual(
    new Set(statesOf(again.stdout).map(([, state]) => state)),
    new Set(['FINALIZED', 'REQUESTED', 'TERMINATED']),
  );
  second.child.kill('SIGINT');
  assert.equal(await second.code, 0);
});

function statesOf(json: string): [string, string][] {
  const items = JSON.parse(json) as { exchange: string; state: string }[];
  return items.map(({ exchange, state }) => [exchange, state]);
}
