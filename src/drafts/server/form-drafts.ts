import { type Actor } from '#identity';
import { holderOf } from '#identity/server';
import { Refusal } from '#platform';
import type { World } from '#platform/server';
import { type Draft, type FormName, typedAmong } from '../draft.ts';
import { bringBack, type CarriedText, carryText, forgetCarried, isCarried } from './carry.ts';
import { isToken, newToken } from './carried-seal.ts';
import { draftsOfPage, forgetDraft } from './save-draft.ts';

/** The cookies of a request, and where it comes from. */
export interface Asking {
	readonly world: World;
	readonly actor: Actor;
	readonly cookies: {
		get(name: string): string | undefined;
		set(name: string, value: string, options: typeof LIFE): void;
		delete(name: string, options: typeof LIFE): void;
	};
	address(): string;
}

/** What a page's forms ask of the drafts of whoever is there. */
export interface FormDrafts {
	/** Names in the browser whose page this is; null where nobody has signed in. */
	readonly holder: string | null;
	/** The drafts of a page's forms. */
	of(path: string): Promise<Draft[]>;
	/** Keeps what arrived after a session's end, for whoever signs in again in this browser. */
	carry(text: CarriedText): Promise<void>;
	/** Whether something waits for somebody to sign in again in this browser. */
	isWaiting(): Promise<boolean>;
	/** Puts what waited among the drafts of whoever has signed in. */
	bringBack(): Promise<void>;
	/** A form was sent: its draft is of no more use. */
	sent(name: FormName): Promise<void>;
	/** Somebody signs out: nothing waits in this browser any more. */
	forget(): Promise<void>;
}

const COOKIE = '__Host-typed';
const LIFE = { path: '/', httpOnly: true, secure: true, sameSite: 'lax', maxAge: 3600 } as const;

/** A session may end meanwhile, even by the form itself (a change of password): the request goes on all the same. */
const unlessEnded = (work: Promise<unknown>) =>
	work.catch((problem: unknown) => {
		if (!(problem instanceof Refusal)) throw problem;
	});

/** The drafts of whoever a request comes from. */
export function formDrafts({ world, actor, cookies, address }: Asking): FormDrafts {
	const holder = actor.kind === 'person' ? holderOf(actor) : null;
	const token = () => {
		const kept = cookies.get(COOKIE);
		return isToken(kept) ? kept : undefined;
	};
	return {
		holder,
		of: (path) => draftsOfPage(world, actor, path),
		async carry(text) {
			const bearer = token() ?? newToken();
			const kept = { ...text, typed: typedAmong(text.typed) };
			if (await carryText(world, kept, { token: bearer, address: address() }))
				cookies.set(COOKIE, bearer, LIFE);
		},
		async isWaiting() {
			const bearer = token();
			return bearer !== undefined && (await isCarried(world, bearer));
		},
		async bringBack() {
			const bearer = token();
			if (!bearer || holder === null) return;
			await unlessEnded(bringBack(world, actor, bearer));
			if (!(await isCarried(world, bearer))) cookies.delete(COOKIE, LIFE);
		},
		async sent(name) {
			if (holder === null) return;
			await unlessEnded(forgetDraft(world, actor, name));
		},
		async forget() {
			const bearer = token();
			if (!bearer) return;
			await forgetCarried(world, bearer);
			cookies.delete(COOKIE, LIFE);
		},
	};
}
