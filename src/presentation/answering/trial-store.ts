import { type Answer, answerFrom, type Mode, MODES } from '#assessment';
import type { Audience } from '#identity';
import { type BrowserStorage, browserStorage } from '#ui/browser-storage.ts';
import { TRIAL } from './left-here.ts';

/** What somebody answers without an account; it lies in this browser and nowhere else. */
export interface TrialAnswers {
	readonly audience: Audience;
	readonly mode: Mode;
	readonly answers: Readonly<Record<string, Answer>>;
}

/** What is there, or nothing where it is not what we write. */
export function readTrial(place: BrowserStorage = browserStorage): TrialAnswers | undefined {
	try {
		const { audience, mode, answers } = JSON.parse(String(place.get(TRIAL))) as TrialAnswers;
		if (typeof audience !== 'string' || !MODES.includes(mode)) return undefined;
		const sound = Object.entries(answers).filter(([, answer]) => answerFrom(String(answer)) !== undefined);
		return { audience, mode, answers: Object.fromEntries(sound) };
	} catch {
		return undefined;
	}
}

/** Writes it; false where the browser keeps nothing. */
export function writeTrial(trial: TrialAnswers, place: BrowserStorage = browserStorage): boolean {
	return place.set(TRIAL, JSON.stringify(trial));
}

/** Erases it. */
export function eraseTrial(place: BrowserStorage = browserStorage): void {
	place.remove(TRIAL);
}
