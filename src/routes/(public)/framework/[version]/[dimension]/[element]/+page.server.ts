import { elementAddress } from '#framework';
import { correspondenceOf, allFrameworks } from '#framework/server';
import { loadPage } from '#web/load-page.ts';
import { dimensionOr404, elementOr404, versionOr404 } from '../../../or-404.ts';
import type { PageServerLoadEvent } from './$types';

export const load = loadPage(({ params }: PageServerLoadEvent) => {
	const framework = versionOr404(params.version);
	const dimension = dimensionOr404(framework, params.dimension);
	const element = elementOr404(dimension, params.element);
	const position = dimension.elements.indexOf(element);
	return {
		framework,
		dimension,
		element,
		position: position + 1,
		previous: dimension.elements[position - 1],
		next: dimension.elements[position + 1],
		elsewhere: allFrameworks()
			.filter((other) => other.version !== framework.version)
			.flatMap((other) => {
				const match = correspondenceOf(framework.version, other.version).dimensions.find(
					(one) => one.from === dimension.slug,
				);
				const line = match?.elements.find((one) => one.from === element.slug);
				if (!match || !line) return [];
				const { provenance } = line;
				const address = match.to && line.to ? elementAddress(other.version, match.to, line.to) : null;
				return [{ version: other.version, year: other.year, address, provenance }];
			}),
	};
});
