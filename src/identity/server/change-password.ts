import { Refusal } from '#platform';
import { once, type World } from '#platform/server';
import { type Actor, personOf } from '../actor.ts';
import { must } from '../can.ts';
import { passwordProblem } from '../password-rule.ts';
import { isOwnPassword } from './own-password.ts';
import { hashPassword } from './passwords.ts';
import { updatePassword } from './people-store.ts';
import { deleteSessionsOf, insertSession } from './session-store.ts';
import { newSession } from './sessions.ts';

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
	const me = personOf(actor);
	must(actor, 'write', { kind: 'person', person: me.id });
	const problem = passwordProblem(input.newPassword, me.username);
	if (problem) throw new Refusal(problem, { field: 'newPassword' });
	const right = await isOwnPassword(world, actor, input.currentPassword);
	if (!right) throw new Refusal('identity.current-wrong', { field: 'currentPassword' });
	if (input.newPassword === input.currentPassword)
		throw new Refusal('identity.password-same', { field: 'newPassword' });
	const hash = await hashPassword(input.newPassword);
	const { token, session } = newSession(me.id, world.now(), input.label ?? null);
	const opened = await once(
		world,
		{ who: me.id, action: 'identity.change-password', key: input.key },
		async (tx) => {
			await updatePassword(tx, me.id, { hash, mustChange: false });
			await deleteSessionsOf(tx, me.id);
			await insertSession(tx, session);
			return session.id;
		},
	);
	// A repeat that arrived beside the first: the password is changed already, this answer gets a session of its own.
	if (opened !== session.id) {
		if (!(await isOwnPassword(world, actor, input.newPassword)))
			throw new Refusal('platform.key-reused', { status: 409 });
		await world.db.write((tx) => insertSession(tx, session));
	}
	return token;
}
