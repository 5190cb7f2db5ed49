import { institutionTelling, mailAddressOf, type MailAddress } from '#identity/server';
import { type Listener, queueMailIfNone, type World } from '#platform/server';
import { noticeOfEvent, type NoticeKind } from '../notice.ts';
import { unreadNoticeCounts } from './notice-store.ts';

/** The kind of mail that tells a person what is new. */
export const NEWS_MAIL = 'news';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** How long after the first news the mail leaves: what happens meanwhile is in it too. */
const DELAY_MS = HOUR / 4;
/** After this long, the news is no longer worth a mail. */
const WORTH_MS = 7 * DAY;

/**
 * Listener that queues a mail when a notice is added for a person who is told by mail what happens: at most one
 * a day, with all that is new when it leaves.
 */
export const newsMailListener: Listener = {
	concerns: (_tx, world, event) =>
		Promise.resolve(world.mailing !== null && noticeOfEvent(event) !== undefined),
	async hear(world, event) {
		const told = noticeOfEvent(event);
		if (!told || world.mailing === null) return;
		await world.db.write(async (tx) => {
			const address: MailAddress | undefined = await mailAddressOf(tx, told.person);
			if (!address) return;
			const many = { bulk: true, sentFor: await institutionTelling(tx, told.person) } as const;
			const expiresAt = new Date(world.now().getTime() + WORTH_MS);
			const mail = { ...address, ...many, person: told.person, kind: NEWS_MAIL, values: {}, expiresAt };
			await queueMailIfNone(tx, world, mail, { delayMs: DELAY_MS, apartMs: DAY });
		});
	},
};

/**
 * Returns how many notices of each kind a person has not read, for the mail that tells them; undefined when
 * there are none, or when the person is no longer told by mail at
 * this address.
 */
export async function newsToTell(
	{ db }: Pick<World, 'db'>,
	{ person, recipient }: { readonly person: string; readonly recipient: string },
): Promise<Readonly<Partial<Record<NoticeKind, number>>> | undefined> {
	if ((await mailAddressOf(db.read, person))?.recipient !== recipient) return undefined;
	const counts = await unreadNoticeCounts(db.read, person);
	return Object.keys(counts).length > 0 ? counts : undefined;
}
