/** Who is who in the demo world. Companies, people and addresses are fictional. */

import type { NewAccount } from '#server/auth/account-service.ts';

/** One company with a node of its own. */
export interface DemoCompany {
  /** Name of its folder, and of the company in dataset specs. */
  readonly key: string;
  readonly name: string;
  readonly about: string;
}

/** All companies; the last one buys. */
export const COMPANIES: readonly DemoCompany[] = [
  { key: 'larkspur', name: 'Larkspur Manipulation (demo)', about: 'seven-axis arms, teleoperation' },
  { key: 'pebblehaven', name: 'Pebblehaven Home (demo)', about: 'six-axis and small desktop arms' },
  { key: 'brightmoor', name: 'Brightmoor Humanoids (demo)', about: 'humanoids of 1.3 m and 1.8 m' },
  { key: 'cedar', name: 'Cedar & Coil Motion Lab (demo)', about: 'motion capture, five-finger hands' },
  { key: 'mothlight', name: 'Mothlight First-Person (demo)', about: 'head cameras, no robot' },
  { key: 'umbral', name: 'Umbral Sim Works (demo)', about: 'simulation' },
  {
    key: 'quillfeather',
    name: 'Quillfeather Arms (demo)',
    about: 'the buyer: seven-axis arms that should learn to pick',
  },
];

/** Key of the company that buys. */
export const BUYER = 'quillfeather';

/** A person with an account at the broker. */
export interface DemoAccount extends Pick<NewAccount, 'email' | 'name' | 'roles' | 'password'> {
  /** Key of the company for which the person works; null for people of nobody's. */
  readonly company: string | null;
}

/** Accounts. The passwords are printed by the program and open nothing but this demo on loopback. */
export const ACCOUNTS: readonly DemoAccount[] = [
  {
    email: 'lister@larkspur.demo',
    name: 'Tamsin Oakhollow, data lead',
    roles: ['lister', 'admin'],
    password: 'demo-lister-2026',
    company: 'larkspur',
  },
  {
    email: 'partner@quillfeather.demo',
    name: 'Juniper Vale, ML engineer',
    roles: ['requester'],
    password: 'demo-partner-2026',
    company: 'quillfeather',
  },
  {
    email: 'auditor@assay.demo',
    name: 'Corwin Slate, auditor',
    roles: ['auditor'],
    password: 'demo-auditor-2026',
    company: null,
  },
  {
    email: 'operator@kinship.demo',
    name: 'Wren Halloway, operator',
    roles: ['operator'],
    password: 'demo-operator-2026',
    company: null,
  },
];
