import { Refusal } from '#platform';
import { makeFailedDeliveriesDue, makeMailDue, type World } from '#platform/server';
import type { Actor } from '../../actor.ts';
import { must } from '../../can.ts';
import { writeOnceAsAdministrator } from '../administration/write-as-administrator.ts';
import { mailsOfInstitution } from './undelivered-store.ts';

/**
 * Makes a mail that could not be sent due now or, without `mail`, all consequences of acts that failed, for
 * an institution that the actor administers. Throws `identity.mail-gone` (field `mail`) for a mail that was
 * sent or has become useless meanwhile, and for one of another institution.
 */
export async function tryAgain(
	world: World,
	actor: Actor,
	input: { readonly institution: string; readonly mail: string | null; readonly key: string },
): Promise<void> {
	const { institution, mail, key } = input;
	const may = (me: Actor) => must(me, 'administer', { kind: 'institution', institution });
	may(actor);
	const form = { institution, action: `identity.try-again:${mail ?? institution}`, key, sent: {} };
	await writeOnceAsAdministrator(world, actor, form, async (tx) => {
		const of = mailsOfInstitution(tx, institution);
		const now = world.now();
		if (mail === null) await makeFailedDeliveriesDue(tx, of.people, now);
		else if (!(await makeMailDue(tx, mail, now, of)))
			throw new Refusal('identity.mail-gone', { field: 'mail' });
		return { answer: null, did: { what: 'mail-tried-again', thing: mail } };
	});
}
