import type { Mark, Marking } from '#applications';
import type { Rubric } from '#badges';
import { m } from '#messages';
import type { Locale } from '#platform';

/** The name of each mark, in the page's language. */
export const MARK_NAMES: Readonly<Record<Mark, () => string>> = {
	met: m.recognition_mark_met,
	'to-complete': m.recognition_mark_to_complete,
	'not-relevant': m.recognition_mark_not_relevant,
};

/** What an adviser marked about one criterion or one piece of evidence, as a page shows it. */
export interface MarkingLine {
	/** The title of the criterion or of the piece. */
	readonly title: string;
	/** The name of the mark; empty where there is only a comment. */
	readonly mark: string;
	readonly comment: string;
	/** Id of the piece of evidence; null for a criterion. */
	readonly piece: string | null;
}

/** Makes the lines that show what an adviser marked; `rubric` names the criteria of the dimension. */
export const markingLines = (
	markings: readonly Marking[],
	rubric: Rubric | undefined,
	locale: Locale,
): readonly MarkingLine[] =>
	markings.map(({ about, of, title, mark, comment }) => ({
		title:
			about === 'piece' ? title : (rubric?.criteria.find(({ slug }) => slug === of)?.title[locale] ?? of),
		mark: mark === null ? '' : MARK_NAMES[mark](),
		comment,
		piece: about === 'piece' ? of : null,
	}));
