import { Refusal } from '#platform';
import type { World } from '#platform/server';
import { type Actor, type PersonActor, personOf, signInFirst } from '../../actor.ts';
import { must } from '../../can.ts';
import { passwordProblem } from './new-password/password-rule.ts';
import { act } from '../act.ts';
import { isOwnPassword } from './own-password.ts';
import { hashPassword, verifyPassword } from './passwords.ts';
import { findAccount, findCredentials, updatePassword } from '../accounts/people-store.ts';
import { deleteSessionsOf, findSession, insertSession, type Session } from '../sessions/session-store.ts';
import { newSession } from '../sessions/sessions.ts';

/** The present password and the one to come. */
export interface PasswordInput {
	readonly currentPassword: string;
	readonly newPassword: string;
	readonly label?: string | null;
	readonly key: string;
}

/**
 * Changes one's own password: every session of the person ends, and a new one opens, whose token is given. Refuses a
 * wrong present password (`identity.current-wrong`) and counts it like a wrong sign-in.
 */
export async function changePassword(world: World, actor: Actor, input: PasswordInput): Promise<string> {
	const may = (me: Actor) => must(me, 'write', { kind: 'person', person: personOf(actor).id });
	may(actor);
	const me = personOf(actor);
	const { currentPassword, newPassword, key } = input;
	const problem = passwordProblem(newPassword, me.username);
	if (problem) throw new Refusal(problem, { field: 'newPassword' });
	if (newPassword === currentPassword) throw new Refusal('identity.password-same', { field: 'newPassword' });
	const right = await isOwnPassword(world, actor, currentPassword);
	const { token, session } = newSession(me.id, world.now(), input.label);
	if (!right) {
		// The same form, answered before this one looked: it ended this session, and the password is the new one already.
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
		await act(world, actor, form, async (tx) => {
			await updatePassword(tx, me.id, { hash, mustChange: false });
			await deleteSessionsOf(tx, me.id);
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
 * Whether what stands in the way is the same form, answered beside this one: it ended the session, and the password is
 * the new one already. This answer then gets a session of its own, as a sign-in would.
 */
async function isChangedAlready(
	world: World,
	me: PersonActor,
	password: string,
	problem: unknown,
): Promise<boolean> {
	if (!(problem instanceof Refusal) || problem.status !== 401) return false;
	// Not counted: whoever gets here had the password of before.
	const found = await findCredentials(world.db.read, { id: me.id });
	return found !== undefined && (await verifyPassword(world, found.passwordHash, password, me.id)).right;
}

/** Opens a session, unless the account was closed or erased meanwhile. */
const openAgain = (world: World, session: Session) =>
	world.db.write(async (tx) => {
		const account = await findAccount(tx, { id: session.person });
		if (!account || account.disabledAt !== null) throw signInFirst();
		await insertSession(tx, session);
	});
