import { expect } from '@playwright/test';
import sharp from 'sharp';
import { browserOf } from '../browser-of.ts';
import { test } from '../fixtures.ts';
import { pdfOf } from '../../../src/platform/server/files/files.fixture.ts';
import { violations } from '../axe.ts';
import { word } from '../words.ts';

/** A photo of two colours, one on each half. */
const photo = () =>
	sharp({ create: { width: 900, height: 600, channels: 3, background: '#c03020' } })
		.composite([
			{
				input: { create: { width: 450, height: 600, channels: 3, background: '#2030c0' } },
				left: 450,
				top: 0,
			},
		])
		.jpeg()
		.toBuffer();

test('a photo, then a PDF, is given on a phone without a script, and read by the adviser where it stands', async ({
	browser,
	ownCast: { service, things, who },
}) => {
	const said = (key: string, params?: Record<string, string>) => word('fr', key, params);
	const phone = { viewport: { width: 320, height: 640 }, javaScriptEnabled: false, hasTouch: true };
	const page = await (await browserOf(browser, who.ada, 'fr', phone)).newPage();
	const path = `${service.origin}/applications/${things.application}`;
	await page.goto(path);
	await page.getByText(said('recognition_evidence_add_other'), { exact: true }).tap();
	const form = page.locator('form').filter({ has: page.locator('[name="reflection"]') });
	// What is refused keeps what was typed, and says to choose the file again.
	const png = { name: 'menu.gif', mimeType: 'image/gif', buffer: Buffer.from('GIF89a, et la suite') };
	await form.locator('[name="reflection"]').fill('On voit ma part du travail.');
	await form.locator('[type="file"]').setInputFiles(png);
	await form.getByRole('button', { name: said('recognition_evidence_add'), exact: true }).tap();
	await expect(page.locator('.problems')).toContainText(said('problem_files_gif'));
	await expect(page.locator('[name="reflection"]')).toHaveValue('On voit ma part du travail.');
	await expect(page.getByText(said('recognition_evidence_file_choose_again'))).toBeVisible();
	await page
		.locator('[type="file"]')
		.setInputFiles({ name: 'Tableau blanc.jpg', mimeType: 'image/jpeg', buffer: await photo() });
	await page.getByRole('button', { name: said('recognition_evidence_add'), exact: true }).tap();
	const picture = page.getByAltText(said('recognition_evidence_file_alt', { title: 'Tableau blanc' }));
	await expect(picture).toBeVisible();
	expect(await picture.evaluate((img: HTMLImageElement) => [img.naturalWidth, img.naturalHeight])).toEqual([
		900, 600,
	]);
	expect((await picture.boundingBox())!.width).toBeLessThanOrEqual(320 - 24);
	expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);

	// A document takes the place of the photo.
	await page
		.getByRole('link', { name: said('recognition_evidence_edit_named', { title: 'Tableau blanc' }) })
		.tap();
	await page
		.getByLabel(said('recognition_evidence_file_other'))
		.setInputFiles({ name: 'Entente.pdf', mimeType: 'application/pdf', buffer: await pdfOf(1) });
	await page.getByRole('button', { name: said('recognition_evidence_save'), exact: true }).tap();
	const open = page.getByRole('link', { name: /Entente\.pdf/ });
	await expect(open).toBeVisible();
	const href = (await open.getAttribute('href'))!;
	await page.goto(path);
	await page.getByRole('button', { name: said('recognition_submit') }).tap();
	await expect(page.getByText(said('recognition_submitted_notice'))).toBeVisible();

	const adviser = await browserOf(browser, who.bruno, 'fr');
	const review = await adviser.newPage();
	await review.goto(`${service.origin}/review/${things.application}`);
	const shown = review.getByRole('link', { name: /Entente\.pdf/ });
	await expect(shown).toBeVisible();
	expect(await violations(review)).toEqual([]);
	const saved = review.waitForEvent('download');
	await shown.click();
	expect((await saved).suggestedFilename()).toBe('Entente.pdf');
	// The address of the person is not the adviser's.
	expect((await review.request.get(service.origin + href)).status()).toBe(404);
});

test('what names others is found and hidden on the device, in the text, in a PDF and on a photo, in English', async ({
	browser,
	ownCast: { service, things, who },
}) => {
	const said = (key: string, params?: Record<string, string>) => word('en', key, params);
	const context = await browserOf(browser, who.ada, 'en', { viewport: { width: 390, height: 844 } });
	const page = await context.newPage();
	const sent: string[] = [];
	await page.goto(`${service.origin}/applications/${things.application}`);
	await page.getByText(said('recognition_evidence_add_other'), { exact: true }).click();
	const text = page.locator('[name="reflection"]');
	await text.fill('Brayden McKenzie helped. Write to b.mckenzie@mail.example or 514 555-0123.');
	await page.waitForLoadState('networkidle');
	page.on('request', (request) => {
		if (request.method() !== 'GET' || !request.url().startsWith(`${service.origin}/_app/immutable/`))
			sent.push(`${request.method()} ${request.url()}`);
	});
	await page.getByRole('button', { name: said('redaction_open') }).click();
	const panel = page.getByRole('region', { name: said('redaction_title') });
	await expect(panel.getByRole('status').first()).toHaveText(said('redaction_found', { count: '3' }));
	await panel.getByRole('button', { name: said('redaction_hide_named', { text: '514 555-0123' }) }).click();
	await expect(text).toHaveValue(/b\.mckenzie@mail\.example or \[telephone\]\./);
	await panel.getByRole('button', { name: said('redaction_hide_all') }).click();
	await expect(text).toHaveValue('[name] helped. Write to [email] or [telephone].');

	const file = page.locator('[type="file"]');
	await file.setInputFiles({ name: 'a.pdf', mimeType: 'application/pdf', buffer: await pdfOf(1) });
	await expect(panel.getByText(said('redaction_pdf_none'))).toBeVisible();
	await file.setInputFiles({ name: 'class.jpg', mimeType: 'image/jpeg', buffer: await photo() });
	const frame = panel.getByRole('application');
	await expect(frame).toBeVisible();
	await frame.focus();
	// The frame begins over the border of the two colours.
	for (const key of ['ArrowLeft', 'ArrowUp', '+', 'Enter']) await page.keyboard.press(key);
	await expect(panel.getByText(said('redaction_picture_blurred', { count: '1' }))).toBeVisible();
	expect(await violations(page)).toEqual([]);
	await panel.getByRole('button', { name: said('redaction_picture_keep') }).click();
	await expect(panel.getByRole('status').first()).toHaveText(said('redaction_picture_kept'));
	// All of this was done on the device: a draft of the text apart, nothing was sent.
	expect(sent.filter((request) => !/drafts/.test(request))).toEqual([]);

	await page.getByLabel(said('recognition_evidence_title')).fill('My class');
	await page.getByRole('button', { name: said('recognition_evidence_add'), exact: true }).click();
	const kept = page.getByAltText(said('recognition_evidence_file_alt', { title: 'My class' }));
	await expect(kept).toBeVisible();
	const bytes = await (await page.request.get(service.origin + (await kept.getAttribute('src'))!)).body();
	const { data, info } = await sharp(bytes).raw().toBuffer({ resolveWithObject: true });
	const at = (x: number, y: number) => [
		...data.subarray((y * info.width + x) * 3, (y * info.width + x) * 3 + 3),
	];
	const [, , blue] = at(448, 300);
	// Beside the border, the red half now has some of the blue one; away from it, it is as it was.
	expect(blue).toBeGreaterThan(60);
	expect(at(20, 20)[2]).toBeLessThan(60);
});
