import { caseDocuments, CaseQueryFault, selectedCaseDocuments } from '#framework/server';
import { sendOpenData } from '#web/send-open-data.ts';
import { caseErrorResponse } from '../status-info.ts';
import type { RequestHandler } from './$types';

/**
 * Lists the framework's documents, one per version and language, as CASE 1.1 `CFDocument` objects (REST
 * binding, getAllCFDocuments).
 */
export const GET: RequestHandler = ({ request, url, locals: { world } }) => {
	try {
		const CFDocuments = selectedCaseDocuments(world.origin, url.searchParams);
		const response = sendOpenData(request, { CFDocuments }, 'application/json');
		response.headers.set('x-total-count', String(caseDocuments(world.origin).length));
		response.headers.set('access-control-expose-headers', 'x-total-count');
		return response;
	} catch (fault) {
		if (fault instanceof CaseQueryFault) return caseErrorResponse(fault.code, fault.parameter, fault.message);
		throw fault;
	}
};
