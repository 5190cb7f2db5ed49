import {
	endAgreement,
	endAgreementForm,
	grantAgreement,
	grantAgreementForm,
	readAgreements,
} from '#identity/server';
import { civilDate } from '#platform';
import { formAction } from '#web/form-action.ts';
import { loadPage } from '#web/load-page.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = loadPage(async ({ locals: { world, actor } }) => {
	const { agreements, isService, services, timeZone } = await readAgreements(world, actor);
	const shown = agreements.map(
		({ id, other, reviews, until, endedAt, grantedAt, inForce, advisers, otherClosed }) => ({
			...{ id, other, reviews, grantedAt, inForce, otherClosed },
			// The moment before its end lies in its last day.
			lastDay: until && civilDate(new Date(until.getTime() - 12 * 3_600_000), 'UTC'),
			endedAt: endedAt ?? (inForce ? null : until),
			advisers,
		}),
	);
	return {
		...{ isService, timeZone },
		inForce: shown.filter((one) => one.inForce),
		ended: shown.filter((one) => !one.inForce),
		services: services.map(({ id, name }) => ({ value: id, label: name })),
	};
});

export const actions: Actions = {
	grant: formAction(
		grantAgreementForm,
		async ({ scope: reviews, ...input }, { locals: { world, actor } }) => {
			await grantAgreement(world, actor, { ...input, reviews });
			return 'granted' as const;
		},
	),
	end: formAction(endAgreementForm, async (input, { locals: { world, actor } }) => {
		await endAgreement(world, actor, input);
		return 'ended' as const;
	}),
};
