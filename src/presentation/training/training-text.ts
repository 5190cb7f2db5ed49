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

/**
 * The total of a dimension as people read it: the duration, the number of activities, and how many have a
 * reflection.
 */
export function totalText({
	minutes = 0,
	count = 0,
	reflections = 0,
}: {
	readonly minutes?: number | undefined;
	readonly count?: number | undefined;
	readonly reflections?: number | undefined;
}): string {
	const duration = durationText(minutes);
	const activities =
		count === 1 ? m.training_total_one({ duration }) : m.training_total_many({ duration, count });
	return `${activities} · ${reflectionsText(count, reflections)}`;
}

function reflectionsText(count: number, reflections: number): string {
	if (reflections === 0) return m.training_total_without_reflection();
	return reflections === count
		? m.training_total_with_reflection()
		: m.training_total_some_reflections({ reflections });
}
