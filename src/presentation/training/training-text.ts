import { m } from '#messages';
import { hoursAndMinutes, type TrainingKind } from '#training';

/** The name of each kind of learning activity, in the page's language. */
export const kindTexts: Record<TrainingKind, () => string> = {
	course: m.training_kind_course,
	workshop: m.training_kind_workshop,
	reading: m.training_kind_reading,
	'peer-exchange': m.training_kind_peer_exchange,
	experimentation: m.training_kind_experimentation,
	instructor: m.training_kind_instructor,
};

/** Writes a duration, given in minutes, as people read it: 45 min, 2 h, 1 h 30 min. */
export function durationText(total: number): string {
	const { hours, minutes } = hoursAndMinutes(total);
	if (hours === 0) return m.training_duration_minutes({ minutes });
	return minutes === 0 ? m.training_duration_hours({ hours }) : m.training_duration_both({ hours, minutes });
}
