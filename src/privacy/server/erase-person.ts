import { erase as eraseAssessment } from '#assessment/server';
import { erase as eraseCohorts } from '#cohort/server';
import { type Actor, must, personOf } from '#identity';
import {
	erase as eraseIdentity,
	isOwnPassword,
	leavesNoAdministrator,
	standingActor,
} from '#identity/server';
import { Refusal } from '#platform';
import { forgetKeysOf, once, type World } from '#platform/server';
import { erase as eraseDrafts } from '#drafts/server';
import { erase as eraseProfile } from '#profile/server';
import { erase as eraseRecognition } from '#recognition/server';
import { erase as eraseTraining } from '#training/server';
import { type BadgeChoice, confirms } from '../index.ts';

/** What somebody who leaves writes: their password again, their user name, and what becomes of their badges. */
export interface ErasureInput {
	readonly password: string;
	readonly confirmation: string;
	readonly badges: BadgeChoice;
	readonly key: string;
}

/** The keys of erasures belong to nobody: they must not name who left. */
const NOBODY = 'erasure';

/**
 * Removes the account of the person who asks, with everything they wrote, in one write unit; their sessions end. Their
 * badges stay verifiable without a name, or are revoked. Refuses a wrong password (`privacy.password-wrong`, counted
 * like a wrong sign-in), another user name (`privacy.confirmation-wrong`) and the only administrator of an institution
 * (`privacy.last-administrator`, 409). Sent twice, the second finds it done.
 */
export async function erasePerson(world: World, actor: Actor, input: ErasureInput): Promise<void> {
	const { badges, password, confirmation, key } = input;
	const secrets = { password, confirmation };
	const form = { who: NOBODY, action: 'privacy.erase', key, sent: { badges }, secrets };
	// The session is gone with the account: a repeat comes from nobody, and only its key tells that it is done.
	if (actor.kind !== 'person') return void (await once(world, form, async () => Boolean(personOf(actor))));
	must(actor, 'write', { kind: 'person', person: actor.id });
	if (!confirms(confirmation, actor.username)) {
		throw new Refusal('privacy.confirmation-wrong', { field: 'confirmation' });
	}
	if (!(await isOwnPassword(world, actor, password))) {
		throw new Refusal('privacy.password-wrong', { field: 'password' });
	}
	const now = world.now();
	// The key before the person: of two sent at once, the second finds it done, and nobody there.
	await once(world, form, async (tx) => {
		await standingActor(tx, actor, now);
		if (await leavesNoAdministrator(tx, actor.id)) {
			throw new Refusal('privacy.last-administrator', { status: 409 });
		}
		await eraseDrafts(tx, actor.id);
		await eraseCohorts(tx, actor.id);
		await eraseProfile(tx, actor.id);
		await eraseRecognition(tx, actor.id, { keepBadges: badges === 'keep', now });
		await eraseTraining(tx, actor.id);
		await eraseAssessment(tx, actor.id);
		await eraseIdentity(tx, actor.id);
		await forgetKeysOf(tx, world.db.dialect, actor.id);
		return true;
	});
	await world.db.emptyJournal();
	world.log.info('privacy.erased');
}
