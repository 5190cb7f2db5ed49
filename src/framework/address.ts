import type { Level } from './levels.ts';
import type { FrameworkVersion } from './version.ts';

/** Names under a version that no dimension may take: these addresses are used by other things. */
export const RESERVED_SLUGS = ['levels', 'comparison'] as const;

/** The address of a version, from the root of the site; it never changes. */
export const versionAddress = (version: FrameworkVersion): string => `/framework/${version}`;

/** The address of a dimension. */
export const dimensionAddress = (version: FrameworkVersion, dimension: string): string =>
	`/framework/${version}/${dimension}`;

/** The address of an element. */
export const elementAddress = (version: FrameworkVersion, dimension: string, element: string): string =>
	`/framework/${version}/${dimension}/${element}`;

/** The address of the scale of a version, or of one of its levels. */
export const levelAddress = (version: FrameworkVersion, level?: Level): string =>
	`/framework/${version}/levels${level ? `/${level}` : ''}`;

/** The address of the comparison of a version with another. */
export const comparisonAddress = (from: FrameworkVersion, to: FrameworkVersion): string =>
	`/framework/${from}/comparison/${to}`;

/** The address of the page of DigComp, of an edition of it, or of one of its areas. */
export const digcompAddress = (edition?: string, area?: number): string =>
	`/framework/digcomp${edition ? `#edition-${edition}` : ''}${area ? `-area-${area}` : ''}`;

/** The address of the words our open data adds to those everybody uses, or of one of them. */
export const vocabularyAddress = (word = ''): string => `/framework/vocabulary${word && `#${word}`}`;
