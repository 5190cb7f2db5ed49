import { error } from '@sveltejs/kit';
import { isPictureType, readContent, savedFileName, type StoredFile, type World } from '#platform/server';
import { hasCurrentCopy } from './send-file.ts';

/**
 * Content-Security-Policy of what people gave: whatever it is, a browser that opens it runs nothing, loads
 * nothing, and takes it for a page of no site.
 */
const SANDBOX = "sandbox; default-src 'none'; frame-ancestors 'none'; base-uri 'none'";

/** A file name for a header: as plain letters, then as it is (RFC 6266). */
const named = (name: string) => {
	const plain = name
		.normalize('NFD')
		.replace(/[^\x20-\x7e]/g, '')
		.replace(/["\\%]/g, '_');
	const whole = encodeURIComponent(name.toWellFormed()).replace(
		/['()*!]/g,
		(sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
	);
	return `filename="${plain}"; filename*=UTF-8''${whole}`;
};

/**
 * Makes the response that sends a file that somebody gave; the caller has checked who may have it. A picture may
 * be shown by a page; a document is always saved, never opened in the place of a page. `cache` is the
 * Cache-Control header. Answers 404 when its content is lost or altered, 503 when the store does not answer.
 */
export async function sendStoredFile(
	world: World,
	request: Request,
	file: StoredFile,
	cache: string,
): Promise<Response> {
	const etag = `"${file.sha256.slice(0, 32)}"`;
	const headers = new Headers({
		'content-type': file.type,
		etag,
		'cache-control': cache,
		'content-security-policy': SANDBOX,
		'cross-origin-resource-policy': 'same-origin',
		'x-content-type-options': 'nosniff',
		'x-robots-tag': 'noindex',
	});
	if (!isPictureType(file.type))
		headers.set('content-disposition', `attachment; ${named(savedFileName(file, 'fichier'))}`);
	if (hasCurrentCopy(request, etag)) return new Response(null, { status: 304, headers });
	const bytes = await readContent(world, file.sha256);
	if (!bytes) error(404);
	return new Response(bytes, { headers });
}
