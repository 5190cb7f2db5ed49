import { createHash } from 'node:crypto';
import { type Actor, must, personOf } from '#identity';
import { everyPerson, isOwnPassword, leavesNoAdministrator, currentActor } from '#identity/server';
import { Refusal } from '#platform';
import { type Act, noteActs, once, type Queries, unlessAnswered, type World } from '#platform/server';
import { type BadgeChoice, confirms } from '../index.ts';
import { CONTEXTS, type Leaving } from './contexts.ts';

/** What somebody who leaves writes: their password again, their user name, and what becomes of their badges. */
export interface ErasureInput {
	readonly password: string;
	readonly confirmation: string;
	readonly badges: BadgeChoice;
	readonly key: string;
}

const ERASED = 'person-erased';

/**
 * What is noted of somebody who left: the digest of their id, which is random and gone with them. Only a copy that still
 * holds the id can tell whose it is.
 */
const digestOf = (person: string) => createHash('sha256').update(`left:${person}`).digest('hex');

/**
 * Inside a write unit: removes every trace of a person. What the schema cannot do by itself first (badges that stay
 * without a name, figures they were counted in, forms), then the person, with all that points to them. That
 * somebody left is noted.
 */
export async function eraseAllOf(tx: Queries, person: string, badges: Leaving): Promise<void> {
	// What points to others first, the person last.
	const { identity, ...others } = CONTEXTS;
	for (const one of [...Object.values(others).toReversed(), identity]) await one?.erase?.(tx, person, badges);
	const about = { digest: digestOf(person), keepBadges: badges.keepBadges };
	await noteActs(tx, [{ at: badges.now, what: ERASED, about }]);
}

/**
 * Inside a write unit of a database put back from an older copy: removes again whoever left since, by those acts among
 * these that say so. Gives how many there were to remove.
 */
export async function redoErasures(tx: Queries, acts: readonly Act[]): Promise<{ readonly people: number }> {
	const erasures = acts.filter(({ what }) => what === ERASED);
	const known = new Map<unknown, string>();
	if (erasures.length > 0) for (const id of await everyPerson(tx)) known.set(digestOf(id), id);
	let people = 0;
	for (const { at, about } of erasures) {
		const person = known.get(about['digest']);
		if (person === undefined) continue;
		await eraseAllOf(tx, person, { keepBadges: about['keepBadges'] === true, now: at });
		known.delete(about['digest']);
		people += 1;
	}
	return { people };
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
	await unlessAnswered(world, form, async () => {
		if (!(await isOwnPassword(world, actor, password))) {
			throw new Refusal('privacy.password-wrong', { field: 'password' });
		}
	});
	const now = world.now();
	// The key before the person: of two sent at once, the second finds it done, and nobody there.
	await once(world, form, async (tx) => {
		await currentActor(tx, actor, now);
		if (await leavesNoAdministrator(tx, actor.id)) {
			throw new Refusal('privacy.last-administrator', { status: 409 });
		}
		await eraseAllOf(tx, actor.id, { keepBadges: badges === 'keep', now });
		return true;
	});
	await world.db.emptyJournal();
	world.log.info('privacy.erased');
}
