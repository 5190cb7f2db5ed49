import { type Actor } from '#identity';
import { actorPseudonym, pseudonymOfSession, SESSION_COOKIE } from '#identity/server';
import { Refusal } from '#platform';
import type { World } from '#platform/server';
import { type Draft, type FormName, hasSameContent, onlyEnteredFields } from '../draft.ts';
import {
	restoreFormsAfterSignIn,
	type FormAwaitingSignIn,
	storeFormAwaitingSignIn,
	deleteFormsOfBrowser,
	hasFormAwaitingSignIn,
} from './forms-awaiting-sign-in.ts';
import { isFormToken, newFormToken } from './awaiting-form-seal.ts';
import { draftsOfPage } from './read-drafts.ts';
import { deleteOwnDraft } from './save-draft.ts';

/** The parts of a request that drafts need: the actor, the cookies and the network address. */
export interface FormDraftsRequest {
	readonly world: World;
	readonly actor: Actor;
	readonly cookies: {
		get(name: string): string | undefined;
		set(name: string, value: string, options: typeof LIFE): void;
		delete(name: string, options: typeof LIFE): void;
	};
	address(): string;
}

/** What the forms of a page can do with the drafts of the person who makes a request. */
export interface FormDrafts {
	/**
	 * Pseudonym of the signed-in person, by which scripts in the browser can tell whose page it is; null if
	 * nobody is signed in.
	 */
	readonly holder: string | null;
	/** Reads the person's drafts of the forms on one page. */
	ofPage(path: string): Promise<Draft[]>;
	/**
	 * Stores a form sent after its session ended, until its sender signs in again in this browser. Returns
	 * false when something was typed and could not be stored.
	 */
	storeUntilSignIn(text: FormAwaitingSignIn): Promise<boolean>;
	/** Whether a form sent after its session ended waits in this browser for its sender to sign in. */
	isWaiting(): Promise<boolean>;
	/**
	 * Moves to the signed-in person's drafts the forms that they sent in this browser after their session had
	 * ended.
	 */
	restoreAfterSignIn(): Promise<void>;
	/** Deletes the draft of a form, because the form was sent. */
	deleteSent(name: FormName): Promise<void>;
	/** Deletes every form that waits in this browser for its sender to sign in; called at a sign-out. */
	deleteWaiting(): Promise<void>;
}

const COOKIE = '__Host-typed';
const LIFE = { path: '/', httpOnly: true, secure: true, sameSite: 'lax', maxAge: 3600 } as const;

/**
 * Waits for the work and ignores a refusal. The session may end meanwhile, even because of the form itself (a
 * change of password), and the request must still succeed.
 */
const unlessEnded = (work: Promise<unknown>) =>
	work.catch((problem: unknown) => {
		if (!(problem instanceof Refusal)) throw problem;
	});

/**
 * Gives the forms of a page access to the drafts of the person who makes the request, and to forms that wait
 * in their browser for a sign-in (by the cookie `__Host-typed`).
 */
export function formDrafts({ world, actor, cookies, address }: FormDraftsRequest): FormDrafts {
	const holder = actor.kind === 'person' ? actorPseudonym(actor) : null;
	const token = () => {
		const kept = cookies.get(COOKIE);
		return isFormToken(kept) ? kept : undefined;
	};
	return {
		holder,
		ofPage: (path) => draftsOfPage(world, actor, path),
		async storeUntilSignIn(text) {
			const bearer = token() ?? newFormToken();
			const kept = { ...text, typed: onlyEnteredFields(text.typed) };
			const session = cookies.get(SESSION_COOKIE);
			const isOwnBrowser =
				session !== undefined && (await pseudonymOfSession(world, session)) === text.holder;
			const from = { token: bearer, address: address(), isOwnBrowser };
			const isStored = await storeFormAwaitingSignIn(world, kept, from);
			if (isStored) cookies.set(COOKIE, bearer, LIFE);
			return isStored || hasSameContent(kept.typed, {});
		},
		async isWaiting() {
			const bearer = token();
			return bearer !== undefined && (await hasFormAwaitingSignIn(world, bearer));
		},
		async restoreAfterSignIn() {
			const bearer = token();
			if (!bearer || holder === null) return;
			await unlessEnded(restoreFormsAfterSignIn(world, actor, bearer));
			if (!(await hasFormAwaitingSignIn(world, bearer))) cookies.delete(COOKIE, LIFE);
		},
		async deleteSent(name) {
			if (holder === null) return;
			await unlessEnded(deleteOwnDraft(world, actor, name));
		},
		async deleteWaiting() {
			const bearer = token();
			if (!bearer) return;
			await deleteFormsOfBrowser(world, bearer);
			cookies.delete(COOKIE, LIFE);
		},
	};
}
