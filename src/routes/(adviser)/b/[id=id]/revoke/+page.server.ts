import { redirect } from '@sveltejs/kit';
import { mustBePerson } from '#identity';
import { notFound } from '#platform';
import { awardPage } from '#awards/server';
import { loadPage } from '#web/load-page.ts';
import { dayText } from '#presentation/recognition/date-text.ts';
import { awardSentence } from '#presentation/award/award-sentence.ts';
import { revokeAwardAction } from '#web/revoke-action.ts';
import type { PageServerLoadEvent } from './$types';

export const load = loadPage(async ({ locals, params, request }: PageServerLoadEvent) => {
	const { world, actor, locale } = locals;
	mustBePerson(actor);
	const { award, definition, rights, holder, institution, timeZone } = await awardPage(
		world,
		actor,
		params.id,
	);
	// A form that is refused because the badge was revoked meanwhile is shown again, not redirected: the
	// reason just written must not be lost.
	const answering = request.method === 'POST' && rights.revoker;
	// A badge already revoked, perhaps by this very form, has nothing to revoke: its own page tells when and
	// why it was revoked.
	if (award.revokedAt && !answering) redirect(303, `/b/${award.id}`);
	if (!rights.revoker) throw notFound();
	const awardedOn = dayText(award.awardedAt, locale, timeZone);
	const sentence = awardSentence({ holder, institution, awardedOn });
	return { id: award.id, badge: award.badge, name: definition?.name[locale] ?? award.badge, sentence };
});

export const actions = { revoke: revokeAwardAction };
