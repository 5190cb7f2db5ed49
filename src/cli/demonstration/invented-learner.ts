import type { TrainingContent } from '#training';

/** The names and trainings from which invented people are made. */
export interface InventedLearnerSeed {
	readonly firstNames: readonly string[];
	readonly lastNames: readonly string[];
	readonly reflection: string;
	readonly trainings: readonly Pick<TrainingContent, 'title' | 'kind' | 'dimensions'>[];
}

/** An invented learner, made from a number (`inventLearner`). */
export interface InventedLearner {
	readonly username: string;
	readonly displayName: string;
	readonly audience: 'teacher' | 'student';
	/** Days since they joined. */
	readonly daysAgo: number;
	/**
	 * The answers, one character per dimension in the order of the framework: the step of the answer scale (0
	 * to 4), or `n` for “does not apply”.
	 */
	readonly answers: string;
	readonly trainings: readonly (InventedLearnerSeed['trainings'][number] & {
		readonly daysAgo: number;
		readonly minutes: number;
		readonly reflection: string;
	})[];
}

/**
 * How easy people generally find each dimension, in steps of the answer scale (0: average), in the order of
 * the framework.
 */
const EASE = [0.5, -0.1, 0.2, 0.1, 0.6, 0.8, -0.2, -0.7, 0.3, 0, -0.4, -0.9];

/**
 * Returns a generator of uniform pseudo-random numbers in [0, 1) (mulberry32); the same seed gives the same
 * sequence.
 */
function numbersFrom(seed: number): () => number {
	let state = seed >>> 0;
	return () => {
		state = (state + 0x6d2b79f5) >>> 0;
		let mixed = Math.imul(state ^ (state >>> 15), state | 1);
		mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
	};
}

/** The user name of the invented learner with this number: `apprenant-0001`. */
export const inventedUsername = (number: number): string => `apprenant-${String(number).padStart(4, '0')}`;

/**
 * One invented learner in this many qualifies for a badge that no adviser decides, thanks to a logged
 * training of two hours with a reflection.
 */
export const LEARNERS_PER_BADGE = 50;

/**
 * Invents the learner with this number, with twelve answers and two trainings: the same number and words
 * always give the same person.
 */
export function inventLearner(number: number, words: InventedLearnerSeed): InventedLearner {
	const next = numbersFrom(number * 7919);
	const pick = <T>(list: readonly T[]): T => list[Math.floor(next() * list.length)] as T;
	const daysAgo = 5 + next() * 55;
	const level = 0.4 + next() * 2.8;
	const answers = EASE.map((ease) => {
		const step = Math.round(level + ease + (next() + next() - 1) * 1.4);
		return next() < 0.03 ? 'n' : String(Math.min(4, Math.max(0, step)));
	}).join('');
	const isDue = number % LEARNERS_PER_BADGE === 0;
	const trainings = [isDue, false].map((reflected) => ({
		...pick(words.trainings),
		daysAgo: next() * (daysAgo - 1),
		minutes: reflected ? 120 : 15 * (1 + Math.floor(next() * 6)),
		reflection: reflected ? words.reflection : '',
	}));
	return {
		username: inventedUsername(number),
		displayName: `${pick(words.firstNames)} ${pick(words.lastNames)}-${pick(words.lastNames)}`,
		audience: next() < 0.75 ? 'teacher' : 'student',
		daysAgo,
		answers,
		trainings,
	};
}
