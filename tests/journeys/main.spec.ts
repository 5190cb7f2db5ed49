import { expect } from '@playwright/test';
import { test } from './fixtures.ts';
import { MainJob, type Way } from './main-job.ts';

const WAYS: [string, Way][] = [
	['in French, without scripts', { locale: 'fr', scripts: false, keys: false }],
	['in English, with scripts', { locale: 'en', scripts: true, keys: false }],
	['in French, with the keyboard alone', { locale: 'fr', scripts: true, keys: true }],
];

test.describe.configure({ mode: 'parallel' });

const REASON = 'Il manque un exemple de ce que les élèves ont produit.';

for (const [name, way] of WAYS) {
	test(`from the twelve statements to a revoked badge, ${name}`, async ({ browser, service }) => {
		const job = new MainJob(browser, service, way);
		const ada = await job.signIn('ada', job.word('today_title'));
		await job.answerEverything(ada);
		await job.logTraining(ada);
		await job.doSituation(ada);
		await job.apply(ada);

		const bruno = await job.signIn('bruno', job.word('today_title'));
		await job.decide(bruno, 'return', REASON);
		await job.complete(ada, REASON);
		await job.decide(bruno, 'accept', '');

		const address = await job.publish(ada);
		const { desk: passer, file } = await job.visit(address);
		expect(job.verify(file)).toEqual({ status: 0, verdict: 'valid' });

		await job.revoke(bruno, address);
		expect(job.verify(file)).toEqual({ status: 1, verdict: 'revoked' });
		await passer.page.reload();
		await expect(passer.page.getByRole('main')).toContainText('La preuve appartenait à quelqu’un d’autre.');

		expect(job.desks.flatMap(({ faults }) => faults)).toEqual([]);
	});
}
