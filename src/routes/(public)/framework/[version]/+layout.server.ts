import { FRAMEWORK_VERSIONS } from '#framework';
import { framework } from '#framework/server';
import { loadPage } from '#web/load-page.ts';
import type { LayoutServerLoadEvent } from './$types';
import { versionOr404 } from '../or-404.ts';

export const load = loadPage(({ params, locals: { locale } }: LayoutServerLoadEvent) => {
	const version = versionOr404(params.version);
	const next = FRAMEWORK_VERSIONS[FRAMEWORK_VERSIONS.indexOf(version.version) + 1];
	const labels = version.dimensions.flatMap(({ elements }) => elements.map(({ label }) => label));
	return {
		framework: version,
		/** The year of the version that replaces this one; null for the latest version. */
		replacedIn: next === undefined ? null : framework(next).year,
		/**
		 * The number of elements of this version; `ours` counts those with a label in this language that we
		 * propose ourselves.
		 */
		elements: labels.length,
		ours: labels.filter(({ provenance }) => provenance[locale].word === 'proposé').length,
	};
});
