import type { FrameworkVersion } from '#framework';
import { isTrainingKind, type TrainingKind } from './kinds.ts';

/** Lengths in characters, durations in minutes, the first date that makes sense. */
export const TRAINING_LIMITS = {
	title: 200,
	reflection: 4000,
	minutes: 200 * 60,
	firstDate: '2000-01-01',
} as const;

/** An autoformation as a person describes it. */
export interface TrainingDraft {
	readonly title: string;
	/** A civil date, `2026-11-22`. */
	readonly date: string;
	readonly minutes: number;
	readonly kind: TrainingKind;
	/** Slugs of the dimensions worked on. */
	readonly dimensions: readonly string[];
	/** What the person takes from it; empty when they wrote nothing. */
	readonly reflection: string;
	/** A web address as evidence. */
	readonly link: string | null;
}

/** An autoformation as it is kept; the revision grows by one at each change. */
export interface Training extends TrainingDraft {
	readonly id: string;
	readonly person: string;
	readonly frameworkVersion: FrameworkVersion;
	readonly revision: number;
	readonly createdAt: Date;
	readonly updatedAt: Date;
}

/** What a person logged in one dimension: minutes, autoformations, and those with a reflection. */
export interface TrainingTotal {
	readonly minutes: number;
	readonly count: number;
	readonly reflections: number;
}

/** True for a date of the calendar written `2026-11-22`. */
export function isCivilDate(text: string): boolean {
	const parts = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
	if (!parts) return false;
	const [year = 0, month = 0, day = 0] = parts.slice(1).map(Number);
	const date = new Date(Date.UTC(year, month - 1, day));
	date.setUTCFullYear(year);
	return date.getUTCFullYear() === year && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
}

/** What is wrong with the date of an autoformation, given today's civil date where the person is. */
export function dateFault(date: string, today: string): string | undefined {
	if (!isCivilDate(date)) return 'training.date-invalid';
	if (date > today) return 'training.date-in-future';
	if (date < TRAINING_LIMITS.firstDate) return 'training.date-too-old';
	return undefined;
}

/** What is wrong with a duration in minutes: from one minute to 200 hours. */
export function durationFault(minutes: number): string | undefined {
	if (!Number.isInteger(minutes) || minutes < 1) return 'training.duration-missing';
	return minutes > TRAINING_LIMITS.minutes ? 'training.duration-too-long' : undefined;
}

/** A duration in hours and minutes, as it is typed and read. */
export const hoursAndMinutes = (minutes: number) => ({
	hours: Math.floor(minutes / 60),
	minutes: minutes % 60,
});

/** The first thing wrong with an autoformation, and its field; undefined when nothing is. */
export function trainingFault(
	draft: TrainingDraft,
	today: string,
	knownDimensions: readonly string[],
): { code: string; field: string } | undefined {
	const title = draft.title.trim();
	const faults: Record<string, string | false | undefined> = {
		title:
			(title === '' && 'training.title-missing') ||
			(title.length > TRAINING_LIMITS.title && 'training.title-too-long'),
		hours: durationFault(draft.minutes),
		date: dateFault(draft.date, today),
		kind: !isTrainingKind(draft.kind) && 'training.kind-missing',
		dimensions: dimensionsFault(draft.dimensions, knownDimensions),
		reflection: draft.reflection.length > TRAINING_LIMITS.reflection && 'training.reflection-too-long',
	};
	for (const [field, code] of Object.entries(faults)) if (code) return { code, field };
	return undefined;
}

/** What is wrong with the dimensions chosen: none, one twice, or one that the framework does not have. */
export function dimensionsFault(chosen: readonly string[], known: readonly string[]): string | undefined {
	if (chosen.length === 0) return 'training.dimensions-missing';
	const sound = new Set(chosen).size === chosen.length && chosen.every((slug) => known.includes(slug));
	return sound ? undefined : 'training.dimensions-unknown';
}
