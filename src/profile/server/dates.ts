import type { FrameworkVersion } from '#framework';
import { answeredInstants } from '#assessment/server';
import { type Actor, learnerMembership, must, personOf } from '#identity';
import { institutionById } from '#identity/server';
import { civilDate } from '#platform';
import type { World } from '#platform/server';

/** A day on which a person answered, and its last answer. */
export interface AnsweredDay {
	/** A civil date in the institution's zone, `2026-11-22`. */
	readonly day: string;
	/** The instant of the day's last answer: what was said that day. */
	readonly until: Date;
}

/**
 * The days on which a person answered in a version, the latest first: any of them but the latest can be laid over
 * today. Days end where the institution is.
 */
export async function answeredDays(
	world: World,
	actor: Actor,
	version: FrameworkVersion,
): Promise<readonly AnsweredDay[]> {
	const { id: person } = personOf(actor);
	must(actor, 'read', { kind: 'person', person });
	const { timeZone } = await institutionById(world, learnerMembership(actor).institution);
	const last = new Map<string, Date>();
	for (const instant of await answeredInstants(world, person, version))
		last.set(civilDate(instant, timeZone), instant);
	return [...last].map(([day, until]) => ({ day, until })).toReversed();
}
