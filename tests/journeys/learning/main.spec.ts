import { test } from '../fixtures.ts';
import { MainJob, type Way } from '../main-job.ts';

const WAYS: [string, Way][] = [
	['in French, without scripts', { locale: 'fr', scripts: false, keys: false }],
	['in English, with scripts', { locale: 'en', scripts: true, keys: false }],
	['in French, with the keyboard alone', { locale: 'fr', scripts: true, keys: true }],
];

test.describe.configure({ mode: 'parallel' });

for (const [name, way] of WAYS) {
	test(`from the twelve statements to a revoked badge, ${name}`, async ({ browser, service }) => {
		await new MainJob(browser, service, way).carryOut();
	});
}
