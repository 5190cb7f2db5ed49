import { createHmac } from 'node:crypto';
import { type Locale, notFound, Refusal } from '#platform';
import {
	addressGroup,
	checkUnlessProcessed,
	deleteMailsOf,
	runFormOnce,
	sharedLimit,
	type World,
} from '#platform/server';
import { FORGOTTEN_PASSWORD_RATE_LIMIT } from '../../attempt-rules.ts';
import { foldEmail } from '../../names.ts';
import { type Account, findAccount } from '../accounts/people-store.ts';
import { passwordProblem } from '../passwords/new-password/password-rule.ts';
import { hashPassword } from '../passwords/passwords.ts';
import { replacePassword } from '../passwords/replace-password.ts';
import { deleteAttemptsOf } from '../sessions/attempt-store.ts';
import { tokenHash } from '../sessions/tokens.ts';
import { findOpenMailLink, spendMailLink } from './mail-link-store.ts';
import { linkEndedRefusal, minutesToNextLink, sendMailLink } from './mail-links.ts';

const purpose = 'new-password';
const rateLimitForgotten = sharedLimit({ name: 'forgotten-password', ...FORGOTTEN_PASSWORD_RATE_LIMIT });

/** Throws not-found (404) where the service sends no mail. */
export function mustSendMail({ mailing }: Pick<World, 'mailing'>): void {
	if (!mailing) throw notFound();
}

/** An account may be sent a link for a new password if it is open and its address is known to be read. */
const isReachable = ({ disabledAt, emailVerifiedAt, emailRefusedAt }: Account) =>
	disabledAt === null && emailVerifiedAt !== null && emailRefusedAt === null;

/** What somebody who forgot their password fills in, with the language of the page. */
export interface ForgottenPasswordInput {
	readonly email: string;
	/** The network address, counted against the limit of such requests per network; never stored. */
	readonly address: string;
	readonly locale: Locale;
	readonly key: string;
}

/**
 * Sends a link for a new password, valid one hour, to the verified address of an open account, at most three
 * in an hour. For any other address nothing is sent, and nothing tells it: the answer is the same, and the
 * same statements are run for nobody. Throws not-found (404) where the service sends no mail, and
 * `identity.forgotten-many` (429) after many requests from one network.
 */
export async function requestNewPassword(world: World, input: ForgottenPasswordInput): Promise<void> {
	mustSendMail(world);
	const { address, locale } = input;
	const email = foldEmail(input.email);
	const share = await rateLimitForgotten(world, address);
	if (!share.allowed) {
		const minutes = Math.max(2, Math.ceil(share.wait / 60));
		throw new Refusal('identity.forgotten-many', { status: 429, params: { minutes } });
	}
	// A page taken back from the browser's memory has the same key: with another address, it is another wish.
	// Nobody can guess the address from what is stored, since the form's key is not.
	const key = createHmac('sha256', input.key).update(email).digest('hex').slice(0, 32);
	const form = { who: 'forgotten', action: 'identity.forgotten-password', key, sent: {} };
	await runFormOnce(world, form, async (tx) => {
		const nobody = world.newId();
		const account = await findAccount(tx, { email });
		const wait = await minutesToNextLink(tx, { person: account?.id ?? nobody, purpose }, world.now());
		const person = account && isReachable(account) && wait === 0 ? account.id : nobody;
		await sendMailLink(tx, world, { person, purpose, email, locale });
		await deleteMailsOf(tx, nobody);
		return null;
	});
}

/**
 * Returns the user name of the account for which a link lets one choose a new password; null when the link
 * can no longer be used. Does not use it up, since mail scanners open links too.
 */
export async function newPasswordFor(world: World, token: string): Promise<string | null> {
	const link = await findOpenMailLink(world.db.read, { id: tokenHash(token), purpose }, world.now());
	return link?.username ?? null;
}

/** What somebody who opened a link for a new password sends. */
export interface NewPasswordInput {
	readonly token: string;
	readonly newPassword: string;
	/** The network address, in whose turn the password is hashed; never stored. */
	readonly address: string;
	readonly key: string;
}

/**
 * Sets the password chosen on the page of a link, and uses the link up. Every session of the person ends, and
 * wrong passwords counted for the account are forgotten. Throws the problem of a refused password, which
 * leaves the link as it was, and `identity.link-ended` for a link that can no longer be used. The same
 * form sent again gets its first answer.
 */
export async function chooseNewPassword(world: World, input: NewPasswordInput): Promise<void> {
	const { token, newPassword, address, key } = input;
	const id = tokenHash(token);
	const known = { who: `link-${id}`, action: 'identity.new-password', key };
	const link = await findOpenMailLink(world.db.read, { id, purpose }, world.now());
	await checkUnlessProcessed(world, known, async () => {
		if (!link) throw linkEndedRefusal();
	});
	const problem = link && passwordProblem(newPassword, link.username);
	if (problem) throw new Refusal(problem, { field: 'newPassword' });
	const hash = link && (await hashPassword(world, newPassword, addressGroup(address)));
	const form = { ...known, sent: {}, secrets: { newPassword }, about: link?.person ?? null };
	await runFormOnce(world, form, async (tx) => {
		const now = world.now();
		const open = await findOpenMailLink(tx, { id, purpose }, now);
		if (!open || !hash || !(await spendMailLink(tx, id, now))) throw linkEndedRefusal();
		await replacePassword(tx, world, open.person, { hash, mustChange: false });
		await deleteAttemptsOf(tx, open.person);
		return null;
	});
}
