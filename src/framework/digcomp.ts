import type { Provenance, Source, SourcedText, Text } from './provenance.ts';
import type { FrameworkVersion } from './version.ts';

/** How a dimension stands to an area of DigComp: nearly the same, within it, or touching it. */
export const READING_KINDS = ['close', 'broad', 'related'] as const;

/** One of the three kinds of reading. */
export type ReadingKind = (typeof READING_KINDS)[number];

/** An area of DigComp: its number, 1 to 5, and its title. */
export interface Area {
	readonly number: number;
	readonly title: SourcedText;
}

/** An edition of DigComp, at the address where it is published. */
export interface DigcompEdition {
	readonly id: string;
	readonly year: number;
	readonly title: Text;
	readonly address: string;
	readonly areas: readonly Area[];
}

/** One line of our reading: a dimension, an area of an edition, and how the one stands to the other. */
export interface Reading {
	readonly dimension: string;
	readonly edition: string;
	readonly area: number;
	readonly kind: ReadingKind;
	readonly provenance: Provenance;
}

/** The project's own reading of the framework beside DigComp; it holds for the versions it names. */
export interface Digcomp {
	readonly versions: readonly FrameworkVersion[];
	/** The civil date of its last change. */
	readonly changedOn: string;
	readonly sources: readonly Source[];
	readonly editions: readonly DigcompEdition[];
	readonly readings: readonly Reading[];
}
