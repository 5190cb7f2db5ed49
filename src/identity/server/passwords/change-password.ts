import { Refusal } from '#platform';
import type { World } from '#platform/server';
import { type Actor, type PersonActor, mustBePerson, signInRefusal } from '../../actor.ts';
import { must } from '../../can.ts';
import { passwordProblem } from './new-password/password-rule.ts';
import { writeOnceAsActor } from '../write-as-actor.ts';
import { isOwnPassword } from './own-password.ts';
import { hashPassword, verifyPassword } from './passwords.ts';
import { replacePassword } from './replace-password.ts';
import { findAccount, findCredentials } from '../accounts/people-store.ts';
import { findSession, insertSession, type Session } from '../sessions/session-store.ts';
import { newSession } from '../sessions/sessions.ts';

/**
 * What a person sends to change their password. `label`, made by the page, names the browser of the new
 * session.
 */
export interface PasswordInput {
	readonly currentPassword: string;
	readonly newPassword: string;
	readonly label?: string | null;
	readonly key: string;
}

/**
 * Changes the actor's own password, ends all their sessions, opens a new one, and returns its token. Throws
 * `identity.current-wrong` for a wrong current password, which counts as a failed sign-in.
 */
export async function changePassword(world: World, actor: Actor, input: PasswordInput): Promise<string> {
	const may = (me: Actor) => must(me, 'write', { kind: 'person', person: mustBePerson(actor).id });
	may(actor);
	const me = mustBePerson(actor);
	const { currentPassword, newPassword, key } = input;
	const problem = passwordProblem(newPassword, me.username);
	if (problem) throw new Refusal(problem, { field: 'newPassword' });
	if (newPassword === currentPassword) throw new Refusal('identity.password-same', { field: 'newPassword' });
	const right = await isOwnPassword(world, actor, currentPassword);
	const { token, session } = newSession(me.id, world.now(), input.label);
	if (!right) {
		// The same form may already have been answered, if it was sent twice: then this session has ended,
		// and the new password is already in place.
		const ended = me.session !== null && (await findSession(world.db.read, me.session)) === undefined;
		if (!ended || !(await isOwnPassword(world, actor, newPassword)))
			throw new Refusal('identity.current-wrong', { field: 'currentPassword' });
		await openAgain(world, session);
		return token;
	}
	const hash = await hashPassword(world, newPassword, me.id);
	const secrets = { currentPassword, newPassword };
	const form = { may, action: 'identity.change-password', key, sent: {}, secrets };
	try {
		await writeOnceAsActor(world, actor, form, async (tx) => {
			await replacePassword(tx, world, me.id, { hash, mustChange: false });
			await insertSession(tx, session);
			return null;
		});
	} catch (problem) {
		if (!(await isChangedAlready(world, me, newPassword, problem))) throw problem;
		await openAgain(world, session);
	}
	return token;
}

/**
 * Returns whether an act failed only because the same form was answered at the same time: that answer ended
 * the session, and the new password is already in place. The caller then opens a new session, as a sign-in
 * would.
 */
async function isChangedAlready(
	world: World,
	me: PersonActor,
	password: string,
	problem: unknown,
): Promise<boolean> {
	if (!(problem instanceof Refusal) || problem.status !== 401) return false;
	// Not counted as a failed sign-in: the caller has already given the right current password.
	const found = await findCredentials(world.db.read, { id: me.id });
	return found !== undefined && (await verifyPassword(world, found.passwordHash, password, me.id)).right;
}

/** Opens a session. Throws 401 if the account was closed or erased meanwhile. */
const openAgain = (world: World, session: Session) =>
	world.db.write(async (tx) => {
		const account = await findAccount(tx, { id: session.person });
		if (!account || account.disabledAt !== null) throw signInRefusal();
		await insertSession(tx, session);
	});
