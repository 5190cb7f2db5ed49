import type { StandingsBySource } from './standings.ts';

/** What a person has and has not done, from which `chooseNextAction` chooses the one action to offer them. */
export interface NextActionInput {
	/** The person's applications; only those sent back or still drafts matter. */
	readonly applications: readonly {
		readonly id: string;
		readonly badge: string;
		readonly state: string;
		readonly createdAt: Date;
	}[];
	/**
	 * Slug of the first dimension without enough answers for a standing; null when there is none, even if
	 * statements of Complet are not answered.
	 */
	readonly unplaced: string | null;
	/** Slugs of the dimensions whose situation the person may do next, the dimensions to work on first. */
	readonly unshown: readonly string[];
	/** Id of the badge that the person is nearest to, or null. */
	readonly nearest: string | null;
}

/**
 * The one action to offer a person next: go on with an application, answer a dimension's statements, do its
 * situation, or aim for a badge.
 */
export type NextAction =
	| { readonly kind: 'returned' | 'draft'; readonly application: string; readonly badge: string }
	| { readonly kind: 'answer'; readonly dimension: string }
	| { readonly kind: 'situation'; readonly dimension: string }
	| { readonly kind: 'badge'; readonly badge: string };

/**
 * Chooses the one action to offer a person next, in this order: an application sent back (the oldest), a
 * dimension without a standing, a draft application (the oldest), a situation, the nearest badge; null when
 * nothing is left.
 */
export function chooseNextAction({
	applications,
	unplaced,
	unshown,
	nearest,
}: NextActionInput): NextAction | null {
	const oldest = (state: string) =>
		applications
			.filter((one) => one.state === state)
			.toSorted((one, other) => one.createdAt.getTime() - other.createdAt.getTime())[0];
	const [returned, draft] = [oldest('returned'), oldest('draft')];
	if (returned) return { kind: 'returned', application: returned.id, badge: returned.badge };
	if (unplaced !== null) return { kind: 'answer', dimension: unplaced };
	if (draft) return { kind: 'draft', application: draft.id, badge: draft.badge };
	const [dimension] = unshown;
	if (dimension !== undefined) return { kind: 'situation', dimension };
	return nearest === null ? null : { kind: 'badge', badge: nearest };
}

/**
 * Returns the slugs of the dimensions whose situation a person may do next: they have a standing by their own
 * answers there, and have not done the situation. Dimensions to work on come first, in the order of
 * `toWorkOn`; the others follow in the order given.
 */
export function situationsToDo(
	dimensions: readonly ({ readonly slug: string } & Pick<StandingsBySource, 'said' | 'shown'>)[],
	toWorkOn: readonly string[],
): string[] {
	const rank = (slug: string) => (toWorkOn.includes(slug) ? toWorkOn.indexOf(slug) : toWorkOn.length);
	return dimensions
		.filter(({ said, shown }) => said !== 'not-situated' && shown === 'not-situated')
		.map(({ slug }) => slug)
		.toSorted((one, other) => rank(one) - rank(other));
}
