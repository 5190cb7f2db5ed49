import type { Level } from './levels.ts';
import type { FrameworkVersion } from './version.ts';

/**
 * Slugs that no dimension may have, because the pages of a version use them in their addresses for its levels
 * and its comparisons.
 */
export const RESERVED_SLUGS = ['levels', 'comparison'] as const;

/** The path of the page of a version of the framework; it never changes. */
export const versionAddress = (version: FrameworkVersion): string => `/framework/${version}`;

/** The path of the page of a dimension, in a version of the framework. */
export const dimensionAddress = (version: FrameworkVersion, dimension: string): string =>
	`/framework/${version}/${dimension}`;

/** The path of the page of an element, in a dimension of a version of the framework. */
export const elementAddress = (version: FrameworkVersion, dimension: string, element: string): string =>
	`/framework/${version}/${dimension}/${element}`;

/** The path of the page about the three levels of a version of the framework, or about one of them. */
export const levelAddress = (version: FrameworkVersion, level?: Level): string =>
	`/framework/${version}/levels${level ? `/${level}` : ''}`;

/** The path of the page that compares one version of the framework with another. */
export const comparisonAddress = (from: FrameworkVersion, to: FrameworkVersion): string =>
	`/framework/${from}/comparison/${to}`;

/**
 * The path of the page that compares the framework with the European DigComp, or of an edition or area of
 * DigComp on that page.
 */
export const digcompAddress = (edition?: string, area?: number): string =>
	`/framework/digcomp${edition ? `#edition-${edition}` : ''}${area ? `-area-${area}` : ''}`;

/** The path of the page that defines the terms of the service's open data, or of one term on it. */
export const vocabularyAddress = (word = ''): string => `/framework/vocabulary${word && `#${word}`}`;
