import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ROLES, type Role } from '#contracts/http/accounts.ts';
import { mayDo, PERMISSIONS, type Action, type Caller } from '#server/auth/permissions.ts';

function caller(kind: Caller['kind'], roles: readonly Role[] = []): Caller {
  return { name: 'x', kind, roles, participant: null, session: null };
}

const CALLERS: Readonly<Record<string, Caller>> = {
  anonymous: caller('anonymous'),
  node: caller('node'),
  ...Object.fromEntries(ROLES.map((role) => [role, caller('account', [role])])),
};

/** Rows: actions. Columns: anonymous, node, lister, requester, auditor, operator. */
const EXPECTED: Readonly<Record<Action, string>> = {
  'public.read': '111111',
  'log.submit': '111111',
  'log.read-all': '000010',
  'participant.enrol': '111111',
  'participant.decide': '000001',
  'match.ask': '111111',
  'standing-request.read': '010100',
  'standing-request.write': '010100',
  'evaluation.submit': '111111',
  'session.open': '111111',
  'session.use': '001111',
  'account.manage': '000001',
  'account.read': '000001',
  'metrics.read': '000001',
  'self.read': '011111',
};

for (const [action, row] of Object.entries(EXPECTED) as [Action, string][]) {
  test(`${action} is for ${row}`, () => {
    const actual = Object.values(CALLERS).map((who) => (mayDo(who, action) ? '1' : '0'));
    assert.equal(actual.join(''), row);
  });
}

test('the table of this test names every action, and roles add up', () => {
  assert.deepEqual(Object.keys(EXPECTED).toSorted(), Object.keys(PERMISSIONS).toSorted());
  const both = caller('account', ['requester', 'auditor']);
  assert.ok(mayDo(both, 'log.read-all') && mayDo(both, 'standing-request.write'));
  assert.ok(!mayDo(both, 'account.manage'));
});
