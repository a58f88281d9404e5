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

/** Rows: actions. Columns: anonymous, node, lister, requester, admin, auditor, operator. */
const EXPECTED: Readonly<Record<Action, string>> = {
  'public.read': '1111111',
  'log.submit': '1111111',
  'log.read-all': '0000010',
  'participant.enrol': '1111111',
  'participant.decide': '0000001',
  'match.ask': '1111111',
  'standing-request.read': '0101000',
  'standing-request.write': '0101000',
  'evaluation.submit': '1111111',
  'session.open': '1111111',
  'session.use': '0011111',
  'member.read': '0100100',
  'member.manage': '0100100',
  'account.manage': '0000001',
  'account.read': '0000001',
  'metrics.read': '0000001',
  'self.read': '0111111',
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
