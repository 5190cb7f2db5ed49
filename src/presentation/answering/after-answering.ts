/** A badge that a rule has just awarded for a person's answers: the award's id and the badge's name. */
export interface NewBadge {
	readonly id: string;
	readonly name: string;
}

/**
 * The path of the page to show after a dimension is answered: the next dimension, or the badge that the
 * answers gave; after the last dimension the profile, which announces the badge too.
 */
export function addressAfterAnswering({
	next,
	awarded,
}: {
	next: string | null;
	awarded: NewBadge | null;
}): string {
	if (next === null) return `/profile?done=answered${awarded ? `&awarded=${awarded.id}` : ''}`;
	return awarded ? `/recognition?awarded=${awarded.id}` : `/assessment/${next}`;
}
