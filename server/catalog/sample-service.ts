/** Samples as readers see them: mirrored ones, of listings that the reader may see. */

import type { Digest } from '#contracts/digest.ts';
import { ExchangeError } from '#contracts/errors.ts';
import type { DatasetId } from '#contracts/ids.ts';
import type { ParticipantId } from '#contracts/keys.ts';
import type { LicenseTerms } from '#contracts/license/terms.ts';
import { MAX_SAMPLE_INDEX_BYTES, type Sample, type SampleFile } from '#contracts/sample/sample.ts';
import type { Database } from '#platform/database/database.ts';
import { readFileBounded } from '#platform/files.ts';
import type { DocumentReader } from './document-reader.ts';
import { documentText } from './feed-store.ts';
import type { SampleFiles } from './sample-files.ts';
import { mirroredIndex } from './sample-store.ts';
import { findListing } from './search-store.ts';

/** Indexes that are held open. */
const MAX_OPEN = 64;

/** A mirrored sample. */
export interface MirroredSample {
  readonly sample: Sample;
  readonly version: Digest;
  readonly dataset: DatasetId;
  readonly license: LicenseTerms;
  readonly isPublic: boolean;
  pathOf(file: SampleFile): string;
}

/** What the service needs. */
export interface SampleServiceDeps {
  readonly database: Database;
  readonly files: SampleFiles;
  readonly documents: Pick<DocumentReader, 'sample'>;
}

/** Opens mirrored samples. */
export class SampleService {
  readonly #deps: SampleServiceDeps;
  readonly #open = new Map<Digest, MirroredSample>();

  constructor(deps: SampleServiceDeps) {
    this.#deps = deps;
  }

  /** The sample of the version that a dataset is listed with. Throws `not-found`, also for what the reader may not see. */
  async open(dataset: DatasetId, reader: ParticipantId | null): Promise<MirroredSample> {
    const found = await this.#deps.database.read((db) => {
      const listing = findListing(db, dataset, reader);
      if (listing?.status !== 'listed') return undefined;
      const index = mirroredIndex(db, listing.manifest);
      const document = index === undefined ? undefined : documentText(db, listing.manifest);
      return index === undefined || document === undefined
        ? undefined
        : { manifest: listing.manifest, index, document };
    });
    if (found === undefined)
      throw new ExchangeError('not-found', 'There is no sample of this dataset here, or not yet.');
    const known = this.#open.get(found.manifest);
    if (known !== undefined) return known;
    const opened = await this.#read(found.index, found.document.envelope);
    if (this.#open.size >= MAX_OPEN) this.#open.clear();
    this.#open.set(found.manifest, opened);
    return opened;
  }

  async #read(index: Digest, envelope: string): Promise<MirroredSample> {
    const { documents, files } = this.#deps;
    const bytes = await readFileBounded(files.path(index), MAX_SAMPLE_INDEX_BYTES);
    const opened = await documents.sample(envelope, bytes);
    return { ...opened, version: index, pathOf: (file) => files.path(file.digest) };
  }
}
