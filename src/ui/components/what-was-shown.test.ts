import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';

const src = resolve(import.meta.dirname, '../..');
const pages = readdirSync(src, { recursive: true, encoding: 'utf8' })
	.filter((path) => path.endsWith('.svelte') && !path.includes('compiled'))
	.map((path) => ({ path, text: readFileSync(join(src, path), 'utf8') }));

/** Every form of a page, as `file: action`, and whether it sends the version of what its page showed. */
const forms = pages.flatMap(({ path, text }) =>
	[...text.matchAll(/<(Form|AskFirst)\b(?:[^>]|(?<==)>)*>/g)].flatMap((found) => {
		const [tag, kind] = found;
		const action = /\baction=["{]([^"{}]*)/.exec(tag) ?? /\bname="([\w-]*)/.exec(tag);
		if (!action) return [];
		const after = text.slice(found.index, text.indexOf(`</${kind}>`, found.index));
		const versioned = /\bshown=\{/.test(tag) || /type="hidden" name="(version|revision)"/.test(after);
		return [
			{
				form: `${path.replace(/^routes\/(\([a-z]+\)\/)?/, '').replace('/+page.svelte', '')}: ${action[1]!.replace('?/', '')}`,
				versioned,
			},
		];
	}),
);

/** Forms about what another person, or another tab, may change while the page is open. */
const ABOUT_WHAT_CHANGES = [
	'account: details',
	'applications/[id=id]/evidence/[evidence=id]: change',
	'catalogue/edit/[id=id]: change',
	'cohorts/[id=id]/ChangeCohort.svelte: close',
	'cohorts/[id=id]/ChangeCohort.svelte: edit',
	'cohorts/join: join',
	'institution/badges/CheckedBadge.svelte: import',
	'institution: change',
	'operator/framework: import',
	'people/[id=id]: roles',
	'presentation/cohort/HandOver.svelte: hand',
	'presentation/cohort/OfferedSlips.svelte: /cohorts/joinaccept',
	'review/[application=id]: decide',
	'training/[id=id]: change',
];

/** The other forms, by the reason for which they need not say what their page showed. */
const OTHERS: Readonly<Record<string, readonly string[]>> = {
	'adds, begins or asks something': [
		'assessment/CarryOver.svelte: carry',
		'catalogue/edit/import: check',
		'catalogue/edit/import: import',
		'catalogue/edit/new: add',
		'cohorts/[id=id]/roster: check',
		'cohorts/[id=id]/roster/RosterPreview.svelte: import',
		'slip: /slip',
		'slip: /slip?code=',
		'slip: /slip?code=',
		'operator/framework: check',
		'training/hours: share',
		'account/EmailState.svelte: verify',
		'agreements: grant',
		'account: password',
		'applications/[id=id]: add',
		'applications/[id=id]: again',
		'b/[id=id]/OtherLanguage.svelte: sibling',
		'cohorts/join: look',
		'cohorts: create',
		'invitations/mail/[id=id]/DraftBatch.svelte: invite',
		'invitations/mail/[id=id]/MailedBatch.svelte: again',
		'institution/sources: make',
		'institution/badges: check',
		'invitations/mail: check',
		'invitations: create',
		'operator/[slug=slug]: invite',
		'operator: make',
		'join/[token]: path',
		'join/[token]: path',
		'join: /join',
		'join: /join',
		'people/[id=id]: password',
		'people/[id=id]/requests: ask',
		'people: chooseAction(page.url.search)',
		'recognition/[badge=badge]: reconsider',
		'recognition/[badge=badge]: start',
		'setup/[token]: data.shell.path',
		'sign-in/forgotten: /sign-in/forgotten',
		'sign-in/new-password/[token]: data.shell.path',
		'sign-in: /sign-in',
		'situations/[dimension=slug]: choose',
		'training/import/FoundTrainings.svelte: import',
		'training/import: check',
		'training/new: record',
		'training: search',
		'verify-email/[token]: data.shell.path',
		'verify: /verify',
	],
	'each answer carries its own revision': [
		'assessment/themes/[theme=slug]: answer',
		'profile/[dimension=slug]/RemainingStatements.svelte: answer',
	],
	'is one choice about one’s own things, and the last one counts': [
		'training/[id=id]/looking-back: lookBack',
		'account/EmailState.svelte: news',
		'assessment/ChooseForm.svelte: choose',
		// Bound, unbound, or left as it is.
		'b/[id=id]/Binding.svelte: bind',
		'b/[id=id]/Binding.svelte: bind',
		'b/[id=id]/Binding.svelte: bind',
		'b/[id=id]/Publication.svelte: publish',
	],
	'replaces one thing by another, whatever it has become': ['institution: logo'],
	'can be put back': [
		"catalogue/edit/[id=id]: data.retired ? 'offer' : '?/retire'",
		'applications/[id=id]/evidence/[evidence=id]: remove',
		'cohorts/[id=id]/ChangeCohort.svelte: archive',
		'cohorts/[id=id]/ChangeCohort.svelte: unarchive',
		'institution/badges: offer',
		'institution/badges: stop',
		'operator/[slug=slug]: close',
		'operator/[slug=slug]: reopen',
		'people/[id=id]: close',
		'people/[id=id]: open',
		'presentation/removed/RecentlyRemoved.svelte: putBack',
		'training/[id=id]: remove',
	],
	'asks to try again what failed': ['undelivered: again', 'undelivered: again'],
	'is the operator’s, who is one or few, and the last one counts': ['operator/[slug=slug]: rename'],
	'ends one thing, whatever it has become': [
		'training/hours: withdraw',
		'account/Sessions.svelte: sessions',
		'account/data/RequestsAboutMe.svelte: object',
		'account/data: erase',
		'agreements: end',
		'institution/sources/[id=id]: discard',
		'institution/sources/[id=id]: revoke',
		'applications/[id=id]: withdraw',
		'cohorts/[id=id]/roster: remove',
		'cohorts/join: leave',
		'people/acts/[id=id]: discard',
		'presentation/cohort/OfferedSlips.svelte: /cohorts/joinleave',
		'institution: remove',
		'invitations/mail/[id=id]/DraftBatch.svelte: discard',
		'invitations/mail/[id=id]/MailedBatch.svelte: revoke',
		'invitations/mail/[id=id]/MailedBatch.svelte: revokeAll',
		'invitations: revoke',
		'people/[id=id]/requests/OpenRequest.svelte: decline',
		'people/[id=id]/requests/OpenRequest.svelte: withdraw',
	],
	'is about what never changes': [
		'institution/sources/[id=id]: attach',
		'people/[id=id]/requests/OpenRequest.svelte: confirm',
		// That those whom a roster names exist.
		'people/cohorts/[id=id]: confirm',
		// The people of a prepared act stay as they were counted; each is looked at again.
		'people/acts/[id=id]: confirm',
		'presentation/award/Revocation.svelte: revoke',
		'presentation/removed/RecentlyRemoved.svelte: erase',
	],
};

test('a form about what may change while its page is open says which version the page showed', () => {
	expect(
		forms
			.filter(({ versioned }) => versioned)
			.map(({ form }) => form)
			.toSorted(),
	).toEqual(ABOUT_WHAT_CHANGES);
	const others = forms.filter(({ versioned }) => !versioned).map(({ form }) => form);
	expect(others.toSorted()).toEqual(Object.values(OTHERS).flat().toSorted());
});
