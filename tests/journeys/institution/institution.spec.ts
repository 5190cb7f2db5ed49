import { join } from 'node:path';
import { expect, type Page } from '@playwright/test';
import Driver from 'better-sqlite3';
import sharp from 'sharp';
import { browserOf } from '../browser-of.ts';
import { test } from '../fixtures.ts';
import { word } from '../words.ts';

const picture = (background: string) =>
	sharp({ create: { width: 900, height: 300, channels: 3, background } })
		.jpeg()
		.withExif({ IFD0: { Artist: 'Secrete' }, IFD3: { GPSLatitudeRef: 'N' } })
		.toBuffer();
const region = (page: Page, name: string) => page.getByRole('region', { name, exact: true });

for (const [locale, scripts] of [
	['fr', false],
	['en', true],
] as const)
	test(`Chloé names her institution and gives it a logo, in ${locale}, ${scripts ? 'with' : 'without'} a script`, async ({
		browser,
		ownCast: { service, who },
	}) => {
		const say = (key: string) => word(locale, key);
		const context = await browserOf(browser, who.chloe, locale, { javaScriptEnabled: scripts });
		const page = await context.newPage();
		const { origin } = service;
		await page.goto(`${origin}/institution`);
		const settings = page.getByRole('form', { name: say('institution_settings') });
		const name = settings.getByLabel(say('identity_institution_name'));
		await name.fill('  ');
		await settings.getByLabel(say('institution_threshold')).fill('4');
		await settings.getByRole('button').click();
		await expect(page.getByRole('alert').or(page.locator('[aria-invalid]')).first()).toBeVisible();
		await expect(settings.getByLabel(say('institution_threshold'))).toHaveValue('4');
		await expect(page.getByText(say('problem_identity_threshold_range')).first()).toBeVisible();
		await name.fill('Le Grand Pré');
		await settings.getByLabel(say('institution_threshold')).fill('12');
		await settings.getByRole('radio', { name: say('badge_language_en') }).check();
		await settings.getByRole('button').click();
		await expect(page.getByText(say('institution_changed'))).toBeVisible();
		const history = region(page, say('institution_history'));
		await expect(history.getByRole('listitem')).toHaveCount(3);
		await expect(history).toContainText('Le Grand Pré');
		await expect(history).toContainText('Chloé');

		// Its invitations now open in English in a browser that chose no language, and are written so.
		await page.goto(`${origin}/invitations/mail`);
		await expect(page.getByRole('radio', { name: say('badge_language_en') })).toBeChecked();
		await page.goto(`${origin}/invitations`);
		const inviting = page.getByRole('form', { name: say('admin_invite_title') });
		await inviting.getByRole('radio', { name: say('identity_role_adviser') }).check();
		await inviting.getByRole('button').click();
		const link = await page.locator('code').getByText('/join?code=').textContent();
		const newcomer = await (await browser.newContext({ javaScriptEnabled: scripts })).newPage();
		await newcomer.goto(String(link?.trim()));
		await expect(newcomer.getByRole('heading', { level: 1 })).toHaveText(word('en', 'identity_join_title'));
		await newcomer.context().close();
		await page.goto(`${origin}/institution`);

		const logo = page.getByRole('form', { name: say('institution_logo') });
		const send = async (file: string, mimeType: string, buffer: Buffer) => {
			await logo.locator('input[type=file]').setInputFiles({ name: file, mimeType, buffer });
			await logo.locator('button').click();
		};
		await send('logo.png', 'image/png', Buffer.from('<svg onload="alert(1)"/>'));
		await expect(page.getByText(say('problem_files_svg')).first()).toBeVisible();
		await send('logo.png', 'image/png', Buffer.from('%PDF-1.7\n%%EOF\n'));
		await expect(page.getByText(say('problem_files_not_a_picture')).first()).toBeVisible();
		await expect(region(page, say('institution_preview')).getByRole('img')).toHaveCount(0);

		await send('Notre logo.jpg', 'image/jpeg', await picture('#c03020'));
		await expect(page.getByText(say('institution_logo_set'))).toBeVisible();
		const shown = region(page, say('institution_preview')).getByRole('img');
		await expect(shown).toHaveJSProperty('complete', true);
		await expect(shown).toHaveJSProperty('naturalWidth', 240);
		const first = await shown.getAttribute('src');
		const given = await page.request.get(origin + String(first));
		expect(given.headers()).toMatchObject({
			'content-type': 'image/webp',
			'content-security-policy': expect.stringContaining('sandbox'),
			'x-content-type-options': 'nosniff',
		});
		expect((await given.body()).includes('Secrete')).toBe(false);

		// Another in its place is seen at once, though its address begins alike.
		await send('Autre.jpg', 'image/jpeg', await picture('#20c030'));
		await expect(shown).not.toHaveAttribute('src', String(first));
		await expect(history).toContainText('Notre logo.jpg');
		// The public page of the institution shows it to anybody.
		const visitor = await browser.newPage();
		await visitor.goto(`${origin}${String(first).replace(/\/logo.*/, '')}`);
		await expect(visitor.getByRole('img', { name: /Le Grand Pré/ })).toHaveJSProperty('naturalWidth', 240);
		await visitor.close();

		await page.getByText(say('institution_logo_remove'), { exact: true }).first().click();
		await page.getByRole('button', { name: say('institution_logo_remove_confirm'), exact: true }).click();
		await expect(page.getByText(say('institution_logo_removed'))).toBeVisible();
		await expect(shown).toHaveCount(0);
		await context.close();
	});

test('past its quota, an institution keeps the logo it has, and is told so beside the field', async ({
	browser,
	ownCast: { service, who },
}) => {
	const context = await browserOf(browser, who.chloe, 'fr', { javaScriptEnabled: false });
	const page = await context.newPage();
	await page.goto(`${service.origin}/institution`);
	const logo = page.getByRole('form', { name: word('fr', 'institution_logo') });
	const send = async (colour: string) => {
		const file = { name: 'logo.jpg', mimeType: 'image/jpeg', buffer: await picture(colour) };
		await logo.locator('input[type=file]').setInputFiles(file);
		await logo.locator('button').click();
	};
	await send('#c03020');
	const shown = region(page, word('fr', 'institution_preview')).getByRole('img');
	const src = await shown.getAttribute('src');
	// Other files of the institution take all that it may keep.
	const db = new Driver(join(String(service.env['DATA_DIR']), 'macaron.db'));
	db.prepare(
		`insert into files (id, sha256, bytes, type, name, institution, made_at)
		select 'x', ?, 1000000000, 'application/pdf', 'x', institution, 0 from files where institution is not null limit 1`,
	).run('0'.repeat(64));
	db.close();
	await send('#20c030');
	await expect(logo.locator('#logo-logo-problem')).toContainText('1000\u00a0Mo');
	await expect(shown).toHaveAttribute('src', String(src));
	await context.close();
});
