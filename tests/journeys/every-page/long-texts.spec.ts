import { readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect } from '@playwright/test';
import { Eyes, may, pages } from '../accessibility.ts';
import { browserOf } from '../browser-of.ts';
import type { Things, Who } from '../cast.ts';
import { test } from '../fixtures.ts';
import { listen } from '../main-job.ts';
import { word } from '../words.ts';

/**
 * Every form with a long text for signed-in people: its file, who writes in it, at which address, and its
 * action and field.
 */
const LONG: readonly {
	file: string;
	who: Who;
	at: (things: Things) => string;
	action: string;
	field: string;
}[] = [
	{
		file: 'routes/(learner)/training/TrainingFields.svelte',
		who: 'ada',
		at: () => '/training/new',
		action: '?/record',
		field: 'reflection',
	},
	{
		file: 'routes/(learner)/training/TrainingFields.svelte',
		who: 'ada',
		at: ({ training }) => `/training/${training}`,
		action: '?/change',
		field: 'reflection',
	},
	{
		file: 'routes/(learner)/applications/[id=id]/EvidenceFields.svelte',
		who: 'ada',
		at: ({ application }) => `/applications/${application}`,
		action: '?/add',
		field: 'reflection',
	},
	{
		file: 'routes/(learner)/applications/[id=id]/EvidenceFields.svelte',
		who: 'ada',
		at: ({ application, evidence }) => `/applications/${application}/evidence/${evidence}`,
		action: '?/change',
		field: 'reflection',
	},
	{
		file: 'routes/(adviser)/review/[application=id]/+page.svelte',
		who: 'bruno',
		at: ({ sent }) => `/review/${sent}`,
		action: '?/decide',
		field: 'reason',
	},
	{
		file: 'presentation/award/Revocation.svelte',
		who: 'bruno',
		at: ({ award }) => `/b/${award}/revoke`,
		action: '?/revoke',
		field: 'reason',
	},
	{
		file: 'routes/(admin)/people/[id=id]/requests/+page.svelte',
		who: 'chloe',
		at: ({ person }) => `/people/${person}/requests`,
		action: '?/ask',
		field: 'reason',
	},
	{
		file: 'routes/(admin)/invitations/mail/+page.svelte',
		who: 'chloe',
		at: () => '/invitations/mail',
		action: '?/check',
		field: 'people',
	},
];
/**
 * The files whose text areas hold nothing that the person wrote (a text to copy, a place to paste): these
 * keep no draft.
 */
const NOT_KEPT = [
	'routes/(public)/b/[id=id]/CopyField.svelte',
	// Places to paste the content of a file.
	'routes/(admin)/institution/badges/+page.svelte',
	'routes/(adviser)/catalogue/edit/import/+page.svelte',
	'routes/(learner)/training/import/+page.svelte',
	'routes/(operator)/operator/framework/+page.svelte',
	// The components of the demonstration's `/design`: nothing is sent from there.
	'routes/(public)/design/Scheme.svelte',
	'routes/(public)/verify/+page.svelte',
];

test('the list names every form with a long text', () => {
	const src = resolve(import.meta.dirname, '../../../src');
	const found = readdirSync(src, { recursive: true, encoding: 'utf8' }).filter(
		(name) =>
			name.endsWith('.svelte') &&
			/<TextArea|<textarea/.test(readFileSync(resolve(src, name), 'utf8')) &&
			// `ui/` defines the field itself.
			!name.startsWith('ui/'),
	);
	expect(found.sort()).toEqual([...new Set([...LONG.map(({ file }) => file), ...NOT_KEPT])].sort());
});

test('each keeps a draft while it is written, and has it again', async ({ browser, ownCast: cast }) => {
	for (const { who, at, action, field } of LONG) {
		const context = await browserOf(browser, cast.who[who], 'fr');
		const page = await context.newPage();
		const faults = listen(page);
		const address = cast.service.origin + at(cast.things);
		const text = page.locator(`form[action="${action}"] textarea[name="${field}"]`);
		const written = `Écrit à ${action} : « l’essai » & la suite.`;
		await page.goto(address, { waitUntil: 'networkidle' });
		// All that the badge asks is there, so the fields that add more are folded.
		const folded = page
			.locator(`form[action="${action}"] details:not([open])`)
			.filter({ has: page.locator('textarea') });
		if (await folded.count()) await folded.locator('summary').click();
		await text.fill(written);
		const saved = page.getByRole('status').filter({ hasText: word('fr', 'shell_draft_saved') });
		await expect(saved, address).toBeVisible();
		await page.reload({ waitUntil: 'networkidle' });
		await expect(text, address).toBeVisible();
		await expect(text, address).toHaveValue(written);
		await expect(page.getByRole('main'), address).toContainText(word('fr', 'shell_draft_about'));
		expect(faults).toEqual([]);
		await context.close();
		// Nobody else sees it.
		const other = who === 'ada' ? 'emile' : 'odile';
		const page2 = await cast.who[other].get(at(cast.things));
		expect(page2.body, address).not.toContain('la suite.');
	}
});

test('a name without a space, as long as one may be, makes no page scroll sideways on a small phone', async ({
	browser,
	ownCast: cast,
}) => {
	const named: readonly Who[] = ['ada', 'bruno', 'chloe'];
	for (const who of named) {
		const { fields } = await cast.who[who].form('/account', '?/details');
		const answer = await cast.who[who].send('/account', '?/details', {
			...fields,
			displayName: 'W'.repeat(80),
		});
		expect(answer.status).toBeLessThan(400);
	}
	const eyes = new Eyes(browser, 'fr');
	const wrong: string[] = [];
	for (const row of pages)
		for (const who of named.filter((one) => may(row, one, 'O'))) {
			const { page } = await eyes.of(who, cast.who[who]);
			await page.setViewportSize({ width: 320, height: 640 });
			await page.goto(cast.service.origin + row.at(cast.things));
			const beyond = await page.evaluate(
				() => document.documentElement.scrollWidth - document.documentElement.clientWidth,
			);
			if (beyond > 0) wrong.push(`${who} at ${row.id}: ${beyond} px`);
		}
	await eyes.close();
	expect(wrong).toEqual([]);
});
