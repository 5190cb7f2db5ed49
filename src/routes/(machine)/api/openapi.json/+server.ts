import { verificationOpenApi } from '#verification/server';
import type { RequestHandler } from './$types';

/** Serves the description of the verification API (OpenAPI 3.1), which any site may read. */
export const GET: RequestHandler = ({ locals: { world } }) =>
	Response.json(verificationOpenApi(world.origin), {
		headers: { 'access-control-allow-origin': '*', 'cache-control': 'public, max-age=300' },
	});
