import { expect, type Page } from '@playwright/test';
import sharp from 'sharp';
import { pdfOf } from '../../../src/platform/server/files/files.fixture.ts';
import { violations } from '../axe.ts';
import { browserOf } from '../browser-of.ts';
import { answerAll, newAccount } from '../cast.ts';
import { test } from '../fixtures.ts';
import { visitor } from '../visitor.ts';
import { word } from '../words.ts';

const PHONE = { viewport: { width: 320, height: 640 }, javaScriptEnabled: false, hasTouch: true };
const beyond = (page: Page) => page.evaluate(() => document.documentElement.scrollWidth - innerWidth);

for (const locale of ['fr', 'en'] as const) {
	const said = (key: string, params?: Record<string, string>) => word(locale, key, params);

	test(`Transfert on a phone without a script, in ${locale}: sent back with marks, completed, accepted by a third`, async ({
		browser,
		service,
	}) => {
		const known = visitor(service.origin);
		await known.signIn('bruno', service.passwords['bruno'] ?? '');
		const ada = visitor(service.origin);
		await ada.signIn('ada', service.passwords['ada'] ?? '');
		await answerAll(ada, '2');
		await ada.send('/situations/collaboration', '?/choose', { choice: 'a' });
		const begun = await ada.send('/recognition/transfer-collaboration', '?/start', {});
		const path = begun.location ?? '';
		const id = path.split('/').at(-1) ?? '';
		const advisers = [
			known,
			await newAccount(service, 'berthe', 'Berthe', 'adviser'),
			await newAccount(service, 'odile', 'Odile', 'adviser'),
		];

		const applicant = await (await browserOf(browser, ada, locale, PHONE)).newPage();
		const add = async (name: string, mimeType: string, buffer: Buffer, context: string, shared: boolean) => {
			await applicant.goto(service.origin + path);
			const other = applicant.getByText(said('recognition_evidence_add_other'), { exact: true });
			if (await other.isVisible()) await other.tap();
			await applicant.locator('[type="file"]').setInputFiles({ name, mimeType, buffer });
			await applicant.locator('[name="reflection"]').fill(`Ce que montre ${name}.`);
			await applicant.locator('[name="context"]').fill(context);
			if (shared) await applicant.locator('[name="shared[]"]').check();
			await applicant.getByRole('button', { name: said('recognition_evidence_add'), exact: true }).tap();
			await expect(applicant.getByText(said('recognition_evidence_added'))).toBeVisible();
		};
		const photo = await sharp({ create: { width: 600, height: 400, channels: 3, background: '#c03020' } })
			.jpeg()
			.toBuffer();
		const send = async () => {
			await applicant.goto(service.origin + path);
			await applicant.getByRole('button', { name: said('recognition_submit') }).tap();
			await expect(applicant.getByText(said('recognition_submitted_notice'))).toBeVisible();
		};
		await add('Tableau.jpg', 'image/jpeg', photo, 'Groupe 12', false);
		await add('Guide.pdf', 'application/pdf', Buffer.from(await pdfOf(1)), 'Comité', true);
		await send();

		/** An adviser answers on the page, as a person does: marks, decision, level, word. */
		const answer = async (
			at: number,
			set: { decision: string; level?: string; reason: string; piece?: string; comment?: string },
		) => {
			const page = await (await browserOf(browser, advisers[at]!, locale, PHONE)).newPage();
			await page.goto(`${service.origin}/review/${id}`);
			await expect(page.locator('input[type="radio"]:checked')).toHaveCount(0);
			expect(await beyond(page)).toBe(0);
			// No key is promised where no script hears it.
			await expect(page.getByText(said('keys_title'))).toHaveCount(0);
			await expect(page.locator('kbd:visible')).toHaveCount(0);
			if (set.piece) await page.locator(`[name="pieceMark0"][value="${set.piece}"]`).check();
			if (set.comment) await page.locator('[name="pieceComment0"]').fill(set.comment);
			await page.locator('[name="criterionMark1"][value="met"]').check();
			await page.locator(`[name="decision"][value="${set.decision}"]`).check();
			if (set.level) await page.locator(`[name="level"][value="${set.level}"]`).check();
			await page.locator('[name="reason"]').fill(set.reason);
			const body = await page.locator('main').innerText();
			await page.getByRole('button', { name: said('recognition_decide'), exact: true }).tap();
			await expect(page).toHaveURL(/\/review\?done=/);
			await page.context().close();
			return body;
		};
		const back = { decision: 'return', reason: 'Le tableau ne montre pas votre part.' };
		await answer(0, { ...back, piece: 'to-complete', comment: 'Canari de Bruno : montrez votre part.' });
		// The second reads neither the opinion of the first nor the marks; nor does the person.
		const read = await answer(1, { ...back, piece: 'not-relevant', comment: 'Canari de Berthe.' });
		expect(read).not.toContain('Canari');

		await applicant.goto(service.origin + path);
		const piece = applicant
			.getByRole('listitem')
			.filter({ has: applicant.locator('h3', { hasText: 'Tableau' }) });
		await expect(piece).toContainText(said('recognition_mark_to_complete'));
		await expect(piece).toContainText('Canari de Bruno');
		await expect(piece).toContainText(said('recognition_mark_not_relevant'));
		expect(await beyond(applicant)).toBe(0);
		await piece
			.getByRole('link', { name: said('recognition_evidence_edit_named', { title: 'Tableau' }) })
			.tap();
		await applicant.locator('[name="reflection"]').fill('J’ai dessiné la moitié gauche.');
		await applicant.getByRole('button', { name: said('recognition_evidence_save'), exact: true }).tap();
		await expect(applicant.getByText(said('recognition_evidence_changed'))).toBeVisible();
		await send();

		const accepts = { decision: 'accept', level: 'advanced', reason: 'Votre part se voit.' };
		await answer(0, { ...accepts, piece: 'met' });
		await answer(1, { decision: 'refuse', reason: 'Je ne vois pas le partage.' });
		await answer(2, { ...accepts, piece: 'met' });
		await applicant.goto(service.origin + path);
		await expect(applicant.locator('main')).toContainText('Votre part se voit.');
		await applicant.getByRole('link', { name: said('recognition_see_badge') }).tap();
		// The sentence after the name of the institution, which stands between brackets.
		const judged = said('badge_judged_third', { institution: '', count: '2' }).split('()').at(-1) ?? '';
		await expect(applicant.locator('main')).toContainText(judged.trim());
		await applicant.context().close();
	});

	test(`prior learning on a phone without a script, in ${locale}: no evidence, an interview, a badge that says so`, async ({
		browser,
		service,
	}) => {
		const ada = visitor(service.origin);
		await ada.signIn('ada', service.passwords['ada'] ?? '');
		const bruno = visitor(service.origin);
		await bruno.signIn('bruno', service.passwords['bruno'] ?? '');
		await answerAll(ada, '2');
		await ada.send('/situations/collaboration', '?/choose', { choice: 'a' });
		const page = await (await browserOf(browser, ada, locale, PHONE)).newPage();
		await page.goto(`${service.origin}/recognition/practice-collaboration`);
		await page.getByRole('button', { name: said('recognition_prior_start') }).tap();
		await expect(page.getByText(said('recognition_prior_applicant'))).toBeVisible();
		const path = new URL(page.url()).pathname;
		await page.getByRole('button', { name: said('recognition_submit') }).tap();
		await expect(page.getByText(said('recognition_submitted_notice'))).toBeVisible();

		const review = await (await browserOf(browser, bruno, locale, PHONE)).newPage();
		await review.goto(`${service.origin}/review/${path.split('/').at(-1)}`);
		await expect(review.getByText(said('recognition_prior_none'))).toBeVisible();
		expect(await beyond(review)).toBe(0);
		await review.locator('[name="decision"][value="accept"]').check();
		await review.locator('[name="level"][value="intermediate"]').check();
		await review.locator('[name="reason"]').fill('Vous maîtrisez ces outils.');
		const decide = review.getByRole('button', { name: said('recognition_decide'), exact: true });
		await decide.tap();
		await expect(review.locator('.problems')).toContainText(said('problem_recognition_interview_missing'));
		await expect(review.locator('[name="reason"]')).toHaveValue('Vous maîtrisez ces outils.');
		await review.locator('[name="interviewDate"]').fill('2026-11-20');
		await review.locator('[name="interviewMinutes"]').fill('40');
		await review.locator('[name="interviewShown"]').fill('Elle a animé un atelier devant moi.');
		await decide.tap();
		await expect(review).toHaveURL(/\/review\?done=accept/);
		await review.context().close();

		await page.goto(service.origin + path);
		await expect(page.locator('main')).toContainText('Elle a animé un atelier devant moi.');
		await page.getByRole('link', { name: said('recognition_see_badge') }).tap();
		await expect(page.locator('main')).toContainText(said('badge_judged_prior_interview').slice(0, 30));
		await expect(page.locator('main')).toContainText(said('badge_assessment_interview'));
		expect(await beyond(page)).toBe(0);
		await page.context().close();
	});
}

test('the page of a review, with marks, keys and an interview, keeps to accessibility', async ({
	browser,
	service,
}) => {
	const ada = visitor(service.origin);
	await ada.signIn('ada', service.passwords['ada'] ?? '');
	const bruno = visitor(service.origin);
	await bruno.signIn('bruno', service.passwords['bruno'] ?? '');
	await answerAll(ada, '2');
	await ada.send('/situations/collaboration', '?/choose', { choice: 'a' });
	const begun = await ada.send('/recognition/practice-collaboration', '?/start', { kind: 'prior-learning' });
	const path = begun.location ?? '';
	await ada.send(path, '?/submit', {});
	for (const colorScheme of ['light', 'dark'] as const) {
		const page = await (await browserOf(browser, bruno, 'fr', { colorScheme })).newPage();
		await page.goto(`${service.origin}/review/${path.split('/').at(-1)}`);
		await page.getByText(word('fr', 'keys_title')).click();
		expect(await violations(page)).toEqual([]);
		await page.screenshot({ path: `.screens/review-${colorScheme}.png`, fullPage: true });
		await page.context().close();
	}
});
