import {
	administeredInstitution,
	createInvitation,
	institutionById,
	invitationForm,
	listInvitations,
	revokeInvitationForm,
	revokeInvitation,
} from '#identity/server';
import { formAction } from '#web/form-action.ts';
import { institutionInvitationLink } from '#web/institution-invitation-link.ts';
import { loadPage } from '#web/load-page.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = loadPage(async ({ locals: { world, actor } }) => {
	const institution = administeredInstitution(actor);
	return {
		institution: (await institutionById(world, institution)).name,
		join: `${world.origin}/join`,
		invitations: (await listInvitations(world, actor, institution)).map(
			({ id, name, codeHint, role, audience, createdAt, expiresAt, uses, usesLeft, state }) => ({
				id,
				name,
				codeHint,
				role,
				audience,
				createdAt,
				expiresAt,
				uses,
				used: uses - usesLeft,
				state,
			}),
		),
	};
});

export const actions: Actions = {
	create: formAction(invitationForm, async (input, { locals: { world, actor } }) => {
		const institution = administeredInstitution(actor);
		const code = await createInvitation(world, actor, { ...input, institution });
		const { language } = await institutionById(world, institution);
		return { code, link: institutionInvitationLink(world, code, language), name: input.name };
	}),
	revoke: formAction(revokeInvitationForm, async (input, { locals: { world, actor } }) => {
		await revokeInvitation(world, actor, { ...input, institution: administeredInstitution(actor) });
		return { code: null, link: null, name: null };
	}),
};
