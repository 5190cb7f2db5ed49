import { expect, test } from 'vitest';
import { type Application, type Review, applicationSteps, type Submission } from './application.ts';

const at = (n: number) => new Date(Date.UTC(2026, 10, n));
const application: Application = {
	...{ id: 'a', person: 'ada', institution: 'i', badge: 'practice-ethics', definitionVersion: 2 },
	frameworkVersion: 'crcn-2025',
	...{ locale: 'fr', state: 'returned', revision: 4, evidenceInBadge: false, bindsEmail: false },
	settling: false,
	kind: 'evidence',
	...{ createdAt: at(1), submittedAt: at(6), decidedAt: null },
};
const sent = (n: number): Submission => ({ id: `s${n}`, said: 'advanced', evidence: [], at: at(n) });
const answered = (n: number, decision: Review['decision'], level: string | null = null): Review => ({
	...{ id: `r${n}`, reviewer: 'bruno', decision, reason: `Raison ${n}`, level },
	...{ saidAtDecision: 'expert', markings: [], interview: null, at: at(n) },
});

test('a history: begun, then sent and answered in the order of time, with the reasons, then taken back', () => {
	const submissions = [sent(2), sent(6)];
	const reviews = [answered(4, 'return'), answered(8, 'accept', 'advanced')];
	const lived = [
		{ kind: 'started', at: at(1) },
		{ kind: 'submitted', at: at(2) },
		{ kind: 'return', at: at(4), reason: 'Raison 4', level: null, markings: [], interview: null },
		{ kind: 'submitted', at: at(6) },
		{ kind: 'accept', at: at(8), reason: 'Raison 8', level: 'advanced', markings: [], interview: null },
	];
	expect(applicationSteps(application, submissions, reviews)).toEqual(lived);
	const withdrawn = { ...application, state: 'withdrawn', decidedAt: at(9) } as const;
	expect(applicationSteps(withdrawn, submissions, reviews)).toEqual([
		...lived,
		{ kind: 'withdrawn', at: at(9) },
	]);
	expect(applicationSteps({ ...withdrawn, state: 'refused' }, [], [])).toEqual([
		{ kind: 'started', at: at(1) },
	]);
	expect(applicationSteps({ ...withdrawn, decidedAt: null }, [], [])).toEqual([
		{ kind: 'started', at: at(1) },
	]);
});

test('what two advisers thought is told once it is decided, the opinion that completes it as the decision', () => {
	const opinion = (id: string, submission: string, n: number) => ({
		...{
			id,
			submission,
			service: null,
			reviewer: id,
			decision: 'accept' as const,
			reason: `Avis ${id}`,
			level: 'advanced',
		},
		...{ saidAtDecision: 'starting', markings: [], at: at(n) },
	});
	const opinions = [opinion('o1', 's2', 3), opinion('r4', 's2', 4), opinion('o2', 's6', 7)];
	const kinds = applicationSteps(application, [sent(2), sent(6)], [answered(4, 'return')], opinions).map(
		(step) => [step.kind, 'reason' in step ? step.reason : null],
	);
	expect(kinds).toEqual([
		['started', null],
		['submitted', null],
		['opinion', 'Avis o1'],
		['return', 'Raison 4'],
		['submitted', null],
	]);
});
