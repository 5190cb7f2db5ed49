import { m } from '#messages';

/** Who issued a badge, when and to whom, in one sentence; null: this reader does not learn the name. */
export function awardSentence(told: {
	readonly holder: string | null;
	readonly institution: string;
	readonly awardedOn: string | null;
}): string {
	const { holder: name, institution } = told;
	const date = told.awardedOn ?? '';
	return name ? m.badge_sentence_named({ name, institution, date }) : m.badge_sentence({ institution, date });
}
