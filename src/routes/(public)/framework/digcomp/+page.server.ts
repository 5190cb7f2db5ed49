import { CURRENT_VERSION } from '#framework';
import { digcompCrosswalk, framework, openDataWords } from '#framework/server';
import { loadPage } from '#web/load-page.ts';

/**
 * Lists the editions of DigComp (the European framework), each with the areas that we associate with the
 * twelve dimensions of the current version.
 */
export const load = loadPage(() => {
	const { version, dimensions } = framework(CURRENT_VERSION);
	return {
		version,
		sources: digcompCrosswalk.sources,
		editions: digcompCrosswalk.editions.map((edition) => ({
			...edition,
			lines: dimensions.map((dimension) => ({
				dimension,
				readings: digcompCrosswalk.relations
					.filter((one) => one.dimension === dimension.slug && one.edition === edition.id)
					.map((reading) => ({
						...reading,
						title: edition.areas.find(({ number }) => number === reading.area)?.title,
						how: openDataWords.kinds.find((kind) => kind.id === reading.kind)?.label,
					})),
			})),
		})),
	};
});
