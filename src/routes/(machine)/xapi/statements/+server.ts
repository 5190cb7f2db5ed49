import { LARGEST_STATEMENTS, receiveStatements, sourceOfRequest } from '#training/server';
import type { RequestHandler } from './$types';
import { mustBeVersion, problemResponse, readJson, XAPI_HEADERS } from './xapi-request.ts';

/**
 * Receives statements of xAPI 1.0.3, one or an array, from a service known by its key (Basic authentication);
 * reads no cookie. Answers with the array of their ids, or with a problem document.
 */
export const POST: RequestHandler = async ({ request, getClientAddress, locals: { world } }) => {
	try {
		mustBeVersion(request);
		const authorization = request.headers.get('authorization');
		const source = await sourceOfRequest(world, { authorization, address: getClientAddress() });
		const sent = await readJson(request, LARGEST_STATEMENTS);
		return Response.json(await receiveStatements(world, source, sent), { headers: XAPI_HEADERS });
	} catch (problem) {
		return problemResponse(problem, world);
	}
};
