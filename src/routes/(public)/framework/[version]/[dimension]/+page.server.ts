import { CURRENT_VERSION } from '#framework';
import { correspondenceOf, dimension, dimensionByNumber, allFrameworks } from '#framework/server';
import { loadPage } from '#web/load-page.ts';
import { dimensionOr404, versionOr404 } from '../../or-404.ts';
import type { PageServerLoadEvent } from './$types';

export const load = loadPage(({ params }: PageServerLoadEvent) => {
	const framework = versionOr404(params.version);
	const shown = dimensionOr404(framework, params.dimension);
	const elsewhere = allFrameworks()
		.filter((other) => other.version !== framework.version)
		.flatMap((other) => {
			const match = correspondenceOf(framework.version, other.version).dimensions.find(
				(one) => one.from === shown.slug,
			);
			const there = match?.to ? dimension(other.version, match.to) : undefined;
			return there ? [{ version: other.version, year: other.year, slug: there.slug }] : [];
		});
	return {
		framework,
		dimension: shown,
		previous: dimensionByNumber(framework.version, shown.number - 1),
		next: dimensionByNumber(framework.version, shown.number + 1),
		elsewhere,
		current: framework.version === CURRENT_VERSION,
	};
});
