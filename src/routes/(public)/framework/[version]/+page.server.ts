import { FRAMEWORK_VERSIONS } from '#framework';
import {
	caseAddress,
	correspondenceOf,
	documentIdentifier,
	framework,
	allFrameworks,
} from '#framework/server';
import { loadPage } from '#web/load-page.ts';
import { versionOr404 } from '../or-404.ts';
import type { PageServerLoadEvent } from './$types';

/**
 * Loads the page of one framework version: its texts, what it adds to the previous version, the other
 * versions, and the addresses of its CASE packages.
 */
export const load = loadPage(({ params }: PageServerLoadEvent) => {
	const shown = versionOr404(params.version);
	const packages = {
		fr: caseAddress('CFPackages', documentIdentifier(shown.version, 'fr')),
		en: caseAddress('CFPackages', documentIdentifier(shown.version, 'en')),
	};
	const others = allFrameworks()
		.filter((other) => other.version !== shown.version)
		.map(({ version, year }) => ({ version, year }));
	const always = { framework: shown, packages, others };
	const earlier = FRAMEWORK_VERSIONS[FRAMEWORK_VERSIONS.indexOf(shown.version) - 1];
	if (!earlier) return { ...always, earlier: null, added: [] };
	const added = correspondenceOf(earlier, shown.version).dimensions.flatMap((match) =>
		match.elements
			.filter((one) => one.kind === 'added')
			.map((one) => ({ dimension: match.to, element: one.to })),
	);
	return {
		...always,
		earlier: framework(earlier).year,
		added: shown.dimensions.flatMap((dimension) =>
			dimension.elements
				.filter((element) =>
					added.some((one) => one.dimension === dimension.slug && one.element === element.slug),
				)
				.map((element) => ({ dimension, element })),
		),
	};
});
