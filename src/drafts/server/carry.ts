import type { Actor } from '#identity';
import { actWithoutKey, holderOf } from '#identity/server';
import { addressBuckets, type World } from '#platform/server';
import { DRAFT, type FormName, isKeepable, sameTyped, type Typed } from '../draft.ts';
import { bearerOf, openFor, sealFor } from './carried-seal.ts';
import { putBack, writerOf } from './save-draft.ts';
import { addCarried, carriedBy, countCarried, deleteCarried, deleteCarriedBy } from './store.ts';

/** What somebody sent after their session had ended. */
export interface CarriedText extends FormName {
	/** Whose page it was: the name of that person in a browser (`holderOf`). */
	readonly holder: string;
	readonly revision: number;
	readonly typed: Typed;
}

/** Nobody is known yet: what one place may leave, and what all may. */
const PER_ADDRESS = { burst: 60, perSecond: 0.2, remembered: 20_000 } as const;
const MOST_WAITING = 2_000;
const MOST_OF_ONE_BROWSER = 10;

const takeFrom = addressBuckets(PER_ADDRESS);

/**
 * Keeps what somebody sent after their session had ended, for an hour, until they sign in again in the same browser.
 * Sealed with a token that only this browser has, for the person whose page it was. False where it could not be kept:
 * nothing, too long, too many from one place, too many waiting.
 */
export async function carryText(
	world: World,
	{ holder, ...text }: CarriedText,
	{ token, address }: { readonly token: string; readonly address: string },
): Promise<boolean> {
	if (!/^[0-9a-f]{32}$/.test(holder) || !isKeepable(text.typed) || sameTyped(text.typed, {})) return false;
	if (!takeFrom(address, world.now()).allowed) return false;
	const bearer = bearerOf(token);
	const sealed = sealFor(token, holder, JSON.stringify(text));
	return world.db.write(async (tx) => {
		const waiting = await carriedBy(tx, bearer);
		if (waiting.length >= MOST_OF_ONE_BROWSER) await deleteCarried(tx, [waiting[0]?.id ?? '']);
		else if ((await countCarried(tx)) >= MOST_WAITING) return false;
		await addCarried(tx, { id: world.newId(), bearer, sealed, at: world.now() });
		return true;
	});
}

const tooOld = (world: Pick<World, 'now'>, at: Date) =>
	world.now().getTime() - at.getTime() >= DRAFT.carriedMinutes * 60_000;

/** Whether something waits for somebody to sign in with this token. */
export const isCarried = async (world: World, token: string): Promise<boolean> =>
	(await carriedBy(world.db.read, bearerOf(token))).some(({ at }) => !tooOld(world, at));

/**
 * Puts what waited for the person who has signed in among their drafts, and forgets it. What another person sent in the
 * same browser is neither shown nor touched. Gives how many texts came back.
 */
export async function bringBack(world: World, actor: Actor, token: string): Promise<number> {
	const { person, may } = writerOf(actor);
	const holder = holderOf(actor);
	const bearer = bearerOf(token);
	if ((await carriedBy(world.db.read, bearer)).length === 0) return 0;
	return actWithoutKey(world, actor, may, async (tx) => {
		const mine = (await carriedBy(tx, bearer))
			.filter(({ at }) => !tooOld(world, at))
			.map(({ id, sealed }) => ({ id, text: openFor(token, holder, sealed) }))
			.filter((one): one is { id: string; text: string } => one.text !== undefined);
		for (const { text } of mine)
			await putBack(tx, world, person, JSON.parse(text) as Omit<CarriedText, 'holder'>);
		await deleteCarried(
			tx,
			mine.map(({ id }) => id),
		);
		return mine.length;
	});
}

/** Forgets everything that waited for this token: somebody signs out, whoever they are. */
export async function forgetCarried(world: World, token: string): Promise<void> {
	const bearer = bearerOf(token);
	if ((await carriedBy(world.db.read, bearer)).length === 0) return;
	await world.db.write((tx) => deleteCarriedBy(tx, bearer));
}
