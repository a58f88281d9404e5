import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ROLES, type Role } from '#contracts/http/accounts.ts';
import { mayDo, PERMISSIONS, type Action, type ConsoleCaller } from '#node/http/permissions.ts';

const caller = (kind: ConsoleCaller['kind'], roles: readonly Role[] = []): ConsoleCaller => ({
  kind,
  name: 'somebody',
  roles,
  session: null,
  folders: [],
});

const CALLERS: readonly (readonly [string, ConsoleCaller])[] = [
  ['anonymous', caller('anonymous')],
  ['holder', caller('holder')],
  ...ROLES.map((role) => [role, caller('account', [role])] as const),
];

/** One row an action: what anonymous, holder, lister, requester, admin, auditor and operator may do. An admin is one of the broker's. */
const TABLE: Readonly<Record<Action, string>> = {
  'portal.read': 'yyyyyyy',
  'self.read': 'yyyyyyy',
  'session.open': 'yyyyyyy',
  'session.end': '-yyy-yy',
  'account.manage': '-y----y',
  'node.read': '-yyy-yy',
  'act.read': '-y---yy',
  'token.issue': '-y-----',
  'robot.read': '-yyy---',
  'listing.read': '-yyy-yy',
  'listing.write': '-yy----',
  'exchange.read': '-yyy-yy',
  'exchange.decide': '-yy----',
  'exchange.request': '-y-y---',
  'transfer.move': '-yyy---',
  'fit.ask': '-y-y---',
  'broker.read': '-yyy-yy',
  'broker.ask': '-y-y---',
};

test('each role may do what the table says and nothing else', () => {
  assert.deepEqual(Object.keys(TABLE).sort(), Object.keys(PERMISSIONS).sort());
  for (const [action, row] of Object.entries(TABLE) as [Action, string][]) {
    const found = CALLERS.map(([, who]) => (mayDo(who, action) ? 'y' : '-')).join('');
    assert.equal(found, row, action);
  }
});

test('an account may do what any of its roles may, and one without roles what a stranger may', () => {
  const both = caller('account', ['lister', 'requester']);
  assert.ok(mayDo(both, 'listing.write') && mayDo(both, 'exchange.request'));
  const none = caller('account');
  for (const action of Object.keys(PERMISSIONS) as Action[]) {
    assert.equal(mayDo(none, action), mayDo(caller('anonymous'), action), action);
  }
});
