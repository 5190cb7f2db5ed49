import type { AnyBadgeDefinition } from '#badges';
import { framework } from '#framework/server';
import type { Locale } from '#platform';

/** The versions of the framework in which a badge is given, the latest first, each with its title and year. */
export const frameworksOf = ({ frameworks }: Pick<AnyBadgeDefinition, 'frameworks'>, locale: Locale) =>
	frameworks.toReversed().map((version) => {
		const { title, year } = framework(version);
		return { id: version, title: `${title[locale]} (${year})` };
	});
