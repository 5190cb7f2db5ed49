import { json } from '@sveltejs/kit';
import { backupState } from '#backup/server';
import { checkReadiness } from '#platform/server';
import { issuingState } from '#awards/server';
import type { RequestHandler } from './$types';

/**
 * Readiness probe: 200 when the service can read and save, 503 otherwise, with the state of each part as
 * JSON.
 */
export const GET: RequestHandler = async ({ locals }) => {
	const state = await checkReadiness(locals.world, () => issuingState(locals.world));
	return json(
		{ ...state, backup: backupState(locals.world) ?? 'off' },
		{ status: state.ready ? 200 : 503, headers: { 'cache-control': 'no-store' } },
	);
};
