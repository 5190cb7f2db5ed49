import { expect } from '@playwright/test';
import { browserOf } from '../browser-of.ts';
import { test } from '../fixtures.ts';
import { listen } from '../main-job.ts';
import { word } from '../words.ts';

test('what is typed before the scripts arrive is kept, and sent', async ({ browser, service }) => {
	const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
	const page = await context.newPage();
	await page.goto(`${service.origin}/sign-in?next=/training/new`);
	await page.getByLabel(word('fr', 'identity_identifier')).fill('ada');
	await page.locator('input[name="password"]').fill(service.passwords['ada'] ?? '');

	const release = Promise.withResolvers<void>();
	let held = 0;
	await page.route('**/*.js', async (route) => {
		held += 1;
		await release.promise;
		await route.continue();
	});
	await page.locator('form[action="/sign-in"] button').click();
	await page.waitForURL('**/training/new', { waitUntil: 'commit' });
	await page.locator('[name="title"]').fill('Avant les scripts');
	await page.locator('[name="hours"]').fill('2');
	await page.locator('[name="kind"]').selectOption('reading');
	await page.locator('input[name="dimensions[]"][value="communication"]').check();
	await page.locator('[name="reflection"]').fill('Écrit pendant que la ligne est lente.');
	expect(held).toBeGreaterThan(0);

	release.resolve();
	// Wait for hydration: SvelteKit then sets `history.state`.
	await page.waitForFunction(() => history.state !== null);
	await page.waitForLoadState('networkidle');
	await expect(page.locator('[name="title"]')).toHaveValue('Avant les scripts');
	await expect(page.locator('[name="hours"]')).toHaveValue('2');
	await expect(page.locator('[name="kind"]')).toHaveValue('reading');
	await expect(page.locator('input[name="dimensions[]"][value="communication"]')).toBeChecked();
	await expect(page.locator('[name="reflection"]')).toHaveValue('Écrit pendant que la ligne est lente.');
	// It is a draft, without another key.
	await expect(page.getByRole('status').filter({ hasText: word('fr', 'shell_draft_saved') })).toBeVisible();
	await page.unroute('**/*.js');
	await page.reload();
	await expect(page.locator('[name="title"]')).toHaveValue('Avant les scripts');
	await expect(page.locator('[name="kind"]')).toHaveValue('reading');
	await expect(page.locator('input[name="dimensions[]"][value="communication"]')).toBeChecked();
	await expect(page.locator('[name="reflection"]')).toHaveValue('Écrit pendant que la ligne est lente.');
	await page.waitForLoadState('networkidle');

	// Emptied before the scripts arrive, a text that the page was rendered with stays empty.
	const again = Promise.withResolvers<void>();
	await page.route('**/*.js', async (route) => {
		await again.promise;
		await route.continue();
	});
	await page.reload({ waitUntil: 'commit' });
	await page.locator('[name="reflection"]').fill('');
	again.resolve();
	await page.waitForFunction(() => history.state !== null);
	await expect(page.getByRole('status').filter({ hasText: word('fr', 'shell_draft_saved') })).toBeVisible();
	await expect(page.locator('[name="reflection"]')).toHaveValue('');
	await page.getByRole('button', { name: word('fr', 'training_save') }).click();
	await page.waitForURL(/\/(training|recognition)\?/);
	await page.goto(`${service.origin}/training`);
	await expect(page.getByRole('main')).toContainText('Avant les scripts');
	await context.close();
});

test('what is opened before the scripts arrive stays open', async ({ browser, service }) => {
	const context = await browser.newContext({ viewport: { width: 390, height: 844 } });
	const page = await context.newPage();
	const release = Promise.withResolvers<void>();
	await page.route('**/*.js', async (route) => {
		await release.promise;
		await route.continue();
	});
	await page.goto(`${service.origin}/verify`, { waitUntil: 'commit' });
	await page.getByText(word('fr', 'verify_recipient_open'), { exact: true }).click();
	const field = page.locator('[name="recipient"]');
	await expect(field).toBeVisible();
	expect(await page.evaluate(() => history.state)).toBe(null);
	release.resolve();
	await page.waitForFunction(() => history.state !== null);
	await page.waitForLoadState('networkidle');
	await expect(field).toBeVisible();
	await context.close();
});

