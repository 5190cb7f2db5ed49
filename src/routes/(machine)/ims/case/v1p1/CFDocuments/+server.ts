import { caseDocuments, CaseFault, selectedDocuments } from '#framework/server';
import { sendOpenData } from '#web/send-open-data.ts';
import { statusInfo } from '../status-info.ts';
import type { RequestHandler } from './$types';

/**
 * Lists the framework's documents, one per version and language, as CASE 1.1 `CFDocument` objects (REST
 * binding, getAllCFDocuments).
 */
export const GET: RequestHandler = ({ request, url, locals: { world } }) => {
	try {
		const CFDocuments = selectedDocuments(world.origin, url.searchParams);
		const response = sendOpenData(request, { CFDocuments }, 'application/json');
		response.headers.set('x-total-count', String(caseDocuments(world.origin).length));
		response.headers.set('access-control-expose-headers', 'x-total-count');
		return response;
	} catch (fault) {
		if (fault instanceof CaseFault) return statusInfo(fault.code, fault.parameter, fault.message);
		throw fault;
	}
};
