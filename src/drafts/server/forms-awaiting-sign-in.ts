import type { Actor } from '#identity';
import { writeAsActor, actorPseudonym } from '#identity/server';
import { sharedLimit, type World } from '#platform/server';
import {
	DRAFT_LIMITS,
	type FormName,
	isWithinDraftLimit,
	hasSameContent,
	type EnteredFields,
} from '../draft.ts';
import { formTokenHash, openFor, sealFor } from './awaiting-form-seal.ts';
import { restoreSentForm, mustWriteOwnDrafts } from './save-draft.ts';
import {
	addFormAwaitingSignIn,
	formsAwaitingSignInOf,
	countFormsAwaitingSignIn,
	deleteFormsAwaitingSignIn,
	deleteFormsAwaitingSignInOf,
} from './draft-store.ts';

/** What a person typed in a form that they sent after their session had ended. */
export interface FormAwaitingSignIn extends FormName {
	/** Pseudonym of the person the page was rendered for (`actorPseudonym`). */
	readonly holder: string;
	readonly revision: number;
	readonly typed: EnteredFields;
}

/**
 * The sender of a form whose session has ended is not signed in, so there are limits on the forms stored: for
 * one network, and in `MOST_WAITING` for all together. A browser whose ended session is still known has a
 * separate limit, counted for the person of that session, so that strangers cannot use it up.
 */
const PER_ADDRESS = { burst: 60, perSecond: 0.2, remembered: 20_000 } as const;
const PER_PERSON = { burst: 20, perSecond: 0.005, remembered: 20_000 } as const;
const MOST_WAITING = 2_000;
const MOST_OF_ONE_BROWSER = 10;

const rateLimitCarriedTexts = sharedLimit({ name: 'form-awaiting-sign-in', ...PER_ADDRESS });
const rateLimitOwnTexts = sharedLimit({ name: 'own-form-awaiting-sign-in', ...PER_PERSON });

/**
 * Stores a form that a person sent after their session had ended, for an hour, until they sign in again in
 * the same browser. The form is encrypted with a token that only this browser has, for the person the page
 * was rendered for. Returns false when it was not stored: it is empty or too long, or too many forms were
 * sent from this network or wait in all. When ten forms of this browser wait already, the oldest is deleted.
 * `isOwnBrowser` tells that this browser held a session of the same person, whose separate limit is then
 * used.
 */
export async function storeFormAwaitingSignIn(
	world: World,
	{ holder, ...text }: FormAwaitingSignIn,
	{
		token,
		address,
		isOwnBrowser = false,
	}: { readonly token: string; readonly address: string; readonly isOwnBrowser?: boolean },
): Promise<boolean> {
	if (!/^[0-9a-f]{32}$/.test(holder) || !isWithinDraftLimit(text.typed) || hasSameContent(text.typed, {}))
		return false;
	const isOwn = isOwnBrowser && (await rateLimitOwnTexts(world, holder)).allowed;
	if (!isOwn && !(await rateLimitCarriedTexts(world, address)).allowed) return false;
	const bearer = formTokenHash(token);
	const sealed = sealFor(token, holder, JSON.stringify(text));
	return world.db.write(async (tx) => {
		const waiting = await formsAwaitingSignInOf(tx, bearer);
		if (waiting.length >= MOST_OF_ONE_BROWSER) await deleteFormsAwaitingSignIn(tx, [waiting[0]?.id ?? '']);
		else if (!isOwn && (await countFormsAwaitingSignIn(tx)) >= MOST_WAITING) return false;
		await addFormAwaitingSignIn(tx, { id: world.newId(), bearer, sealed, at: world.now() });
		return true;
	});
}

const tooOld = (world: Pick<World, 'now'>, at: Date) =>
	world.now().getTime() - at.getTime() >= DRAFT_LIMITS.carriedMinutes * 60_000;

/**
 * Whether a form sent after its session ended waits, in the browser with this token, for its sender to sign
 * in.
 */
export const hasFormAwaitingSignIn = async (world: World, token: string): Promise<boolean> =>
	(await formsAwaitingSignInOf(world.db.read, formTokenHash(token))).some(({ at }) => !tooOld(world, at));

/**
 * Moves to the actor's drafts the forms that they sent, in the browser with this token, after their session
 * had ended; returns how many. Forms that another person sent in the same browser are neither shown nor
 * changed.
 */
export async function restoreFormsAfterSignIn(world: World, actor: Actor, token: string): Promise<number> {
	const { person, may } = mustWriteOwnDrafts(actor);
	const holder = actorPseudonym(actor);
	const bearer = formTokenHash(token);
	if ((await formsAwaitingSignInOf(world.db.read, bearer)).length === 0) return 0;
	return writeAsActor(world, actor, may, async (tx) => {
		const mine = (await formsAwaitingSignInOf(tx, bearer))
			.filter(({ at }) => !tooOld(world, at))
			.map(({ id, sealed }) => ({ id, text: openFor(token, holder, sealed) }))
			.filter((one): one is { id: string; text: string } => one.text !== undefined);
		for (const { text } of mine)
			await restoreSentForm(tx, world, person, JSON.parse(text) as Omit<FormAwaitingSignIn, 'holder'>);
		await deleteFormsAwaitingSignIn(
			tx,
			mine.map(({ id }) => id),
		);
		return mine.length;
	});
}

/**
 * Deletes every form that waits, in the browser with this token, for its sender to sign in, even if another
 * person sent it. Called at a sign-out.
 */
export async function deleteFormsOfBrowser(world: World, token: string): Promise<void> {
	const bearer = formTokenHash(token);
	if ((await formsAwaitingSignInOf(world.db.read, bearer)).length === 0) return;
	await world.db.write((tx) => deleteFormsAwaitingSignInOf(tx, bearer));
}
