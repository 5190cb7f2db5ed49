import type { Json } from '#platform';
import type { FormSubmission, Queries, World } from '#platform/server';
import type { Actor, PersonActor } from '../../actor.ts';
import type { AdministrativeActKind } from '../../administrative-act.ts';
import { must } from '../../can.ts';
import { recordAccess } from '../access-journal.ts';
import { type PermissionCheck, writeAsActor, writeOnceAsActor } from '../write-as-actor.ts';
import { insertAct } from './act-store.ts';

/** What an administrator did: what kind of act, about whom or about what (an id). */
export interface AdministrativeAct {
	readonly what: AdministrativeActKind;
	readonly person?: string | null;
	readonly thing?: string | null;
}

/** What the work of an administrator returns: its answer, and what was done; null when nothing changed. */
export interface Done<T> {
	readonly answer: T;
	readonly did: AdministrativeAct | null;
}

/** In which institution an administrator acts; `may` in the place of « administers it », for other rights. */
export interface InInstitution {
	readonly institution: string;
	readonly may?: PermissionCheck;
}

/**
 * Writes what an administrator did in the journal of the institution and, if it is about somebody, in that
 * person's journal of access. Call it inside the write unit of the act.
 */
export async function noteAdministrativeAct(
	tx: Queries,
	world: Pick<World, 'newId' | 'now'>,
	{ institution, actor }: { readonly institution: string; readonly actor: string },
	{ what, person = null, thing = null }: AdministrativeAct,
): Promise<void> {
	await insertAct(tx, { id: world.newId(), institution, actor, what, person, thing, at: world.now() });
	if (person !== null) await recordAccess(world, { actor, person, what, thing }, tx);
}

const asAdministrator =
	<T>(world: World, institution: string, work: (tx: Queries, me: PersonActor) => Promise<Done<T>>) =>
	async (tx: Queries, me: PersonActor): Promise<T> => {
		const { answer, did } = await work(tx, me);
		if (did) await noteAdministrativeAct(tx, world, { institution, actor: me.id }, did);
		return answer;
	};

/** The permission to administer an institution, asked again in the write unit. */
export const administers =
	(institution: string): PermissionCheck =>
	(me) =>
		must(me, 'administer', { kind: 'institution', institution });

/**
 * The one way in which an administrator writes with a form: as `writeOnceAsActor`, and what they did stands in
 * the journal of the institution, in the same write unit. The work says what that is, so that no act forgets
 * it.
 */
export const writeOnceAsAdministrator = <T extends Json>(
	world: World,
	actor: Actor,
	{ institution, may = administers(institution), ...form }: InInstitution & Omit<FormSubmission, 'who'>,
	work: (tx: Queries, me: PersonActor) => Promise<Done<T>>,
): Promise<T> => writeOnceAsActor(world, actor, { ...form, may }, asAdministrator(world, institution, work));

/** The same without a form key, where the last choice counts and a repeat changes nothing (`writeAsActor`). */
export const writeAsAdministrator = <T>(
	world: World,
	actor: Actor,
	{ institution, may = administers(institution) }: InInstitution,
	work: (tx: Queries, me: PersonActor) => Promise<Done<T>>,
): Promise<T> => writeAsActor(world, actor, may, asAdministrator(world, institution, work));
