import { CURRENT_VERSION } from '#framework';
import { digcomp, framework, openDataWords } from '#framework/server';
import { loadPage } from '#ui/server/load-page.ts';

/** The twelve dimensions as they are in use, each with the areas of DigComp that our reading gives it. */
export const load = loadPage(() => {
	const { version, dimensions } = framework(CURRENT_VERSION);
	const areaOf = (edition: string, area: number) =>
		digcomp.editions.find(({ id }) => id === edition)?.areas.find(({ number }) => number === area);
	return {
		version,
		editions: digcomp.editions,
		sources: digcomp.sources,
		lines: dimensions.map((dimension) => ({
			dimension,
			areas: digcomp.editions.map(({ id }) =>
				digcomp.readings
					.filter((one) => one.dimension === dimension.slug && one.edition === id)
					.map((reading) => ({
						...reading,
						title: areaOf(id, reading.area)?.title,
						how: openDataWords.kinds.find((kind) => kind.id === reading.kind)?.label,
					})),
			),
		})),
	};
});
