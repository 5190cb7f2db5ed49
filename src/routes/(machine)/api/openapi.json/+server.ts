import { verificationApi } from '#verification/server';
import type { RequestHandler } from './$types';

/** Says to programs how to ask for a verification (OpenAPI 3.1). */
export const GET: RequestHandler = ({ locals: { world } }) =>
	Response.json(verificationApi(world.origin), {
		headers: { 'access-control-allow-origin': '*', 'cache-control': 'public, max-age=300' },
	});
