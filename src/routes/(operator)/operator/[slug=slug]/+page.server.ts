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
import { institutionFieldValues } from '../institution-field-values.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

export const load: PageServerLoad = loadPage(async ({ locals: { world, actor }, params }) => {
	const one = await operatedInstitution(world, actor, params.slug);
	const { name, slug, kind, people, createdAt, closedAt } = one;
	const issuer = await issuerPath(world, slug);
	return { institution: { name, slug, kind, people, createdAt, closedAt, issuer }, kinds: INSTITUTION_KINDS };
});

const setClosed = (closed: boolean) =>
	formAction(keyForm, async ({ key }, { locals: { world, actor }, params: { slug } }: RequestEvent) => {
		await setInstitutionClosed(world, actor, { slug, closed, key });
		await readServiceProvider(world);
		return { what: closed ? ('closed' as const) : ('reopened' as const) };
	});

export const actions: Actions = {
	rename: formAction(
		renameInstitutionForm,
		async ({ institution: name, kind, key }, { locals: { world, actor }, params: { slug } }) => {
			await renameInstitution(world, actor, { slug, name, kind, key });
			await readServiceProvider(world);
			return { what: 'renamed' as const };
		},
		{ first: { fields: institutionFieldValues } },
	),
	invite: formAction(keyForm, async ({ key }, { locals: { world, actor }, params }) => {
		const { id: institution, name, language } = await operatedInstitution(world, actor, params.slug);
		const code = await inviteAdministrator(world, actor, { institution, key });
		return { what: 'invited' as const, name, link: institutionInvitationLink(world, code, language) };
	}),
	close: setClosed(true),
	reopen: setClosed(false),
};
