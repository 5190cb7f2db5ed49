import { type Answer, answerFrom, type Mode, MODES } from '#assessment';
import type { Audience } from '#identity';
import { type BrowserStorage, browserStorage } from '#ui/browser-storage.ts';
import { TRIAL_STORAGE_NAME } from './storage-names.ts';

/**
 * The name of a test entry: it is written to the browser's storage and removed at once, to find out whether
 * the browser keeps anything.
 */
const PROBE = 'macaron.probe';

/** The answers that somebody gives without an account (a trial), kept in this browser only. */
export interface TrialAnswers {
	readonly audience: Audience;
	readonly mode: Mode;
	readonly answers: Readonly<Record<string, Answer>>;
}

/**
 * Reads the answers of a trial from the browser's storage; undefined when there are none or the text is not a
 * trial's.
 */
export function readTrial(place: BrowserStorage = browserStorage): TrialAnswers | undefined {
	try {
		const { audience, mode, answers } = JSON.parse(String(place.get(TRIAL_STORAGE_NAME))) as TrialAnswers;
		if (typeof audience !== 'string' || !MODES.includes(mode)) return undefined;
		const sound = Object.entries(answers).filter(([, answer]) => answerFrom(String(answer)) !== undefined);
		return { audience, mode, answers: Object.fromEntries(sound) };
	} catch {
		return undefined;
	}
}

/**
 * True if this browser keeps data. Where a person refuses site data, the answers of a trial last only as long
 * as the page.
 */
export function hasLastingStorage(place: BrowserStorage = browserStorage): boolean {
	const kept = place.set(PROBE, '');
	place.remove(PROBE);
	return kept;
}

/** Writes the answers of a trial to the browser's storage; returns false when the browser keeps nothing. */
export function writeTrial(trial: TrialAnswers, place: BrowserStorage = browserStorage): boolean {
	return place.set(TRIAL_STORAGE_NAME, JSON.stringify(trial));
}

/**
 * Erases a trial whose answers are now in an account. Leaves the trial when another tab has changed it since,
 * so that the person is asked about those answers too.
 */
export function eraseTrialIfUnchanged(kept: TrialAnswers, place: BrowserStorage = browserStorage): void {
	const { answers = {} } = readTrial(place) ?? {};
	if (Object.entries(answers).every(([id, answer]) => kept.answers[id] === answer)) eraseTrial(place);
}

export function eraseTrial(place: BrowserStorage = browserStorage): void {
	place.remove(TRIAL_STORAGE_NAME);
}
