import { caseResource, isCaseKind } from '#framework/server';
import { sendOpenData } from '#web/send-open-data.ts';
import { caseErrorResponse } from '../../status-info.ts';
import type { RequestHandler } from './$types';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/**
 * Returns one CASE 1.1 object of the framework by its kind and its UUID; 404 as `imsx_StatusInfo` when there
 * is none (REST binding).
 */
export const GET: RequestHandler = ({ request, params: { kind, id }, locals: { world } }) => {
	if (!isCaseKind(kind))
		return caseErrorResponse('unknownobject', 'sourcedId', 'Unknown Object: no such kind.');
	if (!UUID.test(id)) return caseErrorResponse('invalid_uuid', 'sourcedId', 'Invalid UUID.');
	const found = caseResource(world.origin, kind, id);
	if (!found) return caseErrorResponse('unknownobject', 'sourcedId', 'Unknown Object.');
	return sendOpenData(request, found, 'application/json');
};
