import type { Cookies } from '@sveltejs/kit';
import { type Answer, answerFrom } from '#assessment';
import { actorPseudonym } from '#identity/server';
import type { FormFields } from '#platform/server';
import { smallForm } from './form-action.ts';

const COOKIE = '__Host-choices';
const LIFE = { path: '/', httpOnly: true, secure: true, sameSite: 'lax', maxAge: 30 * 60 } as const;
const MOST = 3;

interface KeepingEvent {
	readonly request: Request;
	readonly cookies: Cookies;
	readonly locals: App.Locals;
}

/**
 * Keeps at most three answers of a self-assessment form that arrived after the session had ended, so that the
 * person finds them again once signed in. The answers are encrypted for this person only, in a cookie of half
 * an hour, because an address would show them in logs. Without the sealing key, nothing is kept.
 */
export async function saveAnswersInCookie({ cookies, locals: { world } }: KeepingEvent, request: Request) {
	const form = await smallForm(request).catch((): FormFields => ({}));
	const text = (name: string) => (typeof form[name] === 'string' ? form[name] : '');
	const holder = text('holder');
	const statements = Array.isArray(form['statement']) ? form['statement'] : [];
	const choices = statements.slice(0, MOST).flatMap((id, at) => {
		const answer = answerFrom(text(`answer-${at}`));
		return answer === undefined ? [] : [[id.slice(0, 120), String(answer)]];
	});
	if (!holder || choices.length === 0 || !world.seal.available()) return;
	const sealed = world.seal.seal(Buffer.from(JSON.stringify(choices)), boundTo(holder));
	cookies.set(COOKIE, sealed, LIFE);
}

const boundTo = (holder: string) => `kept-choices:${holder}`;

/**
 * Returns, by statement, the answers that `saveAnswersInCookie` kept for the person signed in now; empty for
 * anybody else.
 */
export function answersFromCookie({
	cookies,
	locals: { world, actor },
}: KeepingEvent): Record<string, Answer> {
	const sealed = cookies.get(COOKIE);
	if (!sealed) return {};
	try {
		const opened = Buffer.from(world.seal.open(sealed, boundTo(actorPseudonym(actor)))).toString();
		const choices = JSON.parse(opened) as [string, string][];
		return Object.fromEntries(
			choices.flatMap(([id, word]) => {
				const answer = answerFrom(word);
				return answer === undefined ? [] : [[id, answer]];
			}),
		);
	} catch {
		// The cookie holds another person’s answers, or was encrypted with another key.
		return {};
	}
}

/** Deletes the answers that `saveAnswersInCookie` kept in a cookie, once they are saved. */
export function deleteAnswersCookie({ cookies }: Pick<KeepingEvent, 'cookies'>): void {
	if (cookies.get(COOKIE)) cookies.delete(COOKIE, LIFE);
}
