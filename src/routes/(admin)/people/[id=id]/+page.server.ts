import { cohortsLeftAlone } from '#cohort/server';
import { mustBePerson, ROLES } from '#identity';
import { isOpenRequest } from '#privacy';
import {
	administeredPerson,
	keyForm,
	resetPassword,
	rolesForm,
	rolesVersion,
	setDisabled,
	setRoles,
} from '#identity/server';
import { requestsPage } from '#privacy/server';
import { formAction } from '#web/form-action.ts';
import { loadPage } from '#web/load-page.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = loadPage(async ({ locals: { world, actor }, params }) => {
	const { account, roles, audience, elsewhere } = await administeredPerson(world, actor, params.id);
	const { id, username, email, displayName, createdAt, disabledAt } = account;
	return {
		person: { id, username, email, displayName, createdAt, disabled: disabledAt !== null },
		roles,
		audience,
		shown: rolesVersion({ roles, audience }),
		elsewhere,
		leftAlone: roles.includes('adviser') ? await cohortsLeftAlone(world, actor, new Set([id])) : [],
		self: mustBePerson(actor).id === id,
		requested: (await requestsPage(world, actor, id)).requests.some(isOpenRequest),
		allRoles: ROLES,
	};
});

export const actions: Actions = {
	roles: formAction(rolesForm, async (input, { locals: { world, actor }, params: { id: person } }) => {
		await setRoles(world, actor, { ...input, person });
		return { what: 'roles' as const };
	}),
	password: formAction(keyForm, async (_input, { locals: { world, actor }, params }) => ({
		what: 'password' as const,
		password: await resetPassword(world, actor, params.id),
	})),
	close: formAction(keyForm, async ({ key }, { locals: { world, actor }, params: { id: person } }) => {
		await setDisabled(world, actor, { person, key, disabled: true });
		return { what: 'closed' as const };
	}),
	open: formAction(keyForm, async ({ key }, { locals: { world, actor }, params: { id: person } }) => {
		await setDisabled(world, actor, { person, key, disabled: false });
		return { what: 'opened' as const };
	}),
};
