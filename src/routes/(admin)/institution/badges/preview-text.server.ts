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
	'definition.validMonths': m.badge_validity,
	artwork: m.ownbadges_place_artwork,
};

/**
 * Names the places of the file that differ, each once: with its language where it differs in one alone (« Nom
 * (français) »).
 */
export function changesText(places: readonly string[]): string[] {
	const named = (place: string) => PLACES[place]?.() ?? place;
	const byPlace = Map.groupBy(places, (place) => place.replace(/\.(fr|en)$/, ''));
	return [...byPlace].map(([place, all]) => {
		const language = all.length === 1 ? /\.(fr|en)$/.exec(all[0]!)?.[1] : undefined;
		if (!language) return named(place);
		const languages = { fr: m.badge_language_fr(), en: m.badge_language_en() };
		return `${named(place)} (${languages[language as 'fr' | 'en'].toLowerCase()})`;
	});
}
