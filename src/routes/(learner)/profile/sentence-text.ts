import { isLevel, type Standing } from '#framework';
import { m } from '#messages';
import type { ProfileSentence } from '#profile';
import type { LevelNames } from './standing-text.ts';

/** The sentence that says what the macaron shows, from its counted parts, in the language of the page. */
export function sentenceText(sentence: ProfileSentence, levels: LevelNames, locale: 'fr' | 'en'): string {
	const { of, situated } = sentence;
	const list = new Intl.ListFormat(`${locale}-CA`, { type: 'conjunction' });
	const part = (standing: Standing, count: number) =>
		isLevel(standing)
			? m.profile_sentence_part_level({ count, level: levels[standing].toLocaleLowerCase(`${locale}-CA`) })
			: m.profile_sentence_part_starting({ count });
	const said = list.format(sentence.said.map((one) => part(one.standing, one.count)));
	const observed = list.format(sentence.observed.map((one) => part(one.level, one.count)));
	const count = sentence.observed.reduce((sum, one) => sum + one.count, 0);
	return [
		situated === 0 && m.profile_sentence_none(),
		situated === 1 && m.profile_sentence_said_one({ of, parts: said }),
		situated > 1 && m.profile_sentence_said_many({ situated, of, parts: said }),
		count === 0 && m.profile_sentence_observed_none(),
		count === 1 && m.profile_sentence_observed_one({ parts: observed }),
		count > 1 && m.profile_sentence_observed_many({ count, parts: observed }),
	]
		.filter(Boolean)
		.join(' ');
}
