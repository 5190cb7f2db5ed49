import type { Audience } from '#identity';
import type { Text } from '#platform';
import type { TrainingKind } from './kinds.ts';

/** An autoformation that anybody can do, as the catalogue holds it; an institution edits it as data. */
export interface Suggestion {
	readonly id: string;
	readonly dimensions: readonly string[];
	/** From which side of the way it helps: before intermediate, or from intermediate on. */
	readonly from: 'starting' | 'intermediate';
	readonly audiences: readonly Audience[];
	readonly kind: TrainingKind;
	/** How long it takes, in minutes. */
	readonly minutes: number;
	readonly title: Text;
	readonly about: Text;
	/** Where it is, when it is on a page; null when it needs none. */
	readonly address: string | null;
}

/** Who looks for an autoformation, and in what. */
export interface Seeker {
	readonly audience: Audience;
	readonly dimension: string;
	readonly from: Suggestion['from'];
}

const MOST = 3;

/**
 * Up to three autoformations for a person and a dimension. Those of their side of the way come first, then those about
 * fewer dimensions, then the shorter, then the smaller id: the same question always gets the same answer.
 */
export function suggestionsFor(catalogue: readonly Suggestion[], seeker: Seeker): readonly Suggestion[] {
	const away = (one: Suggestion) => (one.from === seeker.from ? 0 : 1);
	return catalogue
		.filter((one) => one.dimensions.includes(seeker.dimension) && one.audiences.includes(seeker.audience))
		.toSorted(
			(one, other) =>
				away(one) - away(other) ||
				one.dimensions.length - other.dimensions.length ||
				one.minutes - other.minutes ||
				(one.id < other.id ? -1 : 1),
		)
		.slice(0, MOST);
}