test('a form that is refused keeps what was typed, with scripts and without', async ({
	browser,
	service,
}) => {
	for (const javaScriptEnabled of [true, false]) {
		const context = await browser.newContext({ javaScriptEnabled, viewport: { width: 1280, height: 800 } });
		const page = await context.newPage();
		await page.goto(`${service.origin}/sign-in?next=/training/new`);
		await page.getByLabel(word('fr', 'identity_identifier')).fill('emile');
		await page.locator('input[name="password"]').fill(service.passwords['emile'] ?? '');
		await page.locator('form[action="/sign-in"] button').click();
		await page.waitForURL('**/training/new');
		await page.locator('[name="title"]').fill('Gardé');
		await page.locator('[name="hours"]').fill('deux');
		await page.locator('[name="kind"]').selectOption('reading');
		await page.locator('[name="reflection"]').fill('Une phrase\nsur deux lignes.');
		await page.getByRole('button', { name: word('fr', 'training_save') }).click();
		const summary = page.getByRole('alert');
		await expect(summary).toContainText(word('fr', 'problem_training_duration_unreadable'));
		await expect(summary).toContainText(word('fr', 'problem_training_dimensions_missing'));
		await expect(summary).toBeFocused();
		await expect(page.locator('[name="title"]')).toHaveValue('Gardé');
		await expect(page.locator('[name="hours"]')).toHaveValue('deux');
		await expect(page.locator('[name="kind"]')).toHaveValue('reading');
		await expect(page.locator('[name="reflection"]')).toHaveValue('Une phrase\nsur deux lignes.');
		await page.goto(`${service.origin}/training`);
		await expect(page.getByRole('main')).not.toContainText('Gardé');
		await context.close();
	}
});

test('a text too long for the service is told so, with scripts and without', async ({ browser, service }) => {
	for (const javaScriptEnabled of [true, false]) {
		const context = await browser.newContext({ javaScriptEnabled, viewport: { width: 1280, height: 800 } });
		const page = await context.newPage();
		await page.goto(`${service.origin}/sign-in?next=/training/new`);
		await page.getByLabel(word('fr', 'identity_identifier')).fill('emile');
		await page.locator('input[name="password"]').fill(service.passwords['emile'] ?? '');
		await page.locator('form[action="/sign-in"] button').click();
		await page.waitForURL('**/training/new');
		await page.locator('[name="title"]').fill('Trop long');
		// Over the limit of the field, a text in the script of Inuktitut (three bytes a letter) is a draft and
		// comes back with the limit.
		const long = 'ᐃᓄᒃᑎᑐᑦ '.repeat(1250);
		await page.locator('[name="reflection"]').fill(long);
		if (javaScriptEnabled)
			await expect(
				page.getByRole('status').filter({ hasText: word('fr', 'shell_draft_saved') }),
			).toBeVisible();
		const alert = page.getByRole('alert');
		const save = page.getByRole('button', { name: word('fr', 'training_save') });
		await save.click();
		await expect(alert).toContainText(word('fr', 'problem_training_reflection_too_long'));
		await expect(page.locator('[name="reflection"]')).toHaveValue(long);

		// Longer than the service receives, it is refused whole, for that reason.
		const longer = long.repeat(2);
		await page.locator('[name="reflection"]').fill(longer);
		if (javaScriptEnabled) {
			const drafts: number[] = [];
			page.on('response', (response) => {
				if (new URL(response.url()).pathname === '/drafts') drafts.push(response.status());
			});
			await expect(
				page.getByRole('status').filter({ hasText: word('fr', 'problem_drafts_too_long') }),
			).toBeVisible();
			expect(drafts).toEqual([413]);
		}
		const answer = page.waitForResponse((response) => response.request().method() === 'POST');
		await save.click();
		expect((await (await answer).allHeaders())['content-type']).toMatch(
			javaScriptEnabled ? 'application/json' : 'text/html',
		);
		await expect(alert).toContainText(word('fr', 'problem_platform_form_too_large'));
		await expect(alert).toContainText(word('fr', 'shell_form_unanswered'));
		await expect(alert).not.toContainText(word('fr', 'shell_form_unreachable'));
		if (javaScriptEnabled) await expect(page.locator('[name="reflection"]')).toHaveValue(longer);
		await context.close();
	}
});

