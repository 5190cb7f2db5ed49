import { resolve } from 'node:path';
import { findChromium } from '../../scripts/chromium.mjs';
import { type Report } from '#openbadges';
import { verified } from './badge-case.ts';
import { readExpected, unmet } from './expected.ts';
import { type Case, casesOf } from './folder.ts';
import { type Found, judgeOnService } from './service-case.ts';

const [folder] = process.argv.slice(2);
if (!folder) {
	console.error('Say which folder holds the cases: npm run cases -- FOLDER');
	process.exit(2);
}

const because = ({ verdict, checks }: Report): string => {
	const told = checks
		.filter(({ outcome }) => !['pass', 'skip'].includes(outcome))
		.map(({ id, reason }) => `${id} ${reason}`);
	return told.length > 0 ? `${verdict} (${told.join(', ')})` : verdict;
};

async function judgeBadge(one: Case): Promise<Found> {
	const report = await verified(one.file ?? '', {
		index: one.index,
		at: one.lines.get('at'),
		recipient: one.lines.get('recipient'),
	});
	return { found: because(report), unmet: unmet(readExpected(one.expected), report) };
}

const cases = casesOf(resolve(folder));
const onService = cases.filter(({ kind }) => kind !== 'badge');
const found = new Map<Case, Found>();
for (const one of cases) if (one.kind === 'badge') found.set(one, await judgeBadge(one));
const answers = await judgeOnService(onService, findChromium()?.whole);
onService.forEach((one, at) => found.set(one, answers[at] ?? { found: 'nothing', unmet: ['an answer'] }));

let missed = 0;
for (const one of cases) {
	const { found: what, unmet: not } = found.get(one) ?? { found: 'nothing', unmet: ['an answer'] };
	if (not.length > 0) missed += 1;
	console.log(`${not.length === 0 ? 'met    ' : 'NOT MET'}  ${one.name}`);
	console.log(`         expected: ${one.expected}`);
	console.log(`         found:    ${what}${not.length > 0 ? ` — not met: ${not.join('; ')}` : ''}`);
}
console.log(`\n${cases.length - missed} of ${cases.length} met`);
process.exit(missed === 0 && cases.length > 0 ? 0 : 1);
