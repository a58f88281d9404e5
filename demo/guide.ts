/** What the demo tells its visitor: who is there, who may log in, what to try. */

import { relative } from 'node:path';
import type { DemoFolder } from './demo-folder.ts';
import type { DemoWorld } from './demo-world.ts';
import { ACCOUNTS, BUYER } from './world.ts';

const BANNER =
  'DEMO. Fictional companies, people and figures; the keys are public and good for nothing else.';

/** Addresses of everything that runs. The first is the broker's. */
export function addressLines({ broker, nodes }: DemoWorld): string[] {
  return [
    `Broker     ${broker.api}`,
    ...nodes.map(({ company, console }) => `Node       ${console.address}  ${company.name}`),
    `Log        ${broker.discovery().log.origin}`,
  ];
}

/** The whole guide. */
export function guideLines(world: DemoWorld, folder: DemoFolder): string[] {
  const home = (company: string): string => here(folder.home(company));
  const { seeded } = world;
  const buyer = `--home ${home(BUYER)}`;
  const auditor = ACCOUNTS.find(({ roles }) => roles.includes('auditor'));
  return [
    '',
    BANNER,
    '',
    'Accounts at the broker (kin login --broker, or the portal):',
    ...ACCOUNTS.map(
      ({ email, password, roles }) => `  ${email.padEnd(28)} ${password.padEnd(20)} ${roles.join(', ')}`,
    ),
    '',
    'Pages of the companies; each link signs you in at that company’s own node:',
    ...world.nodes.map(
      ({ company, node, console }) =>
        `  ${company.name.padEnd(32)} ${console.address}/#token=${node.consoleToken}`,
    ),
    '',
    'A lister looks at an own listing and decides a request that waits:',
    `  npx kin listing ls --home ${home('larkspur')}`,
    `  npx kin inbox --home ${home('pebblehaven')}`,
    `  npx kin inbox approve ${seeded.waiting} --home ${home('pebblehaven')}`,
    '',
    'A requester finds data for her robot, asks, and goes on with a paused transfer:',
    `  npx kin match --robot demo/robots/quillfeather-arm7.urdf --task "pick a cup from a shelf" ${buyer}`,
    `  npx kin request larkspur/drawer-tools --license train-only-1y --purpose "train a drawer policy" ${buyer}`,
    `  npx kin inbox ${buyer}`,
    `  npx kin pull ${seeded.paused} -o ${here(folder.delivered(BUYER, 'shelf-sim-randomised'))} ${buyer}`,
    '',
    'The auditor logs in without a node and reads every entry of the log:',
    `  echo ${auditor?.password ?? ''} | npx kin login --broker ${world.broker.api} --email ${auditor?.email ?? ''} --password-stdin --home ${home('auditor')}`,
    `  npx kin audit entries --home ${home('auditor')}`,
    '',
    'Anybody checks what was delivered, trusting one file; the second copy has one flipped bit (exit 3):',
    `  npx kin audit checkpoint ${buyer}`,
    `  npx kin verify ${here(seeded.delivered)} ${buyer}`,
    `  npx kin verify ${here(seeded.tampered)} ${buyer}`,
    '',
    `Broken robot descriptions lie in demo/bad: npx kin match --robot demo/bad/cycle.urdf ${buyer}`,
    'Ctrl-C ends everything; npm start finds it as it was; npm run demo:reset starts afresh.',
    '',
  ];
}

/** A path as one types it from where the program was started. */
function here(path: string): string {
  const short = relative('.', path);
  return short.startsWith('..') ? path : `./${short}`;
}
