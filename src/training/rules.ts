import type { FrameworkVersion } from '#framework';
import { characterCount } from '#platform';
import { isTrainingKind, type TrainingKind } from './kinds.ts';
import type { LookingBack } from './looking-back.ts';

/**
 * The limits on a logged learning activity: lengths in characters, duration in minutes, and the earliest
 * date.
 */
export const TRAINING_LIMITS = {
	title: 200,
	reflection: 4000,
	minutes: 200 * 60,
	firstDate: '2000-01-01',
} as const;

/** A learning activity as a person describes it, not stored yet. */
export interface TrainingContent {
	readonly title: string;
	/** The day of the activity, a calendar date: `2026-11-22`. */
	readonly date: string;
	readonly minutes: number;
	readonly kind: TrainingKind;
	/** Slugs of the dimensions that the activity worked on. */
	readonly dimensions: readonly string[];
	/** What the person learned; may be empty. */
	readonly reflection: string;
	/** Web address of evidence, or null. */
	readonly link: string | null;
}

/** A learning activity that a person has logged, as stored; each change adds one to its revision. */
export interface Training extends TrainingContent, LookingBack {
	readonly id: string;
	/** Id of the activity of the catalogue from which it was taken, or null. */
	readonly suggestion: string | null;
	/** The name of the service that sent it, where the person did not log it; otherwise null. */
	readonly receivedFrom: string | null;
	readonly person: string;
	readonly frameworkVersion: FrameworkVersion;
	readonly revision: number;
	readonly createdAt: Date;
	readonly updatedAt: Date;
}

/**
 * A person's totals of training in one dimension: minutes, number of learning activities, and how many of
 * these have a reflection.
 */
export interface TrainingTotal {
	readonly minutes: number;
	readonly count: number;
	readonly reflections: number;
}

/** Whether a text is a real calendar date written `2026-11-22`. */
export function isCivilDate(text: string): boolean {
	const parts = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
	if (!parts) return false;
	const [year = 0, month = 0, day = 0] = parts.slice(1).map(Number);
	const date = new Date(Date.UTC(year, month - 1, day));
	date.setUTCFullYear(year);
	return date.getUTCFullYear() === year && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
}

/**
 * Checks the date of a learning activity and returns the code of what is wrong with it, or undefined. `today`
 * is the calendar date in the institution's time zone.
 */
export function dateProblem(date: string, today: string): string | undefined {
	if (!isCivilDate(date)) return 'training.date-invalid';
	if (date > today) return 'training.date-in-future';
	if (date < TRAINING_LIMITS.firstDate) return 'training.date-too-old';
	return undefined;
}

/**
 * Checks the duration of a learning activity, in minutes (from 1 minute to 200 hours), and returns the code
 * of what is wrong with it, or undefined.
 */
export function durationProblem(minutes: number): string | undefined {
	if (!Number.isInteger(minutes) || minutes < 1) return 'training.duration-missing';
	return minutes > TRAINING_LIMITS.minutes ? 'training.duration-too-long' : undefined;
}

/** Splits a duration given in minutes into whole hours and the minutes left. */
export const hoursAndMinutes = (minutes: number) => ({
	hours: Math.floor(minutes / 60),
	minutes: minutes % 60,
});

/**
 * Checks all of a learning activity except its link (`readLink` does that), and returns the code and the form
 * field of the first thing wrong with it (`hours` for the duration), or undefined. `today` is the calendar
 * date in the institution's time zone.
 */
export function trainingProblem(
	draft: TrainingContent,
	today: string,
	knownDimensions: readonly string[],
): { code: string; field: string } | undefined {
	const title = draft.title.trim();
	const faults: Record<string, string | false | undefined> = {
		title:
			(title === '' && 'training.title-missing') ||
			(characterCount(title) > TRAINING_LIMITS.title && 'training.title-too-long'),
		hours: durationProblem(draft.minutes),
		date: dateProblem(draft.date, today),
		kind: !isTrainingKind(draft.kind) && 'training.kind-missing',
		dimensions: dimensionsProblem(draft.dimensions, knownDimensions),
		reflection:
			characterCount(draft.reflection) > TRAINING_LIMITS.reflection && 'training.reflection-too-long',
	};
	for (const [field, code] of Object.entries(faults)) if (code) return { code, field };
	return undefined;
}

/**
 * Checks the dimensions chosen for a learning activity and returns the code of what is wrong with them (none,
 * one twice, or an unknown one), or undefined.
 */
export function dimensionsProblem(chosen: readonly string[], known: readonly string[]): string | undefined {
	if (chosen.length === 0) return 'training.dimensions-missing';
	const sound = new Set(chosen).size === chosen.length && chosen.every((slug) => known.includes(slug));
	return sound ? undefined : 'training.dimensions-unknown';
}
