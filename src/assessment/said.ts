import { type Level, LEVELS, type Standing } from '#framework';
import type { Answer } from './answer.ts';

/** From this step of the scale on, a level is reached: « J’y arrive sans aide dans une situation habituelle ». */
const ALONE = 2;

/** Why a person is placed at their standing in a dimension, for the page to explain. */
export type SaidReason =
	/** No statement of it was answered, or not enough of them yet. */
	| 'unanswered'
	/** Every statement answered was left out as not applying. */
	| 'nothing-applies'
	/** Express: the one statement places the person, as an estimate. */
	| 'estimated'
	/** Complet: the statements up to that level are all done without help. */
	| 'reached'
	/** Complet: no level is reached. */
	| 'none-reached';

/** What the answers to one dimension say, and why. */
export interface SaidOf {
	readonly standing: Standing;
	readonly reason: SaidReason;
	/** By how many statements it was placed: one (Express, an estimate), three (Complet), or none. */
	readonly from: 'none' | 'express' | 'complete';
}

/** The answers given in one dimension, by the level that each statement tells apart. */
export type GivenAnswers = Readonly<Partial<Record<Level, Answer>>>;

/**
 * Where one answer of Express places a person: the single statement tells intermediate apart. What does not apply, or
 * was not answered, leaves the dimension not situated: never a low answer.
 */
export function saidExpress(answer: Answer | undefined): Standing {
	switch (answer) {
		case undefined:
		case 'not-applicable':
			return 'not-situated';
		case 0:
			return 'starting';
		case 1:
			return 'beginner';
		case 2:
			return 'intermediate';
		case 3:
		case 4:
			return 'advanced';
	}
}

/**
 * Where the three answers of Complet place a person: the highest level whose own statement applies and is done without
 * help, as are all those below that apply. What does not apply is left out, in neither sense: it stops nothing, and
 * reaches nothing by itself.
 */
export function saidComplete(given: Readonly<Record<Level, Answer>>): Standing {
	const applicable = LEVELS.filter((level) => given[level] !== 'not-applicable');
	if (applicable.length === 0) return 'not-situated';
	const short = applicable.findIndex((level) => (given[level] as number) < ALONE);
	const reached = short < 0 ? applicable.at(-1) : applicable[short - 1];
	return reached ?? 'starting';
}

/**
 * What a person says of one dimension. Once its three statements are answered, Complet's rule judges; before that, the
 * one that tells intermediate apart gives Express's estimate; before that, nothing.
 */
export function saidOfDimension(given: GivenAnswers): SaidOf {
	const { beginner, intermediate, advanced } = given;
	if (beginner !== undefined && intermediate !== undefined && advanced !== undefined) {
		const standing = saidComplete({ beginner, intermediate, advanced });
		if (standing === 'not-situated') return { standing, reason: 'nothing-applies', from: 'complete' };
		return { standing, reason: standing === 'starting' ? 'none-reached' : 'reached', from: 'complete' };
	}
	const standing = saidExpress(intermediate);
	if (intermediate === undefined) return { standing, reason: 'unanswered', from: 'none' };
	return { standing, reason: standing === 'not-situated' ? 'nothing-applies' : 'estimated', from: 'express' };
}
