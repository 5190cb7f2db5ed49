/** What an adviser may mark about a criterion or a piece of evidence: it is met, to complete, or not relevant. */
export const MARKS = ['met', 'to-complete', 'not-relevant'] as const;
export type Mark = (typeof MARKS)[number];

/** The most pieces of evidence in one application. More would be too much for an adviser to examine. */
export const MOST_EVIDENCE = 10;

/** What an adviser marks while deciding: the criterion or the piece at a place in the page's list, from 0. */
export interface PlacedMarking {
	readonly about: 'criterion' | 'piece';
	readonly at: number;
	/** Null where the adviser only wrote a comment. */
	readonly mark: Mark | null;
	readonly comment: string;
}

/**
 * What an adviser marked about one criterion of the dimension or one piece of what was sent, as it stands with
 * their decision. A type, not an interface, so that it is assignable to `Json`.
 */
export type Marking = {
	readonly about: 'criterion' | 'piece';
	/** The slug of the criterion, or the id of the piece; the place of a piece sent before pieces kept their ids. */
	readonly of: string;
	/** The title of the piece as it was sent; empty for a criterion, which the rubric names. */
	readonly title: string;
	readonly mark: Mark | null;
	readonly comment: string;
};

/** The names of the two fields in which an adviser marks the criterion or the piece at a place of the page. */
export const markingFields = ({ about, at }: Pick<PlacedMarking, 'about' | 'at'>) => ({
	mark: `${about}Mark${at}`,
	comment: `${about}Comment${at}`,
});

/**
 * Ties what an adviser marked to the criteria and to the pieces that were sent, in the order of the page. What
 * holds neither a mark nor a comment is left out, and so is what stands at a place that the list does not have.
 */
export function placeMarkings(
	placed: readonly PlacedMarking[],
	{
		criteria,
		pieces,
	}: {
		/** The slugs of the criteria. */
		readonly criteria: readonly string[];
		readonly pieces: readonly { readonly id?: string; readonly title: string }[];
	},
): readonly Marking[] {
	return placed.flatMap(({ about, at, mark, comment }): Marking[] => {
		if (mark === null && comment === '') return [];
		const slug = criteria[at];
		if (about === 'criterion') return slug ? [{ about, of: slug, title: '', mark, comment }] : [];
		const piece = pieces[at];
		return piece ? [{ about, of: piece.id ?? String(at), title: piece.title, mark, comment }] : [];
	});
}
