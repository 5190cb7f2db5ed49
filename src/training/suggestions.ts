import type { Audience } from '#identity';
import type { Text } from '#platform';
import type { TrainingKind } from './kinds.ts';
import { type Helpfulness, helpedOfFive } from './looking-back.ts';

/**
 * A learning activity that the service suggests and anybody can do. All are in
 * `src/training/data/suggestions.json`, one file for every institution of the service.
 */
export interface Suggestion {
	readonly id: string;
	readonly dimensions: readonly string[];
	/** Whom the activity helps: people below the level intermediate, or people at that level or above. */
	readonly from: 'starting' | 'intermediate';
	readonly audiences: readonly Audience[];
	readonly kind: TrainingKind;
	/** Duration in minutes. */
	readonly minutes: number;
	readonly title: Text;
	readonly about: Text;
	/** The activity's web address in each language; null when it needs none. */
	readonly address: Text | null;
}

/**
 * For whom to suggest learning activities: an audience, a dimension, and a standing, below the level
 * intermediate or not (`from`).
 */
export interface SuggestionCriteria {
	readonly audience: Audience;
	readonly dimension: string;
	readonly from: Suggestion['from'];
}

const MOST = 3;
/** Where an activity stands of which it is not known whether it helps: half of five. */
const UNKNOWN_HELP = 2.5;

/**
 * Chooses, among the activities given, up to three to suggest for an audience, a dimension and a standing.
 * Activities for the standing come first; among equals, those that helped more people out of five (one of which
 * that is not known stands between two and three), then those about fewer dimensions, then the shorter ones,
 * then those with the smaller id. So the result is always the same. `help` says, by id, what people answered.
 */
export function suggestionsFor(
	all: readonly Suggestion[],
	seeker: SuggestionCriteria,
	help: ReadonlyMap<string, Helpfulness> = new Map(),
): readonly Suggestion[] {
	const away = (one: Suggestion) => (one.from === seeker.from ? 0 : 1);
	const helped = ({ id }: Suggestion) => helpedOfFive(help.get(id)) ?? UNKNOWN_HELP;
	return all
		.filter((one) => one.dimensions.includes(seeker.dimension) && one.audiences.includes(seeker.audience))
		.toSorted(
			(one, other) =>
				away(one) - away(other) ||
				helped(other) - helped(one) ||
				one.dimensions.length - other.dimensions.length ||
				one.minutes - other.minutes ||
				(one.id < other.id ? -1 : 1),
		)
		.slice(0, MOST);
}

/** What a common activity is called when it is followed somewhere: it needs an address. */
const FOLLOWED: readonly TrainingKind[] = ['course', 'workshop'];

/** Whether a common activity is an exercise, that one does by oneself or with others: it needs no address. */
export const isExercise = ({ address, kind }: Suggestion): boolean =>
	address === null && !FOLLOWED.includes(kind);

/** Whether a common activity is followed somewhere, and its address is still to be completed. */
export const lacksAddress = ({ address, kind }: Suggestion): boolean =>
	address === null && FOLLOWED.includes(kind);
