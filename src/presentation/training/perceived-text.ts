import { m } from '#messages';
import type { Step } from '#training';
import { answerText } from '../answering/answer-text.ts';

/** The change that a person perceived, from the step before to the step now; null without both. */
export const perceivedText = ({
	before,
	now,
}: {
	readonly before: Step | null;
	readonly now: Step | null;
}): string | null =>
	before === null || now === null
		? null
		: m.training_perceived({ before: answerText(before), now: answerText(now) });
