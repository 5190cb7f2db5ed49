import { type Actor, must, personOf } from '#identity';
import { notFound, Refusal } from '#platform';
import { type Queries, recordEvent, type World } from '#platform/server';
import { type ApplicationEvent, isEditable, isOpen, nextState } from '../../application-states.ts';
import type { Application } from '../../application.ts';
import type { BadgeDefinition } from '#badges';
import { catalogueOf } from '#badges/server';
import { RECORDED_AS } from '../recorded-as.ts';
import { applicationById, type Move, moveApplication } from '../application-store.ts';

/** Something changed between the page and the form: refused, nothing written. */
export const changedMeanwhile = () => new Refusal('recognition.changed-meanwhile', { status: 409 });

/** Whether somebody may write in an application: the person who applies, and nobody else. */
export const mayApply =
	({ person, institution }: Pick<Application, 'person' | 'institution'>) =>
	(me: Actor): void =>
		must(me, 'write', { kind: 'application', person, institution });

/** One's own application; anybody else's, and an unknown one, get the same 404. */
export async function ownApplication(world: World, actor: Actor, id: string): Promise<Application> {
	personOf(actor);
	const found = await applicationById(world.db.read, id);
	if (!found) throw notFound();
	mayApply(found)(actor);
	return found;
}

/** The badge an application is for, as the catalogue defines it now; the common 404 if it left the catalogue. */
export function definitionFor(world: World, application: Pick<Application, 'badge'>): BadgeDefinition {
	const definition = catalogueOf(world).badge(application.badge);
	if (!definition) throw notFound();
	return definition;
}

/** Inside a write unit: reads the application and locks its row. Refuses it unless it may be edited. */
export async function lockForEditing(tx: Queries, id: string): Promise<Application> {
	const now = await applicationById(tx, id);
	if (!now) throw notFound();
	if (!isEditable(now.state)) throw changedMeanwhile();
	if (!(await moveApplication(tx, id, { from: now, state: now.state, open: true }))) throw changedMeanwhile();
	return { ...now, revision: now.revision + 1 };
}

/** Inside a write unit: moves an application to its next state and records the event. Refuses an event that its state does not allow. */
export async function transition(
	tx: Queries,
	world: World,
	from: Application,
	event: ApplicationEvent,
	set: NonNullable<Move['set']>,
	refusal: () => Refusal = changedMeanwhile,
): Promise<void> {
	const state = nextState(from.state, event);
	if (!state) throw refusal();
	if (!(await moveApplication(tx, from.id, { from, state, open: isOpen(state), set }))) throw refusal();
	await recordEvent(tx, world, {
		name: RECORDED_AS[event],
		person: from.person,
		about: { application: from.id },
	});
}
