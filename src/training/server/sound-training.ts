import { CURRENT_VERSION } from '#framework';
import { framework } from '#framework/server';
import type { Membership } from '#identity';
import { institutionById } from '#identity/server';
import { civilDate, Refusal } from '#platform';
import type { World } from '#platform/server';
import { readLink, type TrainingDraft, trainingFault } from '../index.ts';

/** Today's civil date where a person learns. */
export async function todayFor(world: World, membership: Membership): Promise<string> {
	const { timeZone } = await institutionById(world, membership.institution);
	return civilDate(world.now(), timeZone);
}

/** The autoformation as it may be kept, or the refusal of the first thing that is wrong with it. */
export async function soundTraining(
	world: World,
	membership: Membership,
	draft: TrainingDraft,
): Promise<TrainingDraft> {
	const slugs = framework(CURRENT_VERSION).dimensions.map((one) => one.slug);
	const fault = trainingFault(draft, await todayFor(world, membership), slugs);
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
