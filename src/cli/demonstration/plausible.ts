import type { TrainingDraft } from '#training';

/** What invented people are made of. */
export interface Words {
	readonly firstNames: readonly string[];
	readonly lastNames: readonly string[];
	readonly trainings: readonly Pick<TrainingDraft, 'title' | 'kind' | 'dimensions'>[];
}

/** An invented learner: the same number always gives the same one. */
export interface Invented {
	readonly username: string;
	readonly displayName: string;
	readonly audience: 'teacher' | 'student';
	/** Days since they came. */
	readonly daysAgo: number;
	/** One character per dimension: 0 to 4, n, or - for what is not answered. */
	readonly answers: string;
	readonly trainings: readonly (Words['trainings'][number] & {
		readonly daysAgo: number;
		readonly minutes: number;
	})[];
}

/** How easy people in general find each dimension, in steps of the scale; in the order of the framework. */
const EASE = [0.5, -0.1, 0.2, 0.1, 0.6, 0.8, -0.2, -0.7, 0.3, 0, -0.4, -0.9];

/** Even numbers from 0 to 1 (mulberry32), the same for the same seed. */
function numbersFrom(seed: number): () => number {
	let state = seed >>> 0;
	return () => {
		state = (state + 0x6d2b79f5) >>> 0;
		let mixed = Math.imul(state ^ (state >>> 15), state | 1);
		mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
	};
}

/** `apprenant-0001`: an invented learner's user name. */
export const inventedName = (number: number): string => `apprenant-${String(number).padStart(4, '0')}`;

/** Two thirds answer everything, one in ten nothing yet, the others stop on the way. */
function howMany(chance: number): number {
	if (chance < 0.1) return 0;
	return chance < 0.34 ? 1 + Math.floor(chance * 32) : EASE.length;
}

/** The learner of that number. Their trainings carry no reflection: no badge is due to them by rule. */
export function invented(number: number, words: Words): Invented {
	const next = numbersFrom(number * 7919);
	const pick = <T>(list: readonly T[]): T => list[Math.floor(next() * list.length)] as T;
	const daysAgo = 5 + next() * 55;
	const answered = howMany(next());
	const level = 0.4 + next() * 2.8;
	const answers = EASE.map((ease, at) => {
		const step = Math.round(level + ease + (next() + next() - 1) * 1.4);
		if (at >= answered) return '-';
		return next() < 0.03 ? 'n' : String(Math.min(4, Math.max(0, step)));
	}).join('');
	const trainings = Array.from({ length: Math.floor(next() * 4) }, () => ({
		...pick(words.trainings),
		daysAgo: next() * (daysAgo - 1),
		minutes: 15 * (1 + Math.floor(next() * 6)),
	}));
	return {
		username: inventedName(number),
		displayName: `${pick(words.firstNames)} ${pick(words.lastNames)}-${pick(words.lastNames)}`,
		audience: next() < 0.75 ? 'teacher' : 'student',
		daysAgo,
		answers,
		trainings,
	};
}
