import type { Rubric, RubricMark } from '#badges';
import { m } from '#messages';
import type { Locale } from '#platform';

/** The name of each mark of a criterion, in the page's language. */
export const RUBRIC_MARK_NAMES: Readonly<Record<RubricMark, () => string>> = {
	notYet: m.recognition_rubric_not_yet,
	seen: m.recognition_rubric_seen,
	beyond: m.recognition_rubric_beyond,
};

/** A criterion of a dimension as pages show it: its title, and what each mark looks like. */
export interface CriterionLine {
	readonly slug: string;
	readonly title: string;
	readonly marks: readonly { readonly name: string; readonly text: string }[];
}

/** Makes the lines that show the criteria of a dimension; none where they are not written yet. */
export const criterionLines = (rubric: Rubric | undefined, locale: Locale): readonly CriterionLine[] =>
	(rubric?.criteria ?? []).map(({ slug, title, ...texts }) => ({
		slug,
		title: title[locale],
		marks: (['notYet', 'seen', 'beyond'] as const).map((mark) => ({
			name: RUBRIC_MARK_NAMES[mark](),
			text: texts[mark][locale],
		})),
	}));
