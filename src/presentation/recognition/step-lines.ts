import type { FrameworkVersion } from '#framework';
import { m } from '#messages';
import type { Locale } from '#platform';
import type { ApplicationStep } from '#applications';
import { standingName } from './requirement-text.ts';

const WORDS: Record<ApplicationStep['kind'], () => string> = {
	started: m.recognition_step_started,
	submitted: m.recognition_step_submitted,
	return: m.recognition_step_return,
	accept: m.recognition_step_accept,
	refuse: m.recognition_step_refuse,
	withdrawn: m.recognition_step_withdrawn,
};

/** A step of an application's history as a page shows it. */
export interface StepLine {
	readonly on: string;
	readonly text: string;
	/** What the adviser wrote; empty when there is nothing. */
	readonly reason: string;
	/** Whether an adviser accepted: what they wrote is then no reason, but a word to the person. */
	readonly accepted: boolean;
	readonly level: string | null;
}

/** Makes the lines that show an application's history, oldest step first. */
export const stepLines = (
	steps: readonly ApplicationStep[],
	version: FrameworkVersion,
	locale: Locale,
	day: (at: Date) => string,
): StepLine[] =>
	steps.map((step) => ({
		on: day(step.at),
		text: WORDS[step.kind](),
		reason: 'reason' in step ? step.reason : '',
		accepted: step.kind === 'accept',
		level: 'level' in step && step.level ? standingName(step.level, version, locale) : null,
	}));
