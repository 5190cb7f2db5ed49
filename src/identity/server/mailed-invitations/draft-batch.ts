import { createHash } from 'node:crypto';
import { type Locale, Refusal } from '#platform';
import type { World } from '#platform/server';
import { type Actor, type Audience, mustBePerson, type Role } from '../../actor.ts';
import { must } from '../../can.ts';
import { mustBeOpenInstitution, institutionById } from '../institutions/read-institutions.ts';
import { readPeopleElsewhere } from '../people-list/people-job.ts';
import { MOST_PEOPLE } from '../people-list/rows-of-list.ts';
import { writeOnceAsActor } from '../write-as-actor.ts';
import { deleteDraftsBut, insertBatch } from './batch-store.ts';

/** Most lists that an institution keeps as drafts: the oldest is deleted for one more. */
export const MOST_DRAFTS = 20;

/** A list of people to invite, and what holds for those of its rows that do not say it. */
export interface DraftBatchInput {
	readonly institution: string;
	readonly name: string | null;
	readonly role: Role;
	readonly audience: Audience | null;
	readonly locale: Locale;
	readonly days: number;
	/** A table (CSV) or addresses, as text. */
	readonly people: string;
	readonly key: string;
}

/**
 * Keeps a list of people to invite as a draft, and returns its id: nobody is invited yet. Throws
 * `platform.no-mail` (503) where the service sends no mail, and what stops the list from being read (field
 * `people`): `identity.people-none`, `people-many`, `people-quote` or `people-no-column`.
 */
export async function draftBatch(world: World, actor: Actor, input: DraftBatchInput): Promise<string> {
	const { institution, people, key, name, role, audience, locale, days } = input;
	const may = (me: Actor) => must(me, 'administer', { kind: 'institution', institution });
	may(actor);
	if (!world.mailing) throw new Refusal('platform.no-mail', { status: 503 });
	const learners = (await institutionById(world, institution)).kind !== 'recit';
	if (role === 'learner' && !learners) throw new Refusal('identity.no-learners', { field: 'role' });
	const { fault, count: listed } = await readPeopleElsewhere(world.threads, {
		...{ text: people, role, audience, learners },
	});
	if (fault)
		throw new Refusal(`identity.${fault.code}`, {
			field: 'people',
			params: { line: fault.line, most: MOST_PEOPLE },
		});
	const id = world.newId();
	const form = {
		...{ may, key, action: 'identity.draft-invitations' },
		sent: { name, role, audience, locale, days },
		secrets: { people: createHash('sha256').update(people).digest('hex') },
	};
	return writeOnceAsActor(world, actor, form, async (tx) => {
		await mustBeOpenInstitution(tx, institution);
		await insertBatch(tx, {
			...{ id, institution, name, role, locale, days, listed, list: people },
			audience: role === 'learner' ? audience : null,
			...{ createdBy: mustBePerson(actor).id, createdAt: world.now() },
			...{ begunAt: null, done: 0, endedAt: null },
		});
		// The lists hold megabytes: whoever checks list after list keeps the latest.
		await deleteDraftsBut(tx, institution, MOST_DRAFTS);
		return id;
	});
}
