/** What a form of verification announces, and how it is read: nothing large, and nothing that the visitor may not ask. */
import { Refusal } from '#platform';
import {
	LARGEST_FILE,
	onBehalfOf,
	takeApart,
	takeVerification,
	tooManyVerifications,
} from '#verification/server';
import { readBody } from '#web/read-body.ts';
import type { RequestEvent } from './$types';

/** What a form writes around a file. */
const FRAME = 64 * 1024;

const tooLarge = () => new Refusal('recognition.given-too-large', { field: 'file', status: 413 });

/** A form that announces no more than a few pages of text: read even when it is refused, so that nothing typed is lost. */
export function isShort({ headers }: Request): boolean {
	const length = headers.get('content-length');
	return length !== null && Number(length) <= FRAME;
}

/** Takes one verification of the visitor's share, or refuses. */
export function count({ locals: { world }, getClientAddress }: RequestEvent) {
	const taken = takeVerification(world, getClientAddress());
	if (!taken.allowed) throw tooManyVerifications(taken);
}

/** More than a file, or a text, or a long one more than the visitor's share: not even read. */
export function refuseUnread(event: RequestEvent) {
	if (!isShort(event.request)) count(event);
	if (Number(event.request.headers.get('content-length')) > LARGEST_FILE + FRAME) throw tooLarge();
}

/** A form as large as a badge may be is taken apart on another thread. */
export async function read({ request, locals: { world }, getClientAddress }: RequestEvent) {
	const body = await readBody(request, LARGEST_FILE + FRAME);
	if (body === 'too-large') throw tooLarge();
	const type = request.headers.get('content-type') ?? '';
	const giving = onBehalfOf(world, getClientAddress());
	const fields = body === 'cut' ? 'unreadable' : await takeApart(world.threads, body, type, giving);
	if (typeof fields === 'string') throw new Refusal('recognition.api-form', { status: 400 });
	return fields;
}
