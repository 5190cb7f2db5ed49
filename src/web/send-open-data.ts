import { createHash } from 'node:crypto';
import { sendFile } from './send-file.ts';

/** How long what the framework says may be kept: it changes with a new build only. */
export const OPEN_DATA_CACHE = 'public, max-age=3600';

/** Answers with open data, open to any site; the same words always have the same ETag. */
export function sendOpenData(request: Request, data: object, type: string): Response {
	const bytes = JSON.stringify(data);
	const etag = `"${createHash('sha256').update(bytes).digest('base64url').slice(0, 22)}"`;
	return sendFile(request, { bytes, type, etag }, OPEN_DATA_CACHE);
}

/** Answers with a JSON-LD document of the framework. */
export const sendJsonLd = (request: Request, document: object): Response =>
	sendOpenData(request, document, 'application/ld+json');
