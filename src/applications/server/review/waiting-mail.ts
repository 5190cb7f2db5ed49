import { adviserMailAddresses, institutionById, institutionsReviewed } from '#identity/server';
import { type Listener, queueMailIfNone, type World } from '#platform/server';
import { applicationById, opinionsOf, submissionsOf } from '../application-store.ts';
import { countWaitingByInstitution } from './review-queue-store.ts';

/** The kind of mail that tells an adviser how many applications wait for a decision. */
export const WAITING_MAIL = 'waiting-applications';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** How long after the first application the mail leaves: what is sent meanwhile is in it too. */
const DELAY_MS = HOUR / 4;
/** After this long, the mail is no longer worth sending. */
const WORTH_MS = 7 * DAY;

/**
 * Listener that queues a mail when an application is sent, and when an opinion of it leaves others to act: to the advisers who accompany its person or, where
 * none of them may act, to every adviser of the institution; at most one a day each, with all that waits when it leaves.
 */
export const waitingMailListener: Listener = {
	concerns: (_tx, world) => Promise.resolve(world.mailing !== null),
	async hear(world, { person, about }) {
		const id = about['application'];
		if (person === null || typeof id !== 'string' || world.mailing === null) return;
		await world.db.write(async (tx) => {
			const application = await applicationById(tx, id);
			if (application?.state !== 'submitted') return;
			const { institution } = application;
			const of = { institution, applicant: person, now: world.now() };
			const last = (await submissionsOf(tx, id)).at(-1);
			const given = new Set((await opinionsOf(tx, id, last?.id ?? '')).map(({ reviewer }) => reviewer));
			// Who gave an opinion waits for the others, except where the two who differ settle it.
			const reached = async (accompanying: boolean) =>
				(await adviserMailAddresses(tx, { ...of, accompanying })).filter(
					({ person: adviser }) => given.has(adviser) === application.settling,
				);
			const theirs = await reached(true);
			const told = theirs.length > 0 ? theirs : await reached(false);
			const expiresAt = new Date(world.now().getTime() + WORTH_MS);
			for (const address of told) {
				const many = { bulk: true, sentFor: institution } as const;
				const mail = { ...address, ...many, kind: WAITING_MAIL, values: {}, expiresAt };
				await queueMailIfNone(tx, world, mail, { delayMs: DELAY_MS, apartMs: DAY });
			}
		});
	},
};

/**
 * Returns in which institutions applications wait for a decision that an adviser may take, and how many in each,
 * by name; empty where nothing waits any more, or where they no longer advise.
 */
export async function waitingToTell(
	world: Pick<World, 'db' | 'now'>,
	adviser: string,
): Promise<readonly { readonly institution: string; readonly count: number }[]> {
	const q = world.db.read;
	const where = await institutionsReviewed(q, adviser, world.now());
	const counts = await countWaitingByInstitution(q, where, adviser);
	const told = [];
	for (const [id, count] of counts)
		told.push({ institution: (await institutionById(world, id)).name, count });
	return told.sort((one, other) => one.institution.localeCompare(other.institution, 'fr'));
}
