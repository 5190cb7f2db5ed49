import type { BadgeFileFault } from '#badges';
import { m } from '#messages';

const messages = m as unknown as Record<string, (params: BadgeFileFault['params']) => string>;

/** The sentence that says what is wrong at a place in the file of a badge. */
export const faultText = ({ code, params }: BadgeFileFault): string =>
	messages[`ownbadges_fault_${code.replaceAll('-', '_')}`]!(params);

const PLACES: Readonly<Record<string, () => string>> = {
	'definition.name': m.ownbadges_place_name,
	'definition.description': m.ownbadges_place_description,
	'definition.criteria.narrative': m.ownbadges_place_narrative,
	'definition.criteria.rules': m.ownbadges_place_rules,
	'definition.restsOn': m.ownbadges_place_rests_on,
	'definition.doesNotProve': m.ownbadges_place_does_not_prove,
	'definition.evidenceHint': m.ownbadges_place_hint,
	artwork: m.ownbadges_place_artwork,
};

/** The name of a place in the file of a badge, with its language where it has one: « Nom (français) ». */
export function placeText(place: string): string {
	const language = /\.(fr|en)$/.exec(place)?.[1];
	const named = PLACES[language ? place.slice(0, -3) : place]?.();
	if (named === undefined) return place;
	if (!language) return named;
	const languages = { fr: m.badge_language_fr(), en: m.badge_language_en() };
	return m.ownbadges_place_in({ place: named, language: languages[language as 'fr' | 'en'].toLowerCase() });
}
