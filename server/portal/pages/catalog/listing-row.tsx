/** One listing: what it is, whose, on which body, how much, how good, on which terms. */

import { useTranslation } from 'react-i18next';
import type { Listing } from '#contracts/http/catalog.ts';
import { useFormat } from '../../app/format.ts';
import { PageLink } from '../../app/page-link.tsx';
import { BodyGlyph } from '../../body/body-glyph.tsx';
import { StatusBadge } from '../../components/status-badge.tsx';
import { useCompared } from './compared.ts';
import { valueWords } from './value-words.ts';
import styles from './listing-row.module.css';

const TASKS_SHOWN = 2;

/** The row. Everything in it comes from strangers and is text. */
export function ListingRow({ listing }: { readonly listing: Listing }) {
  const { t } = useTranslation('catalog');
  const format = useFormat();
  const { embodiment, dof } = listing;
  const body =
    embodiment === null ? valueWords('bodyClass', listing.bodyClass, t) : format.body(embodiment.label);
  return (
    <article className={styles.row}>
      <div className={styles.glyph}>
        <BodyGlyph kind={listing.bodyClass} />
      </div>
      <div className={styles.what}>
        <h2 className={styles.title}>
          <PageLink route="/datasets/:id" href={`/datasets/${listing.dataset}`}>
            {listing.title}
          </PageLink>
        </h2>
        <p className={styles.by}>
          {listing.provider.name} · {format.relative(listing.publishedAt)}
        </p>
        <p className={styles.tasks}>
          {listing.tasks.slice(0, TASKS_SHOWN).join(' · ')}
          {listing.tasks.length > TASKS_SHOWN
            ? ` ${t('moreTasks', { n: listing.tasks.length - TASKS_SHOWN })}`
            : ''}
        </p>
      </div>
      <dl className={styles.facts}>
        <Fact label={t('facet.collection')} value={valueWords('collection', listing.collection, t)} />
        <Fact label={t('facet.bodyClass')} value={dof === null ? body : `${body}, ${t('dof', { n: dof })}`} />
        <Fact label={t('fact.sensors')} value={sensors(listing, t)} />
        <Fact
          label={t('facet.license')}
          value={`${listing.licenses.join(', ')} (${valueWords('access', listing.access, t)})`}
        />
      </dl>
      <div className={styles.amount}>
        <span className={styles.hours}>{format.hours(listing.hours)}</span>
        <span>{t('episodes', { count: listing.episodes, n: format.number(listing.episodes) })}</span>
        <Quality share={listing.quality} />
        <Compare listing={listing} />
      </div>
    </article>
  );
}

function Fact({ label, value }: { readonly label: string; readonly value: string }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd>{value}</dd>
    </div>
  );
}

function sensors(listing: Listing, t: ReturnType<typeof useTranslation<'catalog'>>['t']): string {
  const kinds = listing.modalities.filter((kind) => kind !== 'language' && kind !== 'other');
  return kinds.length === 0 ? '–' : kinds.map((kind) => valueWords('modality', kind, t)).join(', ');
}

const GOOD = 0.95;
const FAIR = 0.8;

function Quality({ share }: { readonly share: number | null }) {
  const { t } = useTranslation('catalog');
  const format = useFormat();
  if (share === null) return <StatusBadge tone="idle">{t('notJudged')}</StatusBadge>;
  const tone = share >= GOOD ? 'good' : share >= FAIR ? 'warn' : 'bad';
  return <StatusBadge tone={tone}>{t('qualify', { share: format.percent(share) })}</StatusBadge>;
}

function Compare({ listing }: { readonly listing: Listing }) {
  const { t } = useTranslation('catalog');
  const { has, toggle, full } = useCompared();
  const chosen = has(listing.dataset);
  return (
    <label className={styles.compare}>
      <input
        type="checkbox"
        checked={chosen}
        disabled={full && !chosen}
        onChange={() => toggle({ dataset: listing.dataset, title: listing.title })}
      />
      {t('compare.add')}
      <span className="visually-hidden">: {listing.title}</span>
    </label>
  );
}
