import { type Actor, must, mustBePerson } from '#identity';
import { recordLook } from '#identity/server';
import { notFound } from '#platform';
import { filesInUse, type StoredFile, type World } from '#platform/server';
import { applicationById, evidenceOf, submissionsOf } from './application-store.ts';
import { ownApplication } from './apply/own-application.ts';

/** Returns a file that somebody still gives; throws the common 404 for one that was let go of. */
async function inUse({ db }: World, id: string): Promise<StoredFile> {
	const found = (await filesInUse(db.read, [id])).get(id);
	if (!found) throw notFound();
	return found;
}

/**
 * Returns a file of the evidence of the actor's own application. Throws the common 404 for any other file or
 * application.
 */
export async function ownEvidenceFile(
	world: World,
	actor: Actor,
	id: string,
	file: string,
): Promise<StoredFile> {
	await ownApplication(world, actor, id);
	if (!(await evidenceOf(world.db.read, id)).some((one) => one.file === file)) throw notFound();
	return inUse(world, file);
}

/**
 * Returns a file of what was last sent with an application, for an adviser who may review it, and records in
 * the applicant's journal of access that the application was read. Throws the common 404 for any other file,
 * for an application that is a draft or withdrawn, and for a file that its person took away since.
 */
export async function evidenceFileForReview(
	world: World,
	actor: Actor,
	id: string,
	file: string,
): Promise<StoredFile> {
	mustBePerson(actor);
	const application = await applicationById(world.db.read, id);
	if (!application || application.state === 'withdrawn') throw notFound();
	const { person, institution } = application;
	const may = (me: Actor) => must(me, 'review', { kind: 'application', person, institution });
	may(actor);
	const sent = (await submissionsOf(world.db.read, id)).at(-1);
	if (!sent?.evidence.some((one) => one.file?.id === file)) throw notFound();
	// What its person took out is not shown any more, even where it can still be put back.
	if (!(await evidenceOf(world.db.read, id)).some((one) => one.file === file)) throw notFound();
	await recordLook(world, actor, { may, person, what: 'application-read', thing: id });
	return inUse(world, file);
}
