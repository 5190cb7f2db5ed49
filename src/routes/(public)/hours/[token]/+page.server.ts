import { sharedHours } from '#training/server';
import { statementTexts } from '#presentation/training/hours-text.ts';
import { loadPageWithoutDrafts } from '#web/load-page.ts';
import { SECRET_ADDRESS } from '#web/secret-address.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = loadPageWithoutDrafts(
	async ({ locals: { world }, params, setHeaders }) => {
		setHeaders({ ...SECRET_ADDRESS, 'x-robots-tag': 'noindex' });
		return { statement: statementTexts(await sharedHours(world, params.token)) };
	},
);
