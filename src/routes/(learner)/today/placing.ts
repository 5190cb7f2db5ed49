import { estimatedMinutes } from '#assessment';
import type { AskedDimension } from '#assessment/server';
import { m } from '#messages';

/** How far a person is in placing themselves: the dimensions with a level, those without enough answers. */
export interface Placing {
	readonly placed: number;
	readonly left: number;
	/** Estimated minutes to answer what is asked in the dimensions that are left, at least one. */
	readonly minutes: number;
}

type Answered = Pick<AskedDimension, 'said' | 'answered'> & {
	readonly statements: { readonly length: number };
};

/** Counts the dimensions in which a person is placed and those that are left, and the minutes that these take. */
export function placingOf(dimensions: readonly Answered[]): Placing {
	const left = dimensions.filter(({ said }) => said.reason === 'unanswered');
	const untouched = left.filter(({ answered }) => answered === 0).length;
	const statements = left.reduce((sum, one) => sum + one.statements.length - one.answered, 0);
	return {
		placed: dimensions.filter(({ said }) => said.standing !== 'not-situated').length,
		left: left.length,
		minutes: Math.max(1, estimatedMinutes(untouched, statements)),
	};
}

/** A sentence that says in how many dimensions the person is placed, how many are left, and how long they take. */
export function placingText({ placed, left, minutes }: Placing): string {
	if (placed === 0) return left === 1 ? m.today_left_one({ minutes }) : m.today_left_many({ left, minutes });
	return placed === 1
		? m.today_placed_one({ left, minutes })
		: m.today_placed_many({ placed, left, minutes });
}
