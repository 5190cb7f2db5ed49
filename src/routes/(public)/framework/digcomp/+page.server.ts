import { CURRENT_VERSION } from '#framework';
import { digcomp, framework, openDataWords } from '#framework/server';
import { loadPage } from '#web/load-page.ts';

/** Each edition of DigComp, with the areas that our reading gives to the twelve dimensions as they are in use. */
export const load = loadPage(() => {
	const { version, dimensions } = framework(CURRENT_VERSION);
	return {
		version,
		sources: digcomp.sources,
		editions: digcomp.editions.map((edition) => ({
			...edition,
			lines: dimensions.map((dimension) => ({
				dimension,
				readings: digcomp.readings
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
