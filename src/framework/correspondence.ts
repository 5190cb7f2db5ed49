import type { Provenance } from './provenance.ts';
import type { FrameworkVersion } from './version.ts';

/**
 * How a dimension or element of one version of the framework corresponds in another: `equal` (the same
 * there), `added` (only the other version has it) or `none` (it has no counterpart there).
 */
export const CORRESPONDENCE_KINDS = ['equal', 'added', 'none'] as const;

/** How a dimension or element corresponds in another version of the framework: `equal`, `added` or `none`. */
export type CorrespondenceKind = (typeof CORRESPONDENCE_KINDS)[number];

/**
 * How one dimension or element of a version of the framework corresponds in another: its slug in each (null
 * where it does not exist), and the provenance, which tells how certain this is.
 */
export interface Match {
	readonly from: string | null;
	readonly to: string | null;
	readonly kind: CorrespondenceKind;
	readonly provenance: Provenance;
}

/**
 * How a dimension of a version of the framework corresponds in another, and how each of its elements does.
 */
export interface DimensionMatch extends Match {
	readonly elements: readonly Match[];
}

/** How every dimension and element of the framework's version `from` corresponds in the version `to`. */
export interface Correspondence {
	readonly from: FrameworkVersion;
	readonly to: FrameworkVersion;
	readonly dimensions: readonly DimensionMatch[];
}
