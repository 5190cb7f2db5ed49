import { Refusal } from '../../index.ts';
import type { Queries } from '../database/database.ts';
import type { World } from '../world.ts';
import type { MailValues, NewMail } from './mail.ts';
import { insertMails, openOrLastMail, type StoredMail } from './mail-store.ts';

const boundTo = (id: string) => `mail:${id}`;

/**
 * Queues mails inside the write unit of the act that causes them: act and mails are stored together, or not at
 * all. Returns their ids, in the same order. Throws `platform.no-mail` (503) where the service sends none, and
 * `platform.key-missing` (503) without the sealing key.
 */
export async function queueMails(
	tx: Queries,
	world: Pick<World, 'newId' | 'now' | 'seal' | 'mailing'>,
	all: readonly NewMail[],
): Promise<readonly string[]> {
	if (all.some(({ kind }) => !world.mailing?.writers[kind]))
		throw new Refusal('platform.no-mail', { status: 503 });
	const now = world.now();
	const rows = all.map(({ values, dueAt = now, institution = null, bulk = false, ...mail }): StoredMail => {
		const sentFor = mail.sentFor ?? institution ?? '';
		const id = world.newId();
		return {
			...{
				...mail,
				id,
				institution,
				bulk,
				sentFor,
				state: 'waiting',
				uncertain: false,
				attempts: 0,
				fault: null,
			},
			...{ createdAt: now, dueAt, endedAt: null },
			sealedValues: world.seal.seal(Buffer.from(JSON.stringify(values)), boundTo(id)),
		};
	});
	await insertMails(tx, rows);
	return rows.map(({ id }) => id);
}

/** Queues one mail as `queueMails` does. */
export const queueMail = async (
	tx: Queries,
	world: Pick<World, 'newId' | 'now' | 'seal' | 'mailing'>,
	mail: NewMail,
): Promise<void> => void (await queueMails(tx, world, [mail]));

/**
 * Queues a mail that gathers what happened since the last one of its kind to this person, inside a write unit:
 * due after `delayMs`, and at least `apartMs` after that last one. Does nothing if one is queued already.
 */
export async function queueMailIfNone(
	tx: Queries,
	world: Pick<World, 'newId' | 'now' | 'seal' | 'mailing'>,
	mail: Omit<NewMail, 'dueAt' | 'person'> & { readonly person: string },
	{ delayMs, apartMs }: { readonly delayMs: number; readonly apartMs: number },
): Promise<void> {
	const last = await openOrLastMail(tx, mail.person, mail.kind);
	if (last && last.endedAt === null) return;
	const soonest = world.now().getTime() + delayMs;
	const apart = last?.endedAt ? last.endedAt.getTime() + apartMs : 0;
	await queueMail(tx, world, { ...mail, dueAt: new Date(Math.max(soonest, apart)) });
}

/** Opens the values of a stored mail; undefined once they were deleted. Throws as `Seal.open` does. */
export function valuesOf(
	{ seal }: Pick<World, 'seal'>,
	{ id, sealedValues }: StoredMail,
): MailValues | undefined {
	if (sealedValues === null) return undefined;
	return JSON.parse(Buffer.from(seal.open(sealedValues, boundTo(id))).toString()) as MailValues;
}
