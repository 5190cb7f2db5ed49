import type { Text } from '#platform';
import {
	type CorrespondenceKind,
	type Dimension,
	dimensionAddress,
	type Element,
	elementAddress,
	type FrameworkVersion,
	type Match,
} from '../index.ts';
import { correspondenceOf, dimension, element } from './versions.ts';

/**
 * A dimension or element in one of two compared versions of the framework: its name there and the path of its
 * page.
 */
export interface ComparisonSide {
	readonly name: Text;
	readonly address: string;
}

/**
 * How a dimension or element corresponds in another version of the framework, with its name and page in the
 * earlier version (`before`) and in the later (`after`); one of them may be null.
 */
export interface ComparedLine extends Match {
	readonly before: ComparisonSide | null;
	readonly after: ComparisonSide | null;
}

/**
 * A dimension in the comparison of two versions of the framework, with its elements. Number and short name
 * are those of the first version if it has the dimension.
 */
export interface ComparedDimension extends ComparedLine {
	readonly number: number;
	readonly short: Text;
	readonly elements: readonly ComparedLine[];
}

/** How many dimensions or elements of two versions are equal, added, or without counterpart. */
export type CorrespondenceCounts = Readonly<Record<CorrespondenceKind, number>>;

/**
 * The comparison of one version of the framework with another: every dimension with its elements, and how
 * many correspond in each way.
 */
export interface Comparison {
	readonly counts: { readonly dimensions: CorrespondenceCounts; readonly elements: CorrespondenceCounts };
	readonly dimensions: readonly ComparedDimension[];
}

const whole = (version: FrameworkVersion, found: Dimension | undefined): ComparisonSide | null =>
	found ? { name: found.title, address: dimensionAddress(version, found.slug) } : null;

const part = (
	version: FrameworkVersion,
	of: string | null,
	found: Element | undefined,
): ComparisonSide | null =>
	found && of !== null ? { name: found.label, address: elementAddress(version, of, found.slug) } : null;

function count(lines: readonly Match[]): CorrespondenceCounts {
	const of = (kind: CorrespondenceKind) => lines.filter((one) => one.kind === kind).length;
	return { equal: of('equal'), added: of('added'), none: of('none') };
}

/**
 * Compares two versions of the framework: how each dimension and element of one corresponds in the other,
 * with names and paths of pages.
 */
export function compareVersions(from: FrameworkVersion, to: FrameworkVersion): Comparison {
	const { dimensions } = correspondenceOf(from, to);
	return {
		counts: {
			dimensions: count(dimensions),
			elements: count(dimensions.flatMap((one) => one.elements)),
		},
		dimensions: dimensions.map((line) => {
			const before = dimension(from, line.from ?? '');
			const after = dimension(to, line.to ?? '');
			const called = before ?? after;
			if (!called) throw new Error(`No version has ${line.from ?? line.to}.`);
			return {
				...line,
				number: called.number,
				short: called.short,
				before: whole(from, before),
				after: whole(to, after),
				elements: line.elements.map((one) => ({
					...one,
					before: part(from, line.from, element(from, line.from ?? '', one.from ?? '')),
					after: part(to, line.to, element(to, line.to ?? '', one.to ?? '')),
				})),
			};
		}),
	};
}
