import type { Correspondence, CorrespondenceKind, Framework, FrameworkVersion, Match } from '../index.ts';

const backwards: Record<CorrespondenceKind, CorrespondenceKind> = {
	equal: 'equal',
	added: 'none',
	none: 'added',
};

/** A line for an element that only one of two versions has. */
const alone = (from: string | null, to: string | null): Match => ({
	...{ from, to, kind: from === null ? 'added' : 'none' },
	provenance: { word: 'proposé', sources: [] },
});

/**
 * What was written of two versions, for the elements that they have now: an operator may have imported others. A
 * line whose element is gone says what is left of it; an element without a line has none that corresponds.
 */
export function withElementsOf(
	written: Correspondence,
	now: Partial<Readonly<Record<FrameworkVersion, Framework>>>,
): Correspondence {
	const slugsIn = (version: FrameworkVersion, slug: string | null) =>
		now[version]?.dimensions.find((one) => one.slug === slug)?.elements.map((one) => one.slug);
	return {
		...written,
		dimensions: written.dimensions.map((dimension) => {
			const before = slugsIn(written.from, dimension.from);
			const after = slugsIn(written.to, dimension.to);
			if (!before || !after) return dimension;
			const lines = dimension.elements.flatMap((line): Match[] => {
				const from = line.from !== null && before.includes(line.from) ? line.from : null;
				const to = line.to !== null && after.includes(line.to) ? line.to : null;
				if (from === line.from && to === line.to) return [line];
				return from === null && to === null ? [] : [alone(from, to)];
			});
			const named = new Set(lines.flatMap(({ from, to }) => [`from ${from}`, `to ${to}`]));
			return {
				...dimension,
				elements: [
					...lines,
					...before.filter((slug) => !named.has(`from ${slug}`)).map((slug) => alone(slug, null)),
					...after.filter((slug) => !named.has(`to ${slug}`)).map((slug) => alone(null, slug)),
				],
			};
		}),
	};
}

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
