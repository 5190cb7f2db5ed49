import { m } from '#messages';

/**
 * A sentence that says who issued a badge, when and to whom; after a name, that the person gives it and nobody
 * signed it, since it stands beside what is verified. A null holder means that this reader may not
 * learn the name.
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
