import fc from 'fast-check';
import { expect, test } from 'vitest';
import { always } from '#tests/property';
import {
	ANONYMOUS,
	can,
	mustBeLearner,
	must,
	type Actor,
	type Membership,
	type Role,
	rolesOf,
	type Resource,
	type Verb,
} from './index.ts';

const CEGEP = 'cegep';
const ELSEWHERE = 'elsewhere';

const person = (id: string, ...memberships: Membership[]): Actor => ({
	kind: 'person',
	id,
	username: id,
	displayName: id,
	memberships,
	session: `session-of-${id}`,
});
const as = (role: Role, institution = CEGEP): Membership => ({
	institution,
	role,
	audience: role === 'learner' ? 'teacher' : null,
});

const everybody = {
	anonymous: ANONYMOUS,
	ada: person('ada', as('learner')),
	emile: person('emile', as('learner')),
	bruno: person('bruno', as('adviser')),
	other: person('other', as('adviser')),
	chloe: person('chloe', as('administrator')),
	foreignAdviser: person('foreign-adviser', as('adviser', ELSEWHERE)),
	foreignAdministrator: person('foreign-administrator', as('administrator', ELSEWHERE)),
	// Advisers of a RÉCIT service, by an agreement that lets them decide applications, and by one that does not.
	karine: person('karine', {
		...as('adviser'),
		byAgreement: { agreement: 'a', service: 'r', reviews: true },
	}),
	leo: person('leo', { ...as('adviser'), byAgreement: { agreement: 'b', service: 'r', reviews: false } }),
	operator: { kind: 'operator' } as Actor,
	// The operator signed in: a person who holds that role, and none in an institution.
	fabien: { ...person('fabien'), operator: true } as Actor,
};

const award = (published: boolean): Resource => ({
	kind: 'award',
	person: 'ada',
	institution: CEGEP,
	decidedBy: 'bruno',
	published,
});

const expected: [Verb, Resource, (keyof typeof everybody)[]][] = [
	['read', { kind: 'person', person: 'ada' }, ['ada']],
	['write', { kind: 'person', person: 'ada' }, ['ada']],
	['read', { kind: 'application', person: 'ada', institution: CEGEP }, ['ada', 'bruno', 'other', 'karine']],
	['write', { kind: 'application', person: 'ada', institution: CEGEP }, ['ada']],
	['review', { kind: 'application', person: 'ada', institution: CEGEP }, ['bruno', 'other', 'karine']],
	['review', { kind: 'application', person: 'bruno', institution: CEGEP }, ['other', 'karine']],
	['read', award(false), ['ada', 'bruno', 'other', 'karine', 'chloe', 'operator']],
	['read', award(true), Object.keys(everybody) as (keyof typeof everybody)[]],
	['write', award(true), ['ada']],
	['revoke', award(true), ['bruno', 'chloe', 'operator']],
	['read', { kind: 'cohort', institution: CEGEP, advisers: ['bruno'] }, ['bruno']],
	['write', { kind: 'cohort', institution: CEGEP, advisers: ['bruno', 'foreign-adviser'] }, ['bruno']],
	['write', { kind: 'cohort', institution: CEGEP, advisers: ['leo'] }, ['leo']],
	['learn', { kind: 'institution', institution: CEGEP }, ['ada', 'emile']],
	['advise', { kind: 'institution', institution: CEGEP }, ['bruno', 'other', 'karine', 'leo']],
	['administer', { kind: 'institution', institution: CEGEP }, ['chloe', 'operator']],
	['curate', { kind: 'institution', institution: CEGEP }, ['bruno', 'other', 'chloe']],
	['operate', { kind: 'service' }, ['operator', 'fabien']],
];

test.each(expected)('who may %s %o', (verb, thing, allowed) => {
	const found = Object.entries(everybody)
		.filter(([, actor]) => can(actor, verb, thing))
		.map(([name]) => name);
	expect(found.sort()).toEqual([...allowed].sort());
});

test('somebody refused is sent to sign in when unknown, and otherwise told that there is nothing here', () => {
	const adas: Resource = { kind: 'person', person: 'ada' };
	expect(() => must(ANONYMOUS, 'read', adas)).toThrow(
		expect.objectContaining({ code: 'identity.sign-in', status: 401 }),
	);
	expect(() => must(everybody.emile, 'read', adas)).toThrow(
		expect.objectContaining({ code: 'not-found', status: 404 }),
	);
	expect(() => must(ANONYMOUS, 'read', award(false))).toThrow(expect.objectContaining({ status: 404 }));
	expect(() => must(everybody.ada, 'read', adas)).not.toThrow();
});

