/** Finds the page of an address, loads it with its words, and tells the window and screen readers that it changed. */

import { lazy, Suspense, useEffect, useMemo, type ComponentType } from 'react';
import { Route, Switch } from 'wouter';
import { LoadingState } from '../components/loading-state.tsx';
import { NotFoundPage } from './not-found-page.tsx';
import { PageBoundary } from './page-boundary.tsx';
import type { PageRoute } from './page-route.ts';
import { useFormat } from './format.ts';
import { loadWords } from './words.ts';

/** The switch over all routes. */
export function Pages({ routes }: { readonly routes: readonly PageRoute[] }) {
  const loaded = useMemo(() => routes.map((route) => ({ route, Page: lazyPage(route) })), [routes]);
  return (
    <Suspense fallback={<LoadingState />}>
      <Switch>
        {loaded.map(({ route, Page }) => (
          <Route key={route.path} path={route.path}>
            <PageBoundary>
              <Titled title={route.title} Page={Page} />
            </PageBoundary>
          </Route>
        ))}
        <Route>
          <NotFoundPage />
        </Route>
      </Switch>
    </Suspense>
  );
}

function lazyPage(route: PageRoute): ComponentType {
  return lazy(async () => {
    const [Page] = await Promise.all([route.load(), loadWords(route.area)]);
    return { default: Page };
  });
}

function Titled({ title, Page }: { readonly title: PageRoute['title']; readonly Page: ComponentType }) {
  const { language } = useFormat();
  useEffect(() => {
    document.title = `${title[language]} · Kinship`;
  }, [title, language]);
  return <Page />;
}
