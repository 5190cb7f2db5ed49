import type { BadgeInVersion, Requirement } from '#badges';
import { dimension } from '#framework/server';
import type { Locale } from '#platform';
import { missingRequirementsText } from './missing-text.ts';

/**
 * What a page shows of a badge that a person could have next: its name, its outline, and what it still asks,
 * in one line.
 */
export const nearBadge = (
	{
		definition,
		requirements,
	}: { readonly definition: BadgeInVersion; readonly requirements: readonly Requirement[] },
	locale: Locale,
) => ({
	id: definition.id,
	kind: definition.kind,
	number: dimension(definition.framework, definition.dimension)?.number ?? 0,
	name: definition.name[locale],
	missing: missingRequirementsText(requirements, { version: definition.framework, locale }),
});