test('an adviser who became a learner’s own reviewer in another institution reviews nothing here', () => {
	const both = person('both', as('adviser', ELSEWHERE), as('learner'));
	expect(can(both, 'review', { kind: 'application', person: 'ada', institution: CEGEP })).toBe(false);
	expect(mustBeLearner(both).institution).toBe(CEGEP);
	expect(rolesOf(both)).toEqual(['learner', 'adviser']);
});

const ids = fc.constantFrom('ada', 'emile', 'bruno', 'chloe');
const places = fc.constantFrom(CEGEP, ELSEWHERE);
const anyRole = fc.constantFrom<Role>('learner', 'adviser', 'administrator');
const anyActor = fc.oneof(
	fc.constant(ANONYMOUS),
	fc.constant<Actor>({ kind: 'operator' }),
	fc
		.tuple(
			ids,
			fc.array(
				fc.tuple(anyRole, places).map(([role, place]) => as(role, place)),
				{ maxLength: 4 },
			),
		)
		.map(([id, memberships]) => person(id, ...memberships)),
);
const anyThing: fc.Arbitrary<Resource> = fc.oneof(
	fc.record({ kind: fc.constant('person' as const), person: ids }),
	fc.record({ kind: fc.constant('application' as const), person: ids, institution: places }),
	fc.record({
		kind: fc.constant('award' as const),
		person: ids,
		institution: places,
		decidedBy: fc.option(ids),
		published: fc.boolean(),
	}),
	fc.record({ kind: fc.constant('cohort' as const), institution: places, advisers: fc.array(ids) }),
	fc.record({ kind: fc.constant('institution' as const), institution: places }),
	fc.constant<Resource>({ kind: 'service' }),
);
const anyVerb = fc.constantFrom<Verb>(
	...(['read', 'write', 'review', 'revoke', 'learn', 'advise', 'administer', 'curate', 'operate'] as const),
);

const WRITTEN = new Set(expected.map(([verb, thing]) => `${thing.kind} ${verb}`));

test('what the table does not name is refused to everybody', () => {
	always({ 'somebody signed in': 20 }, (met) =>
		fc.property(anyActor, anyVerb, anyThing, (actor, verb, thing) => {
			fc.pre(!WRITTEN.has(`${thing.kind} ${verb}`));
			met('somebody signed in', actor.kind === 'person');
			expect(can(actor, verb, thing)).toBe(false);
		}),
	);
});

test('nobody reviews oneself, whatever their roles', () => {
	always({ 'an adviser there': 5 }, (met) =>
		fc.property(anyActor, places, (actor, institution) => {
			fc.pre(actor.kind === 'person');
			const own: Resource = {
				kind: 'application',
				person: actor.kind === 'person' ? actor.id : '',
				institution,
			};
			met('an adviser there', can(actor, 'review', { ...own, person: 'somebody else' }));
			expect(can(actor, 'review', own)).toBe(false);
		}),
	);
});

test('whoever only administers reads neither profiles nor applications', () => {
	always({ 'a profile': 15, 'an application': 15 }, (met) =>
		fc.property(anyThing, places, (thing, place) => {
			const chloe = person('chloe', as('administrator', place));
			fc.pre((thing.kind === 'person' || thing.kind === 'application') && thing.person !== 'chloe');
			met('a profile', thing.kind === 'person');
			met('an application', thing.kind === 'application');
			expect(can(chloe, 'read', thing) || can(chloe, 'write', thing)).toBe(false);
		}),
	);
});

test('the operator signed in reads nobody’s work and acts in no institution: only what is published', () => {
	always({ published: 5, 'an application': 15 }, (met) =>
		fc.property(anyThing, anyVerb, (thing, verb) => {
			fc.pre(thing.kind !== 'service');
			const open = thing.kind === 'award' && thing.published && verb === 'read';
			met('published', open);
			met('an application', thing.kind === 'application');
			expect(can(everybody.fabien, verb, thing)).toBe(open);
		}),
	);
});

test('a role in one institution opens nothing in another, but what is published', () => {
	always(
		{ 'several roles': 300, published: 10 },
		(met) =>
			fc.property(fc.array(anyRole), anyVerb, anyThing, (held, verb, thing) => {
				const stranger = person('stranger', ...held.map((role) => as(role, ELSEWHERE)));
				fc.pre(thing.kind !== 'service' || verb !== 'operate');
				fc.pre(!('institution' in thing) || thing.institution === CEGEP);
				const open = thing.kind === 'award' && thing.published && verb === 'read';
				met('several roles', held.length > 1);
				met('published', open);
				expect(can(stranger, verb, thing)).toBe(open);
			}),
		{ numRuns: 3_000 },
	);
});
