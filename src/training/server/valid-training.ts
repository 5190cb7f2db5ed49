import { CURRENT_VERSION } from '#framework';
import { framework } from '#framework/server';
import type { Membership } from '#identity';
import { institutionById } from '#identity/server';
import { civilDate, Refusal } from '#platform';
import type { World } from '#platform/server';
import { readLink, type TrainingContent, trainingProblem } from '../index.ts';

/** Today's calendar date in the time zone of the institution of a membership. */
export async function todayFor(world: World, membership: Membership): Promise<string> {
	const { timeZone } = await institutionById(world, membership.institution);
	return civilDate(world.now(), timeZone);
}

/**
 * Checks a learning activity that a person sends, and returns it as it is to be stored (texts trimmed,
 * dimensions in order). Throws a refusal for the first thing wrong with it, naming its form field.
 */
export async function mustBeValidTraining(
	world: World,
	membership: Membership,
	draft: TrainingContent,
): Promise<TrainingContent> {
	const slugs = framework(CURRENT_VERSION).dimensions.map((one) => one.slug);
	const fault = trainingProblem(draft, await todayFor(world, membership), slugs);
	if (fault) throw new Refusal(fault.code, { field: fault.field });
	const link = draft.link ? readLink(draft.link) : null;
	if (typeof link === 'string') throw new Refusal(link, { field: 'link' });
	const { title, date, minutes, kind, dimensions, reflection } = draft;
	return {
		title: title.trim(),
		date,
		minutes,
		kind,
		dimensions: slugs.filter((slug) => dimensions.includes(slug)),
		reflection: reflection.trim(),
		link: link?.address ?? null,
	};
}
