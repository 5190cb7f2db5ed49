import { Refusal } from '../../index.ts';
import type { Queries } from '../database/database.ts';
import type { World } from '../world.ts';
import type { MailValues, NewMail } from './mail.ts';
import { insertMail, openOrLastMail, type StoredMail } from './mail-store.ts';

const boundTo = (id: string) => `mail:${id}`;

/**
 * Queues a mail inside the write unit of the act that causes it: act and mail are stored together, or not at
 * all. Throws `platform.no-mail` (503) where the service sends none, and `platform.key-missing` (503) without
 * the sealing key.
 */
export async function queueMail(
	tx: Queries,
	world: Pick<World, 'newId' | 'now' | 'seal' | 'mailing'>,
	{ values, dueAt, ...mail }: NewMail,
): Promise<void> {
	if (!world.mailing?.writers[mail.kind]) throw new Refusal('platform.no-mail', { status: 503 });
	const id = world.newId();
	const now = world.now();
	await insertMail(tx, {
		...mail,
		institution: mail.institution ?? null,
		...{
			id,
			state: 'waiting',
			uncertain: false,
			attempts: 0,
			fault: null,
			createdAt: now,
			dueAt: dueAt ?? now,
		},
		endedAt: null,
		sealedValues: world.seal.seal(Buffer.from(JSON.stringify(values)), boundTo(id)),
	});
}

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
