import type { BadgeInVersion, Requirement } from '#badges';
import { m } from '#messages';
import type { Locale } from '#platform';
import { requirementLines } from './requirement-text.ts';

/**
 * The one act that brings a person nearer to a badge, as a link: the first requirement that they do not meet,
 * or the application itself once they meet all of them.
 */
export function badgeAct(
	{
		definition: { id, framework: version, dimension },
		requirements,
	}: { readonly definition: BadgeInVersion; readonly requirements: readonly Requirement[] },
	locale: Locale,
): { readonly href: string; readonly label: string } {
	const lines = requirementLines(requirements, { version, dimension, locale });
	const first = lines.findIndex(({ met }) => !met);
	const href = `/recognition/${id}`;
	if (first === -1) return { href, label: m.recognition_start() };
	// Evidence is presented in an application, which begins on the badge's page.
	return lines[first]?.action ?? { href, label: m.recognition_do_evidence() };
}
