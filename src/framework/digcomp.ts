import type { Text } from '#platform';
import type { Provenance, Source, SourcedText } from './provenance.ts';
import type { FrameworkVersion } from './version.ts';

/**
 * How a dimension of the framework can relate to an area of DigComp: `close` (nearly the same), `broad` (the
 * area includes the dimension), or `related`.
 */
export const DIGCOMP_RELATION_KINDS = ['close', 'broad', 'related'] as const;

/** How a dimension relates to an area of DigComp: `close`, `broad` or `related`. */
export type DigcompRelationKind = (typeof DIGCOMP_RELATION_KINDS)[number];

/** An area of competence of DigComp: its number, 1 to 5, and its title. */
export interface Area {
	readonly number: number;
	readonly title: SourcedText;
}

/** An edition of DigComp: its year, title and areas, and the address where it is published. */
export interface DigcompEdition {
	readonly id: string;
	readonly year: number;
	readonly title: Text;
	readonly address: string;
	readonly areas: readonly Area[];
}

/**
 * How one dimension of the framework relates to an area of an edition of DigComp, by the project's own
 * crosswalk.
 */
export interface DigcompRelation {
	readonly dimension: string;
	readonly edition: string;
	readonly area: number;
	readonly kind: DigcompRelationKind;
	readonly provenance: Provenance;
}

/**
 * The project's own crosswalk from the framework to DigComp: which dimension relates to which area. It holds
 * for the listed versions of the framework.
 */
export interface DigcompCrosswalk {
	readonly versions: readonly FrameworkVersion[];
	/** The calendar date (`YYYY-MM-DD`) on which the crosswalk last changed. */
	readonly changedOn: string;
	readonly sources: readonly Source[];
	readonly editions: readonly DigcompEdition[];
	readonly relations: readonly DigcompRelation[];
}
