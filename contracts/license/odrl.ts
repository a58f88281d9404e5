/** License terms as an ODRL policy, the form in which offers and agreements travel in Dataspace Protocol messages. */

import { z } from 'zod';
import { LICENSE_ACTIONS, type LicenseTerms } from './terms.ts';

/** Context of the terms that ODRL itself does not have. */
export const KIN_CONTEXT = 'https://kinship-exchange.org/ns/1/context.jsonld';

const constraintSchema = z.strictObject({
  leftOperand: z.string().max(64),
  operator: z.enum(['eq', 'isAnyOf', 'isNoneOf', 'lteq']),
  rightOperand: z.union([z.string().max(256), z.number(), z.boolean(), z.array(z.string().max(64)).max(64)]),
});

const ruleSchema = z.strictObject({
  action: z.string().max(64),
  constraint: z.array(constraintSchema).max(16).optional(),
});

/** Schema of an ODRL offer: `permission`, `prohibition` and `obligation` rules, without a target of their own. */
export const odrlOfferSchema = z.strictObject({
  '@type': z.literal('Offer'),
  '@id': z.string().max(200),
  target: z.string().max(200),
  permission: z.array(ruleSchema).max(16).optional(),
  prohibition: z.array(ruleSchema).max(16).optional(),
  obligation: z.array(ruleSchema).max(16).optional(),
});
/** An ODRL offer. */
export type OdrlOffer = z.infer<typeof odrlOfferSchema>;

type Rule = z.infer<typeof ruleSchema>;

/** Rules of terms in ODRL; empty lists are left out, as the Dataspace Protocol's schemas demand. */
export function odrlRules(terms: LicenseTerms): Pick<OdrlOffer, 'permission' | 'prohibition' | 'obligation'> {
  const constraint = constraintsOf(terms);
  const permission = terms.permitted.map((action): Rule => ({ action: actionIri(action), constraint }));
  const prohibition = LICENSE_ACTIONS.filter((action) => !terms.permitted.includes(action)).map(
    (action): Rule => ({ action: actionIri(action) }),
  );
  const obligation = terms.duties.map((duty): Rule => ({ action: `kin:${duty}` }));
  return {
    permission,
    ...(prohibition.length > 0 ? { prohibition } : {}),
    ...(obligation.length > 0 ? { obligation } : {}),
  };
}

/** Offer of terms on a dataset. The offer id names dataset version and terms, so that a request cites exactly one offer. */
export function odrlOffer(terms: LicenseTerms, dataset: string, manifest: string): OdrlOffer {
  return { '@type': 'Offer', '@id': `${manifest}#${terms.id}`, target: dataset, ...odrlRules(terms) };
}

function constraintsOf(terms: LicenseTerms): NonNullable<Rule['constraint']> {
  return [
    { leftOperand: 'kin:commercialModels', operator: 'eq', rightOperand: terms.commercialModels },
    { leftOperand: 'kin:weightsAtEnd', operator: 'eq', rightOperand: terms.weightsAtEnd },
    { leftOperand: 'kin:release', operator: 'eq', rightOperand: terms.release },
    ...(terms.termDays === null
      ? []
      : [{ leftOperand: 'elapsedTime', operator: 'lteq' as const, rightOperand: `P${terms.termDays}D` }]),
    ...listConstraint('spatial', 'isAnyOf', terms.regions),
    ...listConstraint('kin:fieldOfUse', 'isAnyOf', terms.fieldsOfUse),
    ...listConstraint('kin:fieldOfUse', 'isNoneOf', terms.forbiddenUses),
    ...(terms.price === null
      ? []
      : [
          {
            leftOperand: 'payAmount',
            operator: 'eq' as const,
            rightOperand: `${terms.price.amount} ${terms.price.currency} per ${terms.price.per}`,
          },
        ]),
  ];
}

function listConstraint(
  leftOperand: string,
  operator: 'isAnyOf' | 'isNoneOf',
  list: readonly string[],
): NonNullable<Rule['constraint']> {
  return list.length === 0 ? [] : [{ leftOperand, operator, rightOperand: [...list] }];
}

function actionIri(action: string): string {
  return action === 'derive' || action === 'distribute' ? `odrl:${action}` : `kin:${action}`;
}
