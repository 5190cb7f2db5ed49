import { FRAMEWORK_VERSIONS } from '#framework';
import { versionChoices } from '#framework/server';
import { INSTITUTION_KINDS, TIME_ZONES } from '#identity';
import {
	inviteAdministrator,
	makeInstitution,
	makeInstitutionForm,
	operatedInstitutions,
} from '#identity/server';
import { formAction } from '#web/form-action.ts';
import { loadPage } from '#web/load-page.ts';
import { readServiceProvider } from '#web/service-provider.ts';
import { institutionInvitationLink } from '#web/institution-invitation-link.ts';
import { institutionFieldValues } from './institution-field-values.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = loadPage(async ({ locals: { world, actor } }) => ({
	institutions: (await operatedInstitutions(world, actor)).map(({ slug, name, kind, people, closedAt }) => ({
		...{ slug, name, kind, people, closedAt },
	})),
	kinds: INSTITUTION_KINDS,
	timeZones: TIME_ZONES,
	versions: versionChoices(),
}));

export const actions: Actions = {
	make: formAction(
		makeInstitutionForm(FRAMEWORK_VERSIONS),
		async (input, { locals: { world, actor } }) => {
			const { institution: name, ...more } = input;
			const institution = await makeInstitution(world, actor, { name, ...more });
			await readServiceProvider(world);
			const code = await inviteAdministrator(world, actor, { institution, key: input.key });
			return { name, link: institutionInvitationLink(world, code, input.language) };
		},
		{ first: { fields: institutionFieldValues } },
	),
};
