import type { Actor } from '#identity';
import { administeredInstitution, administratorsOf, writeOnceAsAdministrator } from '#identity/server';
import { Refusal } from '#platform';
import type { World } from '#platform/server';
import { daysAfter, DOWNLOAD_DAYS, ERASURE_DELAY_DAYS, OPEN_STATES } from '../../index.ts';
import { endedRefusal, endOver, mustFindRequest, oneselfRefusal, tellByMail } from './request-in-hand.ts';
import { moveRequest } from './request-store.ts';

/** Which request an administrator answers, with the form's key. */
export interface AnswerInput {
	readonly request: string;
	readonly key: string;
}

/**
 * Confirms or declines a request that another administrator asked. Confirmed, the file of an access may be
 * downloaded for seven days, and an erasure takes effect after seven days; the person is told. Throws, with
 * nothing written: `privacy.request-same-person` (409) for whoever asked, `privacy.request-oneself` (409) for
 * whom it is about, `privacy.request-asker-gone` (409) when whoever asked no longer administers the institution,
 * and `privacy.request-ended` (409) when it was answered, withdrawn or objected to meanwhile.
 */
export async function answerRequest(
	world: World,
	actor: Actor,
	{ request: id, key, confirms }: AnswerInput & { readonly confirms: boolean },
): Promise<void> {
	const institution = administeredInstitution(actor);
	const action = `privacy.${confirms ? 'confirm' : 'decline'}-request:${id}`;
	await writeOnceAsAdministrator(world, actor, { institution, action, key, sent: {} }, async (tx, me) => {
		const now = world.now();
		await endOver(tx, now);
		const { kind, person, askedBy } = await mustFindRequest(tx, me, { institution, id });
		if (person === me.id) throw oneselfRefusal();
		if (askedBy === me.id) throw new Refusal('privacy.request-same-person', { status: 409 });
		if (confirms && (askedBy === null || !(await administratorsOf(tx, institution)).includes(askedBy)))
			throw new Refusal('privacy.request-asker-gone', { status: 409 });
		const days = kind === 'access' ? DOWNLOAD_DAYS : ERASURE_DELAY_DAYS;
		const moved = await moveRequest(tx, id, ['asked'], {
			...{ answeredBy: me.id, answeredAt: now },
			...(confirms
				? { state: 'confirmed', dueAt: daysAfter(days, now) }
				: { state: 'declined', endedAt: now }),
		});
		if (!moved) throw endedRefusal();
		if (confirms) await tellByMail(tx, world, { person, institution, kind }, 'confirmed');
		return {
			answer: null,
			did: { what: `${kind}-${confirms ? 'confirmed' : 'declined'}`, person, thing: id },
		};
	});
}

/**
 * Withdraws a request that is not carried out yet, confirmed or not: for any administrator of the institution,
 * since stopping harms nobody. Throws `privacy.request-oneself` and `privacy.request-ended` as `answerRequest`.
 */
export async function withdrawRequest(
	world: World,
	actor: Actor,
	{ request: id, key }: AnswerInput,
): Promise<void> {
	const institution = administeredInstitution(actor);
	const form = { institution, action: `privacy.withdraw-request:${id}`, key, sent: {} };
	await writeOnceAsAdministrator(world, actor, form, async (tx, me) => {
		const now = world.now();
		await endOver(tx, now);
		const { kind, person } = await mustFindRequest(tx, me, { institution, id });
		if (person === me.id) throw oneselfRefusal();
		if (!(await moveRequest(tx, id, OPEN_STATES, { state: 'withdrawn', endedAt: now }))) throw endedRefusal();
		return { answer: null, did: { what: `${kind}-withdrawn`, person, thing: id } };
	});
}
