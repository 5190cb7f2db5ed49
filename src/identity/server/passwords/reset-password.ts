import type { World } from '#platform/server';
import { type Actor, mustBePerson } from '../../actor.ts';
import { writeAsAdministrator } from '../administration/write-as-administrator.ts';
import { administeredInstitution, mustAdministerWholeAccount } from '../accounts/administered-person.ts';
import { generatePassword, hashPassword } from './passwords.ts';
import { replacePassword } from './replace-password.ts';

/**
 * Gives a person a generated password and returns it, to be shown once. Their sessions end, they must change
 * the password at the next sign-in, and a line stands in the journal of the institution and in their own. Throws
 * `identity.account-elsewhere` for an account that also belongs to an institution which the actor does not
 * administer. Does not use `runFormOnce`, because the answer is a secret that must not be stored: after a
 * repeat, only the last password shown works.
 */
export async function resetPassword(world: World, actor: Actor, person: string): Promise<string> {
	const institution = administeredInstitution(actor);
	await mustAdministerWholeAccount(world.db.read, actor, person);
	const password = generatePassword();
	const hash = await hashPassword(world, password, mustBePerson(actor).id);
	await writeAsAdministrator(world, actor, { institution }, async (tx, me) => {
		await mustAdministerWholeAccount(tx, me, person);
		await replacePassword(tx, world, person, { hash, mustChange: true });
		return { answer: undefined, did: { what: 'password-reset', person } };
	});
	return password;
}
