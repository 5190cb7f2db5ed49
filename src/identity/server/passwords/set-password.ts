import { notFound, Refusal } from '#platform';
import type { World } from '#platform/server';
import { passwordProblem } from './new-password/password-rule.ts';
import { hashPassword } from './passwords.ts';
import { replacePassword } from './replace-password.ts';
import { findAccount } from '../accounts/people-store.ts';

/**
 * Sets a person's password and ends their sessions. For the operator's command and the demonstration only:
 * pages use `changePassword` and `resetPassword`. Throws when the password breaks the rules, and not-found
 * (404) for an unknown person.
 */
export async function setPassword(
	world: World,
	person: string,
	password: string,
	{ mustChange = false }: { mustChange?: boolean } = {},
): Promise<void> {
	const account = await findAccount(world.db.read, { id: person });
	if (!account) throw notFound();
	const problem = passwordProblem(password, account.username);
	if (problem) throw new Refusal(problem, { field: 'password' });
	const hash = await hashPassword(world, password);
	await world.db.write((tx) => replacePassword(tx, world, person, { hash, mustChange }));
}
