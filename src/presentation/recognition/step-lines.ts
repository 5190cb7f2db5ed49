import type { FrameworkVersion } from '#framework';
import { m } from '#messages';
import type { Locale } from '#platform';
import type { ApplicationStep, Decision } from '#applications';
import type { Rubric } from '#badges';
import { type MarkingLine, markingLines } from '../marking/marking-lines.ts';
import { standingName } from './requirement-text.ts';

/** The words of what an adviser may answer, in the middle of a sentence. */
export const OPINION_WORDS: Record<Decision, () => string> = {
	accept: m.recognition_apart_accept,
	return: m.recognition_apart_return,
	refuse: m.recognition_apart_refuse,
};

const WORDS: Record<Exclude<ApplicationStep['kind'], 'opinion'>, () => string> = {
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
	/** Whether what an adviser wrote is no reason of a decision, but a word to the person. */
	readonly accepted: boolean;
	readonly level: string | null;
	readonly markings: readonly MarkingLine[];
	/** The note of an interview about prior learning; empty where there was none. */
	readonly interview: string;
}

/** Makes the lines that show an application's history, oldest step first. */
export const stepLines = (
	steps: readonly ApplicationStep[],
	{
		version,
		locale,
		rubric,
		day,
	}: {
		readonly version: FrameworkVersion;
		readonly locale: Locale;
		/** The criteria of the badge's dimension. */
		readonly rubric: Rubric | undefined;
		readonly day: (at: Date) => string;
	},
): StepLine[] =>
	steps.map((step) => ({
		on: day(step.at),
		text:
			step.kind === 'opinion'
				? m.recognition_step_opinion({ opinion: OPINION_WORDS[step.decision]() })
				: WORDS[step.kind](),
		reason: 'reason' in step ? step.reason : '',
		accepted: step.kind === 'accept' || step.kind === 'opinion',
		level: 'level' in step && step.level ? standingName(step.level, version, locale) : null,
		interview: 'interview' in step && step.interview ? m.recognition_interview_line(step.interview) : '',
		markings: 'markings' in step ? markingLines(step.markings, rubric, locale) : [],
	}));
