import { takeVerification, tooManyVerifications, verifyForVisitor } from '#verification/server';
import type { RequestHandler } from './$types';
import { problemAnswer } from './problem.ts';
import { readGiven } from './read-given.ts';
import { OPEN, shareHeaders } from './open-headers.ts';
import { asksForLines, tellInLines } from './tell-in-lines.ts';

/** Verifies a badge for whoever asks, from any site; no cookie is read (hooks.server.ts), nothing is kept. */
export const POST: RequestHandler = async ({ request, getClientAddress, locals: { world } }) => {
	const visitor = getClientAddress();
	const taken = takeVerification(world, visitor);
	const headers = { ...OPEN, ...shareHeaders(taken) };
	try {
		if (!taken.allowed) throw tooManyVerifications(taken);
		const { given, recipient } = await readGiven(world, request, visitor);
		const how = { visitor, ...(recipient === undefined ? {} : { recipient }) };
		if (asksForLines(request)) return tellInLines(world, request, given, how, headers);
		return Response.json(await verifyForVisitor(world, given, how), { headers });
	} catch (problem) {
		return problemAnswer(problem, request, world, headers);
	}
};

/** What a browser asks before a page of another site may ask us. */
export const OPTIONS: RequestHandler = () =>
	new Response(null, {
		status: 204,
		headers: {
			...OPEN,
			'access-control-allow-methods': 'POST',
			'access-control-allow-headers': 'Accept, Accept-Language, Content-Type',
			'access-control-max-age': '86400',
		},
	});
