import { type Answer, answerFrom, type Mode, MODES } from '#assessment';
import type { Audience } from '#identity';
import { TRIAL } from './left-here.ts';

/** What somebody answers without an account; it lies in this browser and nowhere else. */
export interface TrialAnswers {
	readonly audience: Audience;
	readonly mode: Mode;
	readonly answers: Readonly<Record<string, Answer>>;
}

type Place = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

/** What is there, or nothing where it is not what we write. */
export function readTrial(place: Place = localStorage): TrialAnswers | undefined {
	try {
		const { audience, mode, answers } = JSON.parse(place.getItem(TRIAL) ?? '') as TrialAnswers;
		if (typeof audience !== 'string' || !MODES.includes(mode)) return undefined;
		const sound = Object.entries(answers).filter(([, answer]) => answerFrom(String(answer)) !== undefined);
		return { audience, mode, answers: Object.fromEntries(sound) };
	} catch {
		return undefined;
	}
}

/** Writes it; false where the browser keeps nothing. */
export function writeTrial(trial: TrialAnswers, place: Place = localStorage): boolean {
	try {
		place.setItem(TRIAL, JSON.stringify(trial));
		return true;
	} catch {
		return false;
	}
}

/** Erases it. */
export function eraseTrial(place: Place = localStorage): void {
	try {
		place.removeItem(TRIAL);
	} catch {
		// Nothing is kept where nothing can be removed.
	}
}
