import type { Correspondence, CorrespondenceKind, Framework, FrameworkVersion, Match } from '../index.ts';

const backwards: Record<CorrespondenceKind, CorrespondenceKind> = {
	equal: 'equal',
	added: 'none',
	none: 'added',
};

/**
 * How the dimensions and elements of the framework `from` correspond in the version `to`: as written in the
 * data file, or that file reversed, or, for the same version twice, each equal to itself.
 */
export function correspondenceBetween(
	written: Correspondence,
	from: Framework,
	to: FrameworkVersion,
): Correspondence {
	if (from.version === to) return withItself(from);
	return from.version === written.from ? written : turned(written);
}

function turned({ from, to, dimensions }: Correspondence): Correspondence {
	return {
		from: to,
		to: from,
		dimensions: dimensions.map((one) => ({ ...turnedMatch(one), elements: one.elements.map(turnedMatch) })),
	};
}

function turnedMatch({ from, to, kind, provenance }: Match): Match {
	return { from: to, to: from, kind: backwards[kind], provenance };
}

function withItself({ version, dimensions }: Framework): Correspondence {
	const same = (slug: string): Match => ({
		from: slug,
		to: slug,
		kind: 'equal',
		provenance: { word: 'proposé', sources: [] },
	});
	return {
		from: version,
		to: version,
		dimensions: dimensions.map((one) => ({
			...same(one.slug),
			elements: one.elements.map((element) => same(element.slug)),
		})),
	};
}