test('a save that the line loses can be sent again, and counts once', async ({ browser, service }) => {
	const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
	const page = await context.newPage();
	await page.goto(`${service.origin}/sign-in?next=/training/new`);
	await page.getByLabel(word('fr', 'identity_identifier')).fill('ada');
	await page.locator('input[name="password"]').fill(service.passwords['ada'] ?? '');
	await page.locator('form[action="/sign-in"] button').click();
	await page.waitForURL('**/training/new');
	await page.waitForLoadState('networkidle');
	await page.locator('[name="title"]').fill('Ligne coupée');
	await page.locator('[name="minutes"]').fill('20');
	await page.locator('[name="kind"]').selectOption('reading');
	await page.locator('input[name="dimensions[]"][value="communication"]').check();
	// The server stores the form, but its response never arrives.
	await page.route('**/training/new?/record', async (route) => {
		await route.fetch();
		await route.abort('connectionreset');
	});
	await page.getByRole('button', { name: word('fr', 'training_save') }).click();
	await expect(page.getByRole('alert')).toContainText(word('fr', 'shell_form_unreachable'));
	await expect(page.locator('[name="title"]')).toHaveValue('Ligne coupée');
	await page.unroute('**/training/new?/record');
	await page.getByRole('button', { name: word('fr', 'training_save') }).click();
	await page.waitForURL(/\/(training|recognition)\?/);
	await page.goto(`${service.origin}/training`);
	await expect(page.getByRole('link', { name: 'Ligne coupée' })).toHaveCount(1);
	await context.close();
});

test('a password is shown when one asks, and hidden again before it is sent; without a script nothing is offered', async ({
	browser,
	service,
}) => {
	const context = await browser.newContext({ viewport: { width: 390, height: 844 } });
	const page = await context.newPage();
	const faults = listen(page);
	const show = page.getByRole('checkbox', { name: word('fr', 'shell_password_show') });
	const field = page.locator('input[autocomplete$="-password"]').first();
	const look = async () => {
		await show.first().check();
		await expect(field).toHaveAttribute('type', 'text');
		await show.first().uncheck();
		await expect(field).toHaveAttribute('type', 'password');
		await show.first().check();
	};
	for (const path of ['/join', '/sign-in']) {
		await page.goto(service.origin + path);
		await field.fill('Trois castors');
		await look();
	}
	// The password field hides a shown password again before the form is sent, so that it is also hidden
	// after a refusal.
	await page.locator('[name="identifier"]').fill('emile');
	await field.fill(service.passwords['emile'] ?? '');
	await page
		.getByRole('main')
		.getByRole('button', { name: word('fr', 'identity_sign_in') })
		.click();
	await page.waitForURL(/^(?!.*sign-in)/);
	await page.goto(`${service.origin}/account`, { waitUntil: 'networkidle' });
	await expect(show).toHaveCount(2);
	await look();
	await page.goto(`${service.origin}/account/data`, { waitUntil: 'networkidle' });
	await expect(show).toHaveCount(1);
	await look();
	expect(faults).toEqual([]);
	await context.close();

	const plain = await browser.newContext({ javaScriptEnabled: false });
	const bare = await plain.newPage();
	await bare.goto(`${service.origin}/sign-in`);
	await expect(bare.locator('[data-shows]')).toHaveCount(1);
	await expect(bare.locator('[data-shows]')).toBeHidden();
	await plain.close();
});

test('a script that the line loses, whichever it is, leaves the page as it was: what is typed is sent without it', async ({
	browser,
	ownCast: cast,
}) => {
	const { origin } = cast.service;
	const scriptsOf = (html: string) =>
		[...html.matchAll(/\/(_app\/[^"]+\.js)" rel="modulepreload"/g)].map(([, path]) => path ?? '');
	const scripts = scriptsOf((await cast.who.ada.get('/training/new')).body);
	expect(scripts.length).toBeGreaterThan(20);
	expect(scripts.filter((path) => path.includes('/nodes/')).length).toBeGreaterThan(1);
	// The page's own files, which SvelteKit asks for last, and every fourth of the others.
	const lost = scripts.filter((path, at) => path.includes('/nodes/') || at % 4 === 0);
	const context = await browserOf(browser, cast.who.ada, 'fr');
	const page = await context.newPage();
	for (const path of lost) {
		const aborted = page.waitForEvent('requestfailed', (request) => request.url().endsWith(path));
		await page.route(`**/${path}`, (route) => route.abort());
		await page.goto(`${origin}/training/new`, { waitUntil: 'commit' });
		await page.locator('[name="title"]').fill('Sur une ligne qui coupe');
		await aborted;
		await page.waitForLoadState('networkidle');
		await expect(page.locator('[name="title"]'), path).toHaveValue('Sur une ligne qui coupe');
		await page.unroute(`**/${path}`);
	}
	await page.locator('[name="hours"]').fill('2');
	await page.locator('[name="kind"]').selectOption('reading');
	await page.locator('input[name="dimensions[]"][value="communication"]').check();
	await page.getByRole('button', { name: word('fr', 'training_save'), exact: true }).click();
	await expect(page.getByText('Sur une ligne qui coupe').first()).toBeVisible();
	await context.close();
});
