/** Boxes for roles. */

import { useTranslation } from 'react-i18next';
import type { Role } from '#contracts/http/accounts.ts';
import styles from './account.module.css';

/** The boxes; `legend` names whose roles they are. */
export function RoleBoxes<R extends Role>(props: {
  readonly legend: string;
  /** Roles that can be given, in their order. */
  readonly offered: readonly R[];
  readonly roles: readonly R[];
  readonly disabled?: boolean;
  /** The legend is for screen readers: what stands beside the boxes says the same. */
  readonly quiet?: boolean;
  readonly onChange: (roles: readonly R[]) => void;
}) {
  const { t } = useTranslation('account');
  const { roles } = props;
  const word = (role: Role): string => t(`role.${role}`);
  const toggled = (role: R): readonly R[] =>
    roles.includes(role) ? roles.filter((one) => one !== role) : [...roles, role];
  return (
    <fieldset className={styles.roles} disabled={props.disabled === true}>
      <legend className={props.quiet === true ? 'visually-hidden' : undefined}>{props.legend}</legend>
      {props.offered.map((role) => (
        <label key={role}>
          <input
            type="checkbox"
            checked={roles.includes(role)}
            onChange={() => props.onChange(toggled(role))}
          />
          {word(role)}
        </label>
      ))}
    </fieldset>
  );
}
