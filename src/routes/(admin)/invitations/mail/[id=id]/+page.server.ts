import {
	administeredInstitution,
	discardBatch,
	inviteBatch,
	keyForm,
	mailedInvitationForm,
	readBatch,
	revokeMailedInvitations,
	sendInvitationAgain,
} from '#identity/server';
import { redirectDone } from '#web/done-cookie.ts';
import { formAction } from '#web/form-action.ts';
import { loadPage } from '#web/load-page.ts';
import { mailedListAsked } from '../mailed-list-query.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

export const load: PageServerLoad = loadPage(async ({ locals: { world, actor }, params, url }) => {
	const institution = administeredInstitution(actor);
	const asked = mailedListAsked(url);
	const { batch, ...read } = await readBatch(world, actor, { institution, batch: params.id, ...asked });
	const { name, locale, days, createdAt, begunAt, listed, done, endedAt } = batch;
	return {
		...{ ...read, search: asked.search, state: asked.state },
		batch: { name, locale, days, createdAt, begun: begunAt !== null, listed, done, ended: endedAt !== null },
	};
});

/** The batch of the page, in the institution that the person administers. */
const here = ({ locals: { actor }, params }: RequestEvent) => ({
	institution: administeredInstitution(actor),
	batch: params.id,
});

export const actions: Actions = {
	invite: formAction(keyForm, async (input, event: RequestEvent) => {
		await inviteBatch(event.locals.world, event.locals.actor, { ...here(event), ...input });
		return 'invited' as const;
	}),
	discard: formAction(keyForm, async (input, event: RequestEvent) => {
		await discardBatch(event.locals.world, event.locals.actor, { ...here(event), ...input });
		redirectDone(event, '/invitations/mail?discarded');
	}),
	revoke: formAction(mailedInvitationForm, async (input, event: RequestEvent) => {
		await revokeMailedInvitations(event.locals.world, event.locals.actor, { ...here(event), ...input });
		return 'revoked' as const;
	}),
	revokeAll: formAction(keyForm, async (input, event: RequestEvent) => {
		const all = { ...here(event), ...input, invitation: null };
		await revokeMailedInvitations(event.locals.world, event.locals.actor, all);
		return 'revoked-all' as const;
	}),
	again: formAction(mailedInvitationForm, async (input, event: RequestEvent) => {
		await sendInvitationAgain(event.locals.world, event.locals.actor, { ...here(event), ...input });
		return 'again' as const;
	}),
};
