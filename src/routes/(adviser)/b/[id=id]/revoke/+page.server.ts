import { redirect } from '@sveltejs/kit';
import { personOf } from '#identity';
import { notFound } from '#platform';
import { awardPage } from '#awards/server';
import { loadPage } from '#web/load-page.ts';
import { dayText } from '#presentation/recognition/date-text.ts';
import { awardSentence } from '#presentation/award/award-sentence.ts';
import { revokeAction } from '#web/revoke-action.ts';
import type { PageServerLoadEvent } from './$types';

export const load = loadPage(async ({ locals, params, request }: PageServerLoadEvent) => {
	const { world, actor, locale } = locals;
	personOf(actor);
	const { award, definition, rights, holder, institution, timeZone } = await awardPage(
		world,
		actor,
		params.id,
	);
	// Sent again, refused and shown again: what was just written must not be lost to a page that tells what is recorded.
	const answering = request.method === 'POST' && rights.revoker;
	// Revoked already, perhaps by this very form: its page tells when and why.
	if (award.revokedAt && !answering) redirect(303, `/b/${award.id}`);
	if (!rights.revoker) throw notFound();
	const awardedOn = dayText(award.awardedAt, locale, timeZone);
	const sentence = awardSentence({ holder, institution, awardedOn });
	return { id: award.id, name: definition?.name[locale] ?? award.badge, sentence };
});

export const actions = { revoke: revokeAction };
