import { INSTITUTION_KINDS } from '#identity';
import {
	inviteAdministrator,
	keyForm,
	operatedInstitution,
	renameInstitution,
	renameInstitutionForm,
	setInstitutionClosed,
} from '#identity/server';
import { formAction } from '#web/form-action.ts';
import { institutionInvitationLink } from '#web/institution-invitation-link.ts';
import { loadPage } from '#web/load-page.ts';
import { issuerPath, readServiceProvider } from '#web/service-provider.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = loadPage(async ({ locals: { world, actor }, params }) => {
	const { name, slug, kind, people, createdAt, closedAt } = await operatedInstitution(
		world,
		actor,
		params.slug,
	);
	const issuer = await issuerPath(world, slug);
	return { institution: { name, slug, kind, people, createdAt, closedAt, issuer }, kinds: INSTITUTION_KINDS };
});

export const actions: Actions = {
	rename: formAction(renameInstitutionForm, async ({ institution: name, kind, key }, { locals, params }) => {
		const { world, actor } = locals;
		await renameInstitution(world, actor, { slug: params.slug, name, kind, key });
		await readServiceProvider(world);
		return { what: 'renamed' as const };
	}),
	invite: formAction(keyForm, async ({ key }, { locals: { world, actor }, params }) => {
		const { id: institution, name } = await operatedInstitution(world, actor, params.slug);
		const code = await inviteAdministrator(world, actor, { institution, key });
		return { what: 'invited' as const, name, link: institutionInvitationLink(world, code) };
	}),
	close: formAction(keyForm, async ({ key }, { locals: { world, actor }, params: { slug } }) => {
		await setInstitutionClosed(world, actor, { slug, closed: true, key });
		await readServiceProvider(world);
		return { what: 'closed' as const };
	}),
	reopen: formAction(keyForm, async ({ key }, { locals: { world, actor }, params: { slug } }) => {
		await setInstitutionClosed(world, actor, { slug, closed: false, key });
		await readServiceProvider(world);
		return { what: 'reopened' as const };
	}),
};
