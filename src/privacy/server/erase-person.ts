import { createHash } from 'node:crypto';
import { type Actor, must, mustBePerson } from '#identity';
import { everyPerson, isOwnPassword, isOnlyAdministrator, reloadActor } from '#identity/server';
import { Refusal } from '#platform';
import {
	type JournalledAct,
	noteActs,
	runFormOnce,
	type Queries,
	checkUnlessProcessed,
	type World,
} from '#platform/server';
import { type BadgeChoice, isErasureConfirmed } from '../index.ts';
import { CONTEXTS, type ErasureOptions, type LeftInstitution } from './contexts.ts';

/**
 * What a person fills in to erase their account: their password, their user name again, and what happens to
 * their badges.
 */
export interface ErasureInput {
	readonly password: string;
	readonly confirmation: string;
	readonly badges: BadgeChoice;
	readonly key: string;
}

const ERASED = 'person-erased';
const LEFT_INSTITUTION = 'person-erased-from-institution';

/**
 * What the journal of acts keeps about a person who was erased: a digest of their random id. Only a database
 * that still has the id, such as an old backup, can tell whom it refers to.
 */
const digestOf = (person: string) => createHash('sha256').update(`left:${person}`).digest('hex');

/**
 * Inside a write unit: erases everything about a person. First each context erases what foreign keys do not
 * (names in badges, figures that count the person, keys of forms); then the person's row is deleted, and
 * foreign keys delete what points to it. Notes the erasure in the journal of acts. No authorization check:
 * the caller must do it.
 */
export async function erasePersonInUnit(tx: Queries, person: string, badges: ErasureOptions): Promise<void> {
	// Contexts whose tables point to those of others are erased first, and the person last.
	const { identity, ...others } = CONTEXTS;
	for (const one of [...Object.values(others).toReversed(), identity]) await one?.erase?.(tx, person, badges);
	const about = { digest: digestOf(person), keepBadges: badges.keepBadges };
	await noteActs(tx, [{ at: badges.now, what: ERASED, about }]);
}

/**
 * Inside a write unit: erases what one institution holds of a person who belongs to another one too, and their
 * roles there; their account and what is theirs stay. Noted in the journal of acts. No authorization check: the
 * caller must do it.
 */
export async function eraseFromInstitutionInUnit(
	tx: Queries,
	person: string,
	left: LeftInstitution,
): Promise<void> {
	const { identity, ...others } = CONTEXTS;
	for (const one of [...Object.values(others).toReversed(), identity])
		await one?.eraseFromInstitution?.(tx, person, left);
	const about = { digest: digestOf(person), institution: left.institution };
	await noteActs(tx, [{ at: left.now, what: LEFT_INSTITUTION, about }]);
}

/**
 * Inside a write unit, in a database restored from an older backup: erases again the people who were erased
 * since that backup, in all or from one institution, according to the journal's `acts`. Returns how many
 * erasures the backup still called for.
 */
export async function redoErasures(
	tx: Queries,
	acts: readonly JournalledAct[],
): Promise<{ readonly people: number }> {
	const erasures = acts.filter(({ what }) => what === ERASED || what === LEFT_INSTITUTION);
	const known = new Map<unknown, string>();
	if (erasures.length > 0) for (const id of await everyPerson(tx)) known.set(digestOf(id), id);
	let people = 0;
	for (const { at, what, about } of erasures) {
		const person = known.get(about['digest']);
		if (person === undefined) continue;
		if (what === LEFT_INSTITUTION) {
			await eraseFromInstitutionInUnit(tx, person, { institution: String(about['institution']), now: at });
		} else {
			await erasePersonInUnit(tx, person, { keepBadges: about['keepBadges'] === true, now: at });
			known.delete(about['digest']);
		}
		people += 1;
	}
	return { people };
}

/**
 * The owner under which the form keys of erasures are stored, in place of the person, so that the keys do not
 * name who was erased.
 */
const NOBODY = 'erasure';

/**
 * Erases the actor's account with everything they wrote, in one write unit, which ends their sessions. Their
 * badges stay verifiable without a name, or are revoked. Throws `privacy.password-wrong` (counted as a failed
 * sign-in), `privacy.confirmation-wrong` for another user name, and `privacy.last-administrator` (409) for
 * the only administrator of an institution. Idempotent for a form's key.
 */
export async function erasePerson(world: World, actor: Actor, input: ErasureInput): Promise<void> {
	const { badges, password, confirmation, key } = input;
	const secrets = { password, confirmation };
	const form = { who: NOBODY, action: 'privacy.erase', key, sent: { badges }, secrets };
	// The session was erased with the account, so the same form sent again comes from an anonymous actor:
	// only the form's key shows that the erasure is done.
	if (actor.kind !== 'person')
		return void (await runFormOnce(world, form, async () => Boolean(mustBePerson(actor))));
	must(actor, 'write', { kind: 'person', person: actor.id });
	if (!isErasureConfirmed(confirmation, actor.username)) {
		throw new Refusal('privacy.confirmation-wrong', { field: 'confirmation' });
	}
	await checkUnlessProcessed(world, form, async () => {
		if (!(await isOwnPassword(world, actor, password))) {
			throw new Refusal('privacy.password-wrong', { field: 'password' });
		}
	});
	const now = world.now();
	// The form's key is checked before the person is read again: when the form is sent twice at once, the
	// second finds the stored answer although the person is gone.
	await runFormOnce(world, form, async (tx) => {
		await reloadActor(tx, actor, now);
		if (await isOnlyAdministrator(tx, actor.id)) {
			throw new Refusal('privacy.last-administrator', { status: 409 });
		}
		await erasePersonInUnit(tx, actor.id, { keepBadges: badges === 'keep', now });
		return true;
	});
	await world.db.truncateWal();
	world.log.info('privacy.erased');
}
