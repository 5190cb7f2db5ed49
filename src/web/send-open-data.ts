import { createHash } from 'node:crypto';
import { sendFile } from './send-file.ts';

/** Cache-Control header of the framework's open data, which only changes with a new build: one hour. */
export const OPEN_DATA_CACHE = 'public, max-age=3600';

/**
 * Makes the response that sends open data as JSON of media type `type`, readable from any site, with an ETag
 * computed from its content.
 */
export function sendOpenData(request: Request, data: object, type: string): Response {
	const bytes = JSON.stringify(data);
	const etag = `"${createHash('sha256').update(bytes).digest('base64url').slice(0, 22)}"`;
	return sendFile(request, { bytes, type, etag }, OPEN_DATA_CACHE);
}

/** Makes the response that sends a JSON-LD document of the framework (`application/ld+json`). */
export const sendJsonLd = (request: Request, document: object): Response =>
	sendOpenData(request, document, 'application/ld+json');
