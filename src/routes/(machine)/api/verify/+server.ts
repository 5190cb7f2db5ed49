import { countVerification, verificationLimitRefusal, verifyForVisitor } from '#verification/server';
import type { RequestHandler } from './$types';
import { preferredLocale, problemResponse } from './problem.ts';
import { readVerificationRequest } from './read-verification-request.ts';
import { CORS_HEADERS, rateLimitHeaders } from './open-headers.ts';
import { acceptsJsonLines, streamVerification } from './stream-verification.ts';

/**
 * Verifies a badge for any client, from any site, within the visitor's share of verifications; reads no
 * cookie and stores nothing. Responds with a report (as JSON lines with progress when the client accepts
 * them) or a problem document.
 */
export const POST: RequestHandler = async ({ request, getClientAddress, locals: { world } }) => {
	const visitor = getClientAddress();
	const taken = countVerification(world, visitor);
	const headers = { ...CORS_HEADERS, ...rateLimitHeaders(taken) };
	try {
		if (!taken.allowed) throw verificationLimitRefusal(taken);
		const { given, recipient } = await readVerificationRequest(world, request, visitor);
		const locale = preferredLocale(request);
		const how = { visitor, locale, ...(recipient === undefined ? {} : { recipient }) };
		if (acceptsJsonLines(request)) return streamVerification(world, request, given, how, headers);
		return Response.json(await verifyForVisitor(world, given, how), { headers });
	} catch (problem) {
		return problemResponse(problem, request, world, headers);
	}
};

/**
 * Answers the CORS preflight request (OPTIONS) that browsers send before they post to the verification API
 * from another site.
 */
export const OPTIONS: RequestHandler = () =>
	new Response(null, {
		status: 204,
		headers: {
			...CORS_HEADERS,
			'access-control-allow-methods': 'POST',
			'access-control-allow-headers': 'Accept, Accept-Language, Content-Type',
			'access-control-max-age': '86400',
		},
	});
