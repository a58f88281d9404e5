/** A link to a page that this program has; where it has none, the words alone. */

import type { ReactNode } from 'react';
import { Link } from 'wouter';
import { usePortalInfo } from '../api/portal.ts';
import { routesOf } from './routes.ts';

/** The link; `route` is the pattern of the page's route, `href` its address. */
export function PageLink(props: {
  readonly route: string;
  readonly href: string;
  readonly children: ReactNode;
  readonly className?: string | undefined;
}) {
  const { data } = usePortalInfo();
  const exists = data !== undefined && routesOf(data.mode).some(({ path }) => path === props.route);
  if (!exists) return <span className={props.className}>{props.children}</span>;
  return (
    <Link href={props.href} className={props.className}>
      {props.children}
    </Link>
  );
}
