import { expect, test } from 'vitest';
import { pageOf } from '#tests/rendered-page';
import Page from './+page.svelte';
import { progressText } from './lead-text.ts';

const LINK = 'https://macaron.example/join?code=7K2Q-X94T';
const pageWith = (more: object, form: object | null = null) =>
	pageOf(Page as never, {
		form,
		data: {
			...{
				id: 'a1',
				name: 'Automne',
				asked: { people: 0, names: [], page: 1, pages: 1 },
				code: '7K2Q-X94T',
				link: LINK,
				qr: { side: 33, path: 'M4 4h7v1h-7z' },
			},
			...{
				endsOn: '2027-06-30',
				startsOn: null,
				mostPeople: null,
				asks: null,
				audience: 'teacher',
				version: 'crcn-2025',
				archived: false,
				archivable: false,
				opensLater: false,
				over: false,
				today: '2026-11-22',
				shown: 'une-version',
				done: 0,
				changed: null,
			},
			...{ least: 15, nextDate: '2026-12-01', people: 0, members: [], page: 1, pages: 1 },
			...{ portraitDate: null, topics: [], dimensions: [], formKey: 'k', drafts: [] },
			shell: { timeZone: 'America/Toronto' },
			...more,
		},
	}).body;
const folded = (body: string, summary: string) =>
	new RegExp(`<details([^>]*)><summary[^>]*>${summary}</summary>`).exec(body)?.[1];

test('the code has its link and its QR code, behind one line', () => {
	const body = pageWith({});
	expect(folded(body, 'Lien et code QR')).not.toContain('open');
	expect(body).toContain(`href="${LINK}"`);
	expect(body).toContain('d="M4 4h7v1h-7z"');
});

test('editing and closing wait behind a line each, and say which version the page showed', () => {
	const body = pageWith({});
	for (const summary of ['Modifier la cohorte', 'Fermer la cohorte'])
		expect(folded(body, summary), summary).not.toContain('open');
	expect(body.match(/name="shown" value="une-version"/g)).toHaveLength(2);
	expect(body).toMatch(/<input[^>]*id="edit-name"[^>]*value="Automne"/);
	expect(body).toMatch(/<input[^>]*id="close-endsOn"[^>]*value="2026-11-22"/);
	expect(body).toMatch(/<input[^>]*id="close-endsOn"[^>]*max="2027-06-30"/);
	expect(pageWith({ endsOn: null })).not.toMatch(/<input[^>]*id="close-endsOn"[^>]*max=/);
});

test('what was just done is said at the top', () => {
	const said = (changed: string) =>
		pageWith({ changed }).slice(0, pageWith({ changed }).indexOf('id="invite"'));
	expect(said('edited')).toContain('Les changements sont enregistrés.');
	expect(said('archived')).toContain('La cohorte est archivée.');
	expect(said('unarchived')).toContain('La cohorte n’est plus archivée.');
	expect(said('closed')).toContain('Le partage prend fin le 30\u00a0juin 2027.');
});

test('a form that is refused is open, with its problem beside the field', () => {
	const problem = { field: 'endsOn', text: 'Choisissez un jour qui vient plus tôt.' };
	const values = { form: 'close', endsOn: '2027-07-01', shown: 'une-version' };
	const body = pageWith({}, { problems: [problem], values });
	expect(folded(body, 'Fermer la cohorte')).toContain('open');
	expect(folded(body, 'Modifier la cohorte')).not.toContain('open');
	expect(body).toMatch(/<input[^>]*id="close-endsOn"[^>]*value="2027-07-01"/);
	expect(body).toContain('href="#close-endsOn"');
});

test('of a cohort that is over, the page says since when, and has no code to give nor end to choose', () => {
	const body = pageWith({ over: true, endsOn: '2026-11-20' });
	expect(body).toContain('20\u00a0novembre 2026');
	expect(body).toContain('Cohorte terminée');
	for (const gone of ['7K2Q-X94T', 'Fermer la cohorte']) expect(body).not.toContain(gone);
	expect(body).toContain('Modifier la cohorte');
});

test('how far everybody is stands in one line, without what nobody did; a long list waits behind it', () => {
	const of = (people: number, done: number, notStarted: number) => progressText({ people, done, notStarted });
	expect(of(24, 17, 2)).toBe('17 terminées · 5 commencées · 2 pas commencées');
	expect(of(3, 1, 1)).toBe('1 terminée · 1 commencée · 1 pas commencée');
	expect(of(2, 2, 0)).toBe('2 terminées');
	const members = [{ name: 'Ada', since: new Date('2026-11-01T15:00:00Z'), progress: 'started' }];
	const list = (isFolded: boolean) =>
		folded(
			pageWith({ members, people: 1, progress: 'en une ligne', folded: isFolded }),
			'Autoévaluation\u00a0: en une ligne',
		);
	expect(list(true)).not.toContain('open');
	expect(list(false)).toContain('open');
});

test('since it was handed over, those who have not answered are named, apart from those who share', () => {
	const asked = { people: 2, names: ['Ada', 'Émile'], page: 1, pages: 1 };
	const body = pageWith({ asked });
	expect(body).toMatch(/<details[^>]*open[^>]*><summary[^>]*>2 personnes<\/summary>/);
	expect(body.match(/<li>(?:<!--.*?-->)*(Ada|Émile)/g)).toHaveLength(2);
	expect(pageWith({})).not.toContain('id="waiting"');
	expect(body).toContain('href="/cohorts/a1/hand"');
	expect(pageWith({ over: true })).not.toContain('/hand"');
});

test('what a campaign asks, of how many, and from when stands beside its code, with its poster', () => {
	const plain = pageWith({});
	expect(plain).toContain('href="/cohorts/a1/poster"');
	expect(plain).toContain('href="/cohorts?from=a1#new-cohort"');
	for (const absent of ['La cohorte ouvre', 'Demandé aux personnes', 'Personnes : '])
		expect(plain).not.toContain(absent);
	const more = { startsOn: '2026-12-07', opensLater: true, mostPeople: 30, people: 4, asks: 'situations' };
	const body = pageWith(more);
	expect(body).toContain('La cohorte ouvre le 7\u00a0décembre 2026.');
	expect(body).toContain('Personnes : 4 sur 30.');
	expect(body).toContain('Demandé aux personnes\u00a0: Mises en situation.');
	expect(body).toMatch(/<input[^>]*id="edit-startsOn"[^>]*value="2026-12-07"/);
});

test('a cohort where nobody shares can be archived; archived, it gives no code and can come back', () => {
	expect(pageWith({})).not.toContain('?/archive');
	expect(pageWith({ archivable: true })).toContain('action="?/archive"');
	const body = pageWith({ archivable: true, archived: true });
	expect(body).toContain('action="?/unarchive"');
	expect(body).toContain('Cohorte archivée');
	for (const gone of ['7K2Q-X94T', '/poster', 'action="?/archive"']) expect(body).not.toContain(gone);
});
