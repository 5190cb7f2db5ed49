import { m } from '#messages';

/**
 * Returns a sentence that says who issued a badge, when and to whom. With a name, adds that the holder gives
 * this name and that it is not signed, since the sentence stands beside verified facts. A null holder means
 * that this reader may not learn the name.
 */
export function awardSentence(told: {
	readonly holder: string | null;
	readonly institution: string;
	readonly awardedOn: string | null;
}): string {
	const { holder: name, institution } = told;
	const date = told.awardedOn ?? '';
	return name
		? `${m.badge_sentence_named({ name, institution, date })} ${m.badge_name_unsigned()}`
		: m.badge_sentence({ institution, date });
}
