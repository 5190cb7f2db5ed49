import { notFound } from '#platform';
import type { World } from '#platform/server';
import { type Actor, mustBePerson, type PersonActor } from '../../actor.ts';
import { upsertAgreementEntry } from '../agreements/agreement-store.ts';
import { reloadActor } from '../current-actor.ts';
import { writeAsActor } from '../write-as-actor.ts';
import { storePlace } from './session-store.ts';

/**
 * Makes the actor act in another institution where they hold a role, in this session, until they change
 * again. Throws not-found (404) for an institution where they hold none.
 */
export async function changePlace(world: World, actor: Actor, institution: string): Promise<void> {
	const may = ({ places = [] }: PersonActor) => {
		if (!places.some(({ id }) => id === institution)) throw notFound();
	};
	may(mustBePerson(actor));
	// Without a form key: the last choice counts, and a repeat changes nothing.
	await writeAsActor(world, actor, may, async (tx, { id: person, session }) => {
		if (session === null) return;
		await storePlace(tx, session, institution);
		const { memberships } = await reloadActor(tx, actor, world.now());
		const opened = memberships.find((one) => one.institution === institution && one.byAgreement);
		const agreement = opened?.byAgreement?.agreement;
		// The institution reads by name who acts in it by its agreement.
		if (agreement) await upsertAgreementEntry(tx, { agreement, person, at: world.now() });
	});
}
