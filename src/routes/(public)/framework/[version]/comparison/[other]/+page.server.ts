import { dimensionAddress, elementAddress, type Match, type Text } from '#framework';
import { correspondence, dimension, element } from '#framework/server';
import { notFound } from '#platform';
import { loadPage } from '#ui/server/load-page.ts';
import { versionOr404 } from '../../../or-404.ts';
import type { PageServerLoadEvent } from './$types';

/** One side of a line: what the thing is called there, and where it stands. */
type Side = { readonly name: Text; readonly address: string } | null;

const count = (lines: readonly Match[]) => ({
	equal: lines.filter(({ kind }) => kind === 'equal').length,
	none: lines.filter(({ kind }) => kind === 'none').length,
	added: lines.filter(({ kind }) => kind === 'added').length,
});

/** What becomes of one version in another, dimension by dimension and element by element. */
export const load = loadPage(({ params }: PageServerLoadEvent) => {
	const from = versionOr404(params.version);
	const to = versionOr404(params.other);
	if (from === to) throw notFound();
	const { dimensions } = correspondence(from.version, to.version);
	const whole = ({ version }: typeof from, slug: string | null): Side => {
		const found = slug === null ? undefined : dimension(version, slug);
		return found ? { name: found.title, address: dimensionAddress(version, found.slug) } : null;
	};
	const part = ({ version }: typeof from, slug: string | null, of: string | null): Side => {
		const found = slug === null || of === null ? undefined : element(version, slug, of);
		return found && slug !== null
			? { name: found.label, address: elementAddress(version, slug, found.slug) }
			: null;
	};
	return {
		framework: from,
		to,
		counts: { dimensions: count(dimensions), elements: count(dimensions.flatMap((one) => one.elements)) },
		lines: dimensions.map((line) => ({
			number:
				dimension(from.version, line.from ?? '')?.number ?? dimension(to.version, line.to ?? '')?.number,
			...line,
			before: whole(from, line.from),
			after: whole(to, line.to),
			elements: line.elements.map((one) => ({
				...one,
				before: part(from, line.from, one.from),
				after: part(to, line.to, one.to),
			})),
		})),
	};
});
