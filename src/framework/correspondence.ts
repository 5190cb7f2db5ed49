import type { Provenance } from './provenance.ts';
import type { FrameworkVersion } from './version.ts';

/** How a dimension or an element of one version stands to another version: same on both sides, new there, or gone there. */
export const CORRESPONDENCE_KINDS = ['equal', 'added', 'none'] as const;

/** One of the three kinds of correspondence. */
export type CorrespondenceKind = (typeof CORRESPONDENCE_KINDS)[number];

/** One line of a correspondence: the slug on each side (null where there is none) and how sure it is. */
export interface Match {
	readonly from: string | null;
	readonly to: string | null;
	readonly kind: CorrespondenceKind;
	readonly provenance: Provenance;
}

/** The line of a dimension, with those of its elements. */
export interface DimensionMatch extends Match {
	readonly elements: readonly Match[];
}

/** What becomes of each dimension and element of one version in another. */
export interface Correspondence {
	readonly from: FrameworkVersion;
	readonly to: FrameworkVersion;
	readonly dimensions: readonly DimensionMatch[];
}
