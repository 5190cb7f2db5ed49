import {
	type CorrespondenceKind,
	type Dimension,
	dimensionAddress,
	type Element,
	elementAddress,
	type FrameworkVersion,
	type Match,
	type Text,
} from '../index.ts';
import { correspondence, dimension, element } from './versions.ts';

/** One side of a line: what the thing is called there, and where it stands. */
export interface Side {
	readonly name: Text;
	readonly address: string;
}

/** A line of a correspondence with what stands on either side; one at least is there. */
export interface ComparedLine extends Match {
	readonly before: Side | null;
	readonly after: Side | null;
}

/** The line of a dimension, called as in the earlier side when it is there, with the lines of its elements. */
export interface ComparedDimension extends ComparedLine {
	readonly number: number;
	readonly short: Text;
	readonly elements: readonly ComparedLine[];
}

/** How many lines there are of each kind. */
export type Counts = Readonly<Record<CorrespondenceKind, number>>;

/** Two versions side by side, read from the first to the second. */
export interface Comparison {
	readonly counts: { readonly dimensions: Counts; readonly elements: Counts };
	readonly dimensions: readonly ComparedDimension[];
}

const whole = (version: FrameworkVersion, found: Dimension | undefined): Side | null =>
	found ? { name: found.title, address: dimensionAddress(version, found.slug) } : null;

const part = (version: FrameworkVersion, of: string | null, found: Element | undefined): Side | null =>
	found && of !== null ? { name: found.label, address: elementAddress(version, of, found.slug) } : null;

function count(lines: readonly Match[]): Counts {
	const of = (kind: CorrespondenceKind) => lines.filter((one) => one.kind === kind).length;
	return { equal: of('equal'), added: of('added'), none: of('none') };
}

/** What becomes of each dimension and element of one version in another, with their names and addresses. */
export function comparison(from: FrameworkVersion, to: FrameworkVersion): Comparison {
	const { dimensions } = correspondence(from, to);
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
