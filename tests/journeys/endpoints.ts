import type { Things } from './cast.ts';
import type { Fields } from './visitor.ts';

/**
 * The response that each of the ten people must get, one letter each, in the order of WHO: anonymous, Ada,
 * Émile, Odile (another cohort's adviser), Bruno, Chloé, another institution's administrator and its adviser,
 * the operator of the service, and Karine, adviser of a RÉCIT service, who acts in the other institution by an
 * agreement.
 *
 * - O: ok (200, 204)
 * - S: sent to sign in
 * - L: lost (404, the same as for what does not exist)
 * - D: done (303, redirected)
 * - I: invalid (422: the person may do it, but what was sent is refused)
 * - C: changed meanwhile (409)
 * - M: method not allowed (405)
 * - B: bad (400: not what the protocol of the programs that send there says)
 */
export type Letter = 'O' | 'S' | 'L' | 'D' | 'I' | 'C' | 'M' | 'B';

/**
 * One row of the table of endpoints: an endpoint of the build's manifest, tried at one address, and the
 * response that each person must get.
 */
export interface Row {
	readonly id: string;
	readonly answers: string;
	/**
	 * Makes the address of the row from ids. With ids that do not exist, the response must be what a stranger
	 * gets with real ones.
	 */
	readonly at: (things: Things) => string;
	/**
	 * Makes the fields to send: valid ones, unless the row expects I (invalid). The idempotency key is added.
	 */
	readonly fields: (things: Things) => Fields;
	/** Tells apart the rows of one endpoint, such as “published” and “provisional”. */
	readonly about: string;
	/** True to send the fields as JSON, as a program does, without an idempotency key. */
	readonly json?: boolean;
}

type Made = string | ((things: Things) => string);
const row =
	(kind: string) =>
	(route: string, answers: string, at?: Made, fields?: (things: Things) => Fields, about = ''): Row => ({
		id: `${kind} ${route}`,
		answers,
		at: typeof at === 'function' ? at : () => at ?? route.split('?/')[0] ?? '',
		fields: fields ?? (() => ({})),
		about,
	});
const page = row('page');
const get = row('get');
const post = row('post');
const options = row('options');

const ANYBODY = 'OOOOOOOOOO';
const SIGNED_IN = 'SOOOOOOOOO';
const LEARNERS = 'SOOLLLLLLL';
/** Learners of the staff of a school: Ada, since Émile is a student. */
const STAFF = 'SOLLLLLLLL';
/** Advisers and administrators of an institution, in their own name. */
const EDITORS = 'SLLOOOOOLL';
const ADA = 'SOLLLLLLLL';
const ADVISERS = 'SLLOOLLOLO';

const OPERATOR = 'SLLLLLLLOL';

const LONG_ENOUGH = 'Une raison assez longue pour être comprise.';

/** The rows of pages; each row also covers the page's `__data.json`. */
const PAGES: readonly Row[] = [
	page('/', ANYBODY),
	page('/framework', ANYBODY),
	page('/framework/[version]', ANYBODY, '/framework/crcn-2019'),
	page('/framework/[version]', ANYBODY, '/framework/crcn-2025', undefined, 'provisional'),
	page('/framework/[version]/[dimension]', ANYBODY, ({ dimension }) => `/framework/crcn-2019/${dimension}`),
	page(
		'/framework/[version]/[dimension]',
		ANYBODY,
		({ dimension }) => `/framework/crcn-2025/${dimension}`,
		undefined,
		'provisional',
	),
	page(
		'/framework/[version]/[dimension]/[element]',
		ANYBODY,
		({ dimension, element }) => `/framework/crcn-2019/${dimension}/${element}`,
	),
	page('/framework/[version]/levels', ANYBODY, '/framework/crcn-2019/levels'),
	page('/framework/[version]/levels/[level]', ANYBODY, '/framework/crcn-2019/levels/advanced'),
	page(
		'/framework/[version]/comparison/[other]',
		ANYBODY,
		'/framework/crcn-2019/comparison/crcn-2025',
		undefined,
		'2019 to 2025',
	),
	page(
		'/framework/[version]/comparison/[other]',
		ANYBODY,
		'/framework/crcn-2025/comparison/crcn-2019',
		undefined,
		'2025 to 2019',
	),
	page('/framework/digcomp', ANYBODY),
	page('/framework/vocabulary', ANYBODY),
	page('/badges', ANYBODY),
	page('/badges/criteria/[dimension]', ANYBODY, ({ dimension }) => `/badges/criteria/${dimension}`),
	page('/badges/[badge]', ANYBODY, ({ badge }) => `/badges/${badge}`),
	page('/badges/[badge]', ANYBODY, ({ ownBadge }) => `/badges/${ownBadge}.1`, undefined, 'own'),
	page(
		'/badges/[badge]',
		ANYBODY,
		({ dimension }) => `/badges/exploration-${dimension}`,
		undefined,
		'by rule',
	),
	page('/verify', ANYBODY),
	page('/design', ANYBODY),
	page('/mail', ANYBODY),
	page('/unsubscribe/[token]', 'LLLLLLLLLL', ({ token }) => `/unsubscribe/${token}`),
	page('/help', ANYBODY),
	page('/privacy-notice', ANYBODY),
	page('/privacy-notice/erased', ANYBODY),
	page('/b/[id]', ANYBODY, ({ award }) => `/b/${award}`, undefined, 'published'),
	page('/b/[id]', 'LOLOOOLLLL', ({ privateAward }) => `/b/${privateAward}`, undefined, 'private'),
	page('/b/[id]/revoke', 'SLLLOOLLLL', ({ award }) => `/b/${award}/revoke`),
	page('/i/[slug]', ANYBODY, ({ issuer }) => `/i/${issuer}`),
	page('/sign-in', 'ODDDDDDDDD'),
	page('/sign-in/forgotten', ANYBODY),
	page(
		'/sign-in/new-password/[token]',
		ANYBODY,
		({ token }) => `/sign-in/new-password/${token}`,
		undefined,
		'ended',
	),
	page('/hours/[token]', ANYBODY, ({ hoursToken }) => `/hours/${hoursToken}`, undefined, 'shared'),
	page('/hours/[token]', 'LLLLLLLLLL', ({ token }) => `/hours/${token}`, undefined, 'ended'),
	page('/verify-email/[token]', ANYBODY, ({ token }) => `/verify-email/${token}`, undefined, 'ended'),
	page('/join', ANYBODY),
	page('/slip', ANYBODY),
	page('/join/[token]', ANYBODY, ({ token }) => `/join/${token}`, undefined, 'ended'),
	page('/try', ANYBODY),
	page('/setup/[token]', 'LLLLLLLLLL', ({ token }) => `/setup/${token}`),

	// The operator has nothing there: their own page opens instead.
	page('/today', 'SOOOOOOODO'),
	page('/account', SIGNED_IN),
	page('/account/data', SIGNED_IN),
	page('/assessment', LEARNERS),
	page('/assessment/[dimension]', LEARNERS, ({ dimension }) => `/assessment/${dimension}`),
	page('/assessment/themes/[theme]', LEARNERS, '/assessment/themes/ai-literacy'),
	page('/situations', LEARNERS),
	page('/situations/[dimension]', LEARNERS, ({ dimension }) => `/situations/${dimension}`),
	page('/profile', LEARNERS),
	page('/profile/[dimension]', LEARNERS, ({ dimension }) => `/profile/${dimension}`),
	page('/training', LEARNERS),
	page('/training/new', LEARNERS),
	page('/training/import', LEARNERS),
	page('/training/[id]', ADA, ({ training }) => `/training/${training}`),
	page(
		'/training/[id]',
		'SLOLLLLLLL',
		({ emileTraining }) => `/training/${emileTraining}`,
		undefined,
		'Émile’s',
	),
	page('/catalogue', LEARNERS),
	page('/catalogue/edit', EDITORS),
	page('/catalogue/edit/new', EDITORS),
	page('/catalogue/edit/import', EDITORS),
	page('/catalogue/edit/[id]', 'SLLOOOLLLL', ({ entry }) => `/catalogue/edit/${entry}`),
	page('/training/[id]/looking-back', ADA, ({ training }) => `/training/${training}/looking-back`),
	page('/training/hours', STAFF),
	page('/training/hours/attestation', STAFF),
	page('/recognition', LEARNERS),
	page('/recognition/[badge]', LEARNERS, ({ badge }) => `/recognition/${badge}`),
	page('/recognition/[badge]', LEARNERS, ({ ownBadge }) => `/recognition/${ownBadge}`, undefined, 'own'),
	page('/applications/[id]', ADA, ({ application }) => `/applications/${application}`, undefined, 'draft'),
	page('/applications/[id]', ADA, ({ sent }) => `/applications/${sent}`, undefined, 'sent'),
	page(
		'/applications/[id]/evidence/[evidence]',
		ADA,
		({ application, evidence }) => `/applications/${application}/evidence/${evidence}`,
	),
	get(
		'/applications/[id]/files/[file]',
		ADA,
		({ application, evidenceFile }) => `/applications/${application}/files/${evidenceFile}`,
	),
	get(
		'/applications/[id]/files/[file]',
		'SLLLLLLLLL',
		({ application, sentFile }) => `/applications/${application}/files/${sentFile}`,
		undefined,
		'of another application',
	),
	get(
		'/review/[application]/files/[file]',
		'SLLOOLLLLL',
		({ sent, sentFile }) => `/review/${sent}/files/${sentFile}`,
	),
	get(
		'/review/[application]/files/[file]',
		'SLLLLLLLLL',
		({ application, evidenceFile }) => `/review/${application}/files/${evidenceFile}`,
		undefined,
		'draft',
	),
	page('/cohorts/join', LEARNERS),

	page('/review', ADVISERS),
	page('/review/decisions', ADVISERS),
	page('/review/[application]', 'SLLOOLLLLL', ({ sent }) => `/review/${sent}`),
	page(
		'/review/[application]',
		'SLLLLLLLLL',
		({ application }) => `/review/${application}`,
		undefined,
		'draft',
	),
	page('/cohorts', ADVISERS),
	page('/cohorts/[id]', 'SLLLOLLLLL', ({ cohort }) => `/cohorts/${cohort}`),
	page('/cohorts/[id]/hand', 'SLLLOLLLLL', ({ cohort }) => `/cohorts/${cohort}/hand`),
	page('/cohorts/[id]/poster', 'SLLLOLLLLL', ({ cohort }) => `/cohorts/${cohort}/poster`),
	page('/cohorts/[id]/roster', 'SLLLOLLLLL', ({ cohort }) => `/cohorts/${cohort}/roster`),
	page('/cohorts/[id]/roster/slips', 'SLLLOLLLLL', ({ cohort }) => `/cohorts/${cohort}/roster/slips`),
	get('/cohorts/[id]/roster.csv', 'SLLLOLLLLL', ({ cohort }) => `/cohorts/${cohort}/roster.csv`),
	page('/people', 'SLLLLOOLLL'),
	page('/people/acts/[id]', 'SLLLLOLLLL', ({ bulkAct }) => `/people/acts/${bulkAct}`),
	page('/people/cohorts', 'SLLLLOOLLL'),
	page('/people/cohorts/[id]', 'SLLLLOLLLL', ({ cohort }) => `/people/cohorts/${cohort}`),
	page('/people/[id]', 'SLLLLOLLLL', ({ person }) => `/people/${person}`),
	page('/people/[id]/requests', 'SLLLLOLLLL', ({ person }) => `/people/${person}/requests`),
	page('/invitations', 'SLLLLOOLLL'),
	page('/invitations/mail', 'SLLLLOOLLL'),
	page('/invitations/mail/[id]', 'SLLLLOLLLL', ({ list }) => `/invitations/mail/${list}`, undefined, 'begun'),
	page(
		'/invitations/mail/[id]',
		'SLLLLOLLLL',
		({ draftList }) => `/invitations/mail/${draftList}`,
		undefined,
		'draft',
	),
	page('/institution', 'SLLLLOOLLL'),
	page('/institution/badges', 'SLLLLOOLLL'),
	page('/institution/sources', 'SLLLLOOLLL'),
	page('/institution/sources/[id]', 'SLLLLOLLLL', ({ source }) => `/institution/sources/${source}`),
	page('/agreements', 'SLLLLOOLLL'),
	page('/journal', 'SLLLLOOLLL'),
	page('/undelivered', 'SLLLLOOLLL'),
	page('/operator', OPERATOR),
	page('/operator/framework', OPERATOR),
	page('/operator/[slug]', OPERATOR, ({ spare }) => `/operator/${spare}`),
];

/** The rows of endpoints that are no pages and no form actions. */
const ENDPOINTS: readonly Row[] = [
	get('/livez', ANYBODY),
	get('/readyz', ANYBODY),
	get('/manifest.webmanifest', ANYBODY),
	// The framework's pages have the same addresses as their form for programs (JSON-LD).
	get('/framework/[version]', ANYBODY, '/framework/crcn-2019?format=jsonld'),
	get(
		'/framework/[version]/[dimension]',
		ANYBODY,
		({ dimension }) => `/framework/crcn-2019/${dimension}?format=jsonld`,
	),
	get(
		'/framework/[version]/[dimension]/[element]',
		ANYBODY,
		({ dimension, element }) => `/framework/crcn-2019/${dimension}/${element}?format=jsonld`,
	),
	get('/framework/[version]/levels', ANYBODY, '/framework/crcn-2019/levels?format=jsonld'),
	get('/framework/[version]/levels/[level]', ANYBODY, '/framework/crcn-2019/levels/advanced?format=jsonld'),
	get('/framework/digcomp', ANYBODY, '/framework/digcomp?format=jsonld'),
	get('/framework/vocabulary', ANYBODY, '/framework/vocabulary?format=jsonld'),
	get('/ims/case/v1p1/CFDocuments', ANYBODY),
	// The CASE item of the first dimension of the 2019 framework in French: its identifier never changes.
	get('/ims/case/v1p1/[kind]/[id]', ANYBODY, '/ims/case/v1p1/CFItems/e73752d1-99bf-5dc9-b0ae-7df2a5810d33'),
	get('/operator/framework/[version].csv', OPERATOR, '/operator/framework/crcn-2025.csv'),
	get(
		'/institution/badges/[badge].json',
		'SLLLLOLLLL',
		({ ownBadge }) => `/institution/badges/${ownBadge}.json`,
	),
	get(
		'/institution/badges/[badge].json',
		'SLLLLOOLLL',
		({ badge }) => `/institution/badges/${badge}.json`,
		undefined,
		'common',
	),
	get('/badges/[badge]/artwork.png', ANYBODY, ({ badge }) => `/badges/${badge}/artwork.png`),
	get('/badges/[badge]/artwork.svg', ANYBODY, ({ badge }) => `/badges/${badge}/artwork.svg`),
	get('/badges/[badge]/artwork.en.svg', ANYBODY, ({ badge }) => `/badges/${badge}/artwork.en.svg`),
	...['json', 'png', 'svg', 'jwt', 'pdf'].flatMap((type) => [
		get(`/b/[id].${type}`, ANYBODY, ({ award }) => `/b/${award}.${type}`, undefined, 'published'),
		get(
			`/b/[id].${type}`,
			'LOLOOOLLLL',
			({ privateAward }) => `/b/${privateAward}.${type}`,
			undefined,
			'private',
		),
	]),
	get('/b/[id]/card.png', ANYBODY, ({ award }) => `/b/${award}/card.png`, undefined, 'published'),
	get(
		'/b/[id]/card.png',
		'LLLLLLLLLL',
		({ privateAward }) => `/b/${privateAward}/card.png`,
		undefined,
		'private',
	),
	get('/i/[slug]/2.0', ANYBODY, ({ issuer }) => `/i/${issuer}/2.0`),
	...(['2.0', '2.0/badge', '2.0.png'] as const).map((twin) =>
		get(`/b/[id]/${twin}`, ANYBODY, ({ award }) => `/b/${award}/${twin}`, undefined, 'published'),
	),
	get('/i/[slug]/did.json', ANYBODY, ({ issuer }) => `/i/${issuer}/did.json`),
	get('/i/[slug]/logo', 'LLLLLLLLLL', ({ issuer }) => `/i/${issuer}/logo`),
	get('/i/[slug]/keys/[kid]', ANYBODY, ({ issuer, key }) => `/i/${issuer}/keys/${key}`),
	get('/i/[slug]/status/[list]', ANYBODY, ({ issuer }) => `/i/${issuer}/status/1`),
	get('/profile.pdf', LEARNERS),
	get('/catalogue/edit/catalogue.csv', EDITORS),
	get('/training/hours.pdf', STAFF),
	get('/account/data/export', SIGNED_IN),
	get(
		'/invitations/mail/[id]/to-correct.csv',
		'SLLLLOLLLL',
		({ draftList }) => `/invitations/mail/${draftList}/to-correct.csv`,
	),
	get(
		'/people/[id]/requests/[request]/export',
		'SLLLLOLLLL',
		({ requester, exported }) => `/people/${requester}/requests/${exported}/export`,
	),
	get('/api/openapi.json', ANYBODY),
	options('/api/verify', ANYBODY),
	{
		...post('/api/verify', ANYBODY, undefined, () => ({ badge: '{"type":"AchievementCredential"}' })),
		json: true,
	},
	{
		// Without a key: a browser that is signed in is nobody here.
		...post('/xapi/statements', 'BBBBBBBBBB', undefined, () => ({ id: '0' })),
		json: true,
	},
	get('/statements/[version]/[audience].json', ANYBODY, '/statements/crcn-2019/teacher.json'),
	get(
		'/statements/[version]/[audience]/next-steps.json',
		ANYBODY,
		'/statements/crcn-2019/teacher/next-steps.json',
	),
];

/**
 * The rows of form actions, sent with valid fields by each person. The crawl tries those who may not do it
 * first, so that nothing is gone by then.
 */
const ACTIONS: readonly Row[] = [
	post('/sign-in', 'IDDDDDDDDD', undefined, () => ({ identifier: 'personne', password: 'rien de vrai' })),
	post('/sign-in/demonstration', 'LLLLLLLLLL', undefined, () => ({ username: 'personne' })),
	post('/sign-in/forgotten', ANYBODY, undefined, () => ({ email: 'personne@erables.example' })),
	post(
		'/sign-in/new-password/[token]',
		'IIIIIIIIII',
		({ token }) => `/sign-in/new-password/${token}`,
		() => ({ newPassword: 'une phrase que personne ne devine' }),
	),
	post('/verify-email/[token]', 'IIIIIIIIII', ({ token }) => `/verify-email/${token}`),
	post(
		'/join',
		'IIIIIIIIII',
		undefined,
		() => ({
			form: 'create',
			code: 'ABCDE-FGHJK',
			displayName: 'Quelqu’un',
			username: 'quelquun',
			password: 'une phrase que personne ne devine',
		}),
		'a new account',
	),
	post('/join', 'SIIIIIIIII', undefined, () => ({ form: 'add', code: 'ABCDE-FGHJK' }), 'a role more'),
	post(
		'/join/[token]',
		'IIIIIIIIII',
		({ token }) => `/join/${token}`,
		() => ({
			form: 'create',
			displayName: 'Quelqu’un',
			username: 'quelquun',
			password: 'une phrase que personne ne devine',
		}),
		'a new account',
	),
	post(
		'/join/[token]',
		'SIIIIIIIII',
		({ token }) => `/join/${token}`,
		() => ({ form: 'add' }),
		'a role more',
	),
	post(
		'/setup/[token]',
		'LLLLLLLLLL',
		({ token }) => `/setup/${token}`,
		() => ({
			institution: 'Une autre maison',
			slug: 'autre',
			kind: 'service-centre',
			displayName: 'Quelqu’un',
			username: 'quelquun',
			email: '',
			password: 'une phrase que personne ne devine',
		}),
	),
	post('/unsubscribe/[token]', 'LLLLLLLLLL', ({ token }) => `/unsubscribe/${token}`),
	post('/try/result.pdf', ANYBODY, undefined, ({ dimension }) => ({
		version: 'crcn-2025',
		audience: 'teacher',
		'statement[]': [`teacher-${dimension}-2`],
		'answer[]': ['3'],
	})),
	post('/verify', ANYBODY, undefined, () => ({ text: '{"type":"AchievementCredential"}' })),

	post(
		'/account?/details',
		'SDDDDDDDDD',
		undefined,
		() => ({ displayName: 'Le même nom', email: '' }),
		'kept below',
	),
	post('/account?/password', 'SIIIIIIIII', undefined, () => ({
		currentPassword: 'ce n’est pas le bon',
		newPassword: 'une phrase que personne ne devine',
	})),
	post('/account?/sessions', 'SDDDDDDDDD'),
	// Nobody has an address any more.
	post('/account?/verify', 'SIIIIIIIII'),
	post('/account?/news', 'SDDDDDDDDD', undefined, () => ({ wants: 'yes' })),
	post('/account/data?/erase', 'SIIIIIIIII', undefined, () => ({
		badges: 'keep',
		password: 'ce n’est pas le bon',
		confirmation: 'personne',
	})),

	post(
		'/assessment/[dimension]?/answer',
		'SDLLLLLLLL',
		({ dimension }) => `/assessment/${dimension}`,
		({ dimension }) => ({
			'statement[]': [`teacher-${dimension}-2`],
			'revision[]': ['1'],
			'answer-0': '3',
			continue: 'yes',
		}),
	),
	post(
		'/profile/[dimension]?/answer',
		'SDLLLLLLLL',
		({ dimension }) => `/profile/${dimension}`,
		({ dimension }) => ({
			'statement[]': [`teacher-${dimension}-2`],
			'revision[]': ['1'],
			'answer-0': '3',
		}),
	),
	post('/assessment/answers', 'SOLLLLLLLL', undefined, ({ dimension }) => ({
		'statement[]': [`teacher-${dimension}-2`],
		'revision[]': ['1'],
		'answer-0': '3',
	})),
	post('/assessment/trial', 'SOCLLLLLLL', undefined, ({ dimension }) => ({
		audience: 'teacher',
		mode: 'express',
		'statement[]': [`teacher-${dimension}-2`],
		'answer[]': ['3'],
	})),
	post('/assessment/themes/[theme]?/answer', 'SDLLLLLLLL', '/assessment/themes/ai-literacy', () => ({
		'statement[]': ['teacher-ai-literacy-2'],
		'revision[]': ['0'],
		'answer-0': '2',
	})),
	post('/assessment?/carry', 'SLLLLLLLLL', undefined, () => ({ from: 'crcn-2019' })),
	post('/assessment?/choose', 'SDDLLLLLLL', undefined, () => ({ mode: 'express', version: 'crcn-2025' })),
	post(
		// Ada made her choice today, before she applied; a choice cannot be changed on the same day.
		'/situations/[dimension]?/choose',
		'SCDLLLLLLL',
		({ dimension }) => `/situations/${dimension}`,
		() => ({ choice: 'a' }),
	),
	post('/training?/search', LEARNERS, undefined, () => ({ words: 'apprendre' })),
	post('/training/new?/record', 'SDDLLLLLLL', undefined, ({ dimension }) => ({
		title: 'Lecture',
		hours: '0',
		minutes: '10',
		date: '2026-01-15',
		kind: 'reading',
		'dimensions[]': [dimension],
	})),
	post(
		'/training/[id]?/change',
		'SDLLLLLLLL',
		({ training }) => `/training/${training}`,
		({ dimension }) => ({
			title: 'Apprendre à apprendre',
			hours: '3',
			minutes: '0',
			date: '2026-01-15',
			kind: 'course',
			reflection: 'Ce que je garde pour moi : canari-reflexion-ada.',
			'dimensions[]': [dimension],
			revision: '1',
		}),
	),
	post('/training/import?/check', 'SIILLLLLLL'),
	post('/training/import?/import', 'SIILLLLLLL'),
	post('/drafts', 'SOOOOOOOOO', undefined, () => ({
		path: '/training/new',
		form: 'record',
		revision: '0',
		typed: '{"title":"Lecture"}',
	})),
	post('/drafts/discard', 'SDDDDDDDDD', undefined, () => ({ path: '/training/new', form: 'record' })),
	post('/catalogue/edit/new?/add', 'SLLDDDDDLL', undefined, ({ dimension }) => ({
		title: 'Les licences libres',
		duration: '45',
		language: 'fr',
		'audiences[]': ['teacher'],
		'dimensions[]': [dimension],
	})),
	post('/catalogue/edit/import?/check', 'SLLIIIIILL'),
	post('/catalogue/edit/import?/import', 'SLLIIIIILL'),
	post('/catalogue/edit/[id]?/change', 'SLLIIILLLL', ({ entry }) => `/catalogue/edit/${entry}`),
	post('/catalogue/edit/[id]?/retire', 'SLLDDDLLLL', ({ entry }) => `/catalogue/edit/${entry}`),
	post('/catalogue/edit/[id]?/offer', 'SLLDDDLLLL', ({ entry }) => `/catalogue/edit/${entry}`),
	post(
		'/training/[id]/looking-back?/lookBack',
		'SDLLLLLLLL',
		({ training }) => `/training/${training}/looking-back`,
		() => ({ before: '1', now: '3' }),
	),
	post('/training/hours?/share', STAFF, undefined, () => ({ year: '2025', days: '7' })),
	post('/training/hours?/withdraw', 'SLLLLLLLLL', undefined, () => ({ share: '0' })),
	post('/training?/putBack', 'SLLLLLLLLL', undefined, () => ({ removed: '0' })),
	post('/training?/erase', 'SLLLLLLLLL', undefined, () => ({ removed: '0' })),
	post('/training/[id]?/remove', 'SDLLLLLLLL', ({ training }) => `/training/${training}`),
	post('/recognition/[badge]?/reconsider', 'SIILLLLLLL', '/recognition/exploration-collaboration'),
	post('/recognition/[badge]?/start', 'SDDLLLLLLL', ({ otherBadge }) => `/recognition/${otherBadge}`),
	post(
		'/applications/[id]?/add',
		'SDLLLLLLLL',
		({ application }) => `/applications/${application}`,
		() => ({
			title: 'Une autre preuve',
			link: 'https://exemple.test/preuve',
			reflection: 'Une réflexion assez longue pour compter.',
		}),
	),
	post(
		'/applications/[id]/evidence/[evidence]?/change',
		// This correction starts from an older version of the evidence, so it is refused, and both versions
		// are shown.
		'SCLLLLLLLL',
		({ application, evidence }) => `/applications/${application}/evidence/${evidence}`,
		() => ({
			title: 'La même preuve, corrigée',
			link: 'https://exemple.test/preuve',
			reflection: 'Une réflexion assez longue pour compter.',
			version: 'seize-caracteres',
		}),
	),
	post(
		'/applications/[id]/evidence/[evidence]?/remove',
		'SDLLLLLLLL',
		({ application, evidence }) => `/applications/${application}/evidence/${evidence}`,
	),
	post(
		'/applications/[id]?/putBack',
		'SLLLLLLLLL',
		({ application }) => `/applications/${application}`,
		() => ({
			removed: '0',
		}),
	),
	post(
		'/applications/[id]?/erase',
		'SDLLLLLLLL',
		({ application }) => `/applications/${application}`,
		() => ({
			removed: '0',
		}),
	),
	post('/applications/[id]?/submit', 'SDLLLLLLLL', ({ application }) => `/applications/${application}`),
	post('/applications/[id]?/withdraw', 'SDLLLLLLLL', ({ application }) => `/applications/${application}`),
	post('/applications/[id]?/again', 'SDLLLLLLLL', ({ application }) => `/applications/${application}`),
	// A cohort of teachers: Émile, who is a student, is refused in words.
	post('/cohorts/join?/look', 'SOILLLLLLL', undefined, ({ joinCode }) => ({ code: joinCode })),
	post('/cohorts/join?/join', 'SDILLLLLLL', undefined, ({ joinCode }) => ({ code: joinCode })),
	post(
		'/cohorts/join?/leave',
		'SDDDDDDDDD',
		undefined,
		({ cohort }) => ({ cohort }),
		'one’s own share, or nothing',
	),

	post(
		'/review/[application]?/decide',
		'SLLIILLLLL',
		({ sent }) => `/review/${sent}`,
		() => ({
			decision: 'return',
			reason: 'court',
		}),
	),
	post('/cohorts?/create', 'SLLDDLLDLD', undefined, () => ({
		name: 'Hiver',
		audience: 'teacher',
		endsOn: '',
	})),
	// Both name a version that the cohort never had, so that nothing changes.
	post(
		'/cohorts/[id]?/edit',
		'SLLLCLLLLL',
		({ cohort }) => `/cohorts/${cohort}`,
		() => ({ name: 'Hiver', shown: 'seize-caracteres' }),
	),
	post(
		'/cohorts/[id]?/close',
		'SLLLILLLLL',
		({ cohort }) => `/cohorts/${cohort}`,
		() => ({ endsOn: '2020-01-31', shown: 'seize-caracteres' }),
	),
	// People share in it: it stays where it is. It never was archived.
	post('/cohorts/[id]?/archive', 'SLLLCLLLLL', ({ cohort }) => `/cohorts/${cohort}`),
	post('/cohorts/[id]?/unarchive', 'SLLLDLLLLL', ({ cohort }) => `/cohorts/${cohort}`),
	...(
		[
			['check', 'SLLLILLLLL'],
			['import', 'SLLLILLLLL'],
			['remove', 'SLLLDLLLLL'],
		] as const
	).map(([act, answers]) =>
		post(`/cohorts/[id]/roster?/${act}`, answers, ({ cohort }) => `/cohorts/${cohort}/roster`),
	),
	// Nobody is expected in it.
	post('/people/cohorts/[id]?/confirm', 'SLLLLDLLLL', ({ cohort }) => `/people/cohorts/${cohort}`),
	post('/slip', 'SIIIIIIIII', undefined, () => ({ form: 'take', code: 'ABCDEFGHJKMN' })),
	post('/people?/choose', 'SLLLLDILLL', undefined, ({ person }) => ({
		...{ act: 'give-teacher', scope: 'ticked', 'people[]': [person] },
	})),
	// For nobody: Ada is a teacher already.
	post('/people/acts/[id]?/confirm', 'SLLLLDLLLL', ({ bulkAct }) => `/people/acts/${bulkAct}`),
	post('/people/acts/[id]?/discard', 'SLLLLDLLLL', ({ bulkAct }) => `/people/acts/${bulkAct}`),
	// Ada advises nobody: the cohort stays as it is. A refusal is shown on the page that each may open.
	...(
		[
			['/cohorts/[id]/hand', 'SLLLILLLLL'],
			['/people/cohorts/[id]', 'SLLLLILLLL'],
		] as const
	).map(([route, answers]) =>
		post(
			`${route}?/hand`,
			answers,
			({ cohort }) => route.replace('[id]', cohort),
			({ person }) => ({ adviser: person, shown: 'seize-caracteres' }),
		),
	),
	post('/cohorts/join?/accept', 'SLLLLLLLLL', undefined, ({ cohort }) => ({
		...{ cohort, shown: 'seize-caracteres' },
	})),
	post('/invitations?/create', 'SLLLLOOLLL', undefined, () => ({
		role: 'learner',
		audience: 'student',
		uses: '1',
		days: '1',
	})),
	post('/institution?/change', 'SLLLLCCLLL', undefined, () => ({
		name: 'Érables',
		...{ timeZone: 'America/Toronto', language: 'fr' },
		...{ threshold: '15', frameworkVersion: 'crcn-2025' },
		shown: 'x',
	})),
	post('/institution?/logo', 'SLLLLIILLL'),
	post('/institution?/remove', 'SLLLLOOLLL'),
	post('/institution/sources?/make', 'SLLLLIILLL'),
	...(['attach', 'discard'] as const).map((act) =>
		post(
			`/institution/sources/[id]?/${act}`,
			'SLLLLLLLLL',
			({ source }) => `/institution/sources/${source}`,
			() => ({ held: '0', person: 'ada' }),
		),
	),
	post('/institution/sources/[id]?/revoke', 'SLLLLOLLLL', ({ source }) => `/institution/sources/${source}`),
	post('/institution/badges?/check', 'SLLLLIILLL'),
	post('/institution/badges?/import', 'SLLLLIILLL'),
	post('/institution/badges?/stop', 'SLLLLOLLLL', undefined, ({ ownBadge }) => ({ badge: ownBadge })),
	post('/institution/badges?/offer', 'SLLLLOLLLL', undefined, ({ ownBadge }) => ({ badge: ownBadge })),
	post('/undelivered?/again', 'SLLLLOOLLL'),
	// Each acts where this says already; the other institution's people may not.
	post('/place', 'SDDDDDLLLL', undefined, ({ institution }) => ({ place: institution })),
	// What follows lets somebody act elsewhere, and ends that: it comes after what they are tried with.
	post('/agreements?/grant', 'SLLLLOCLLL', undefined, ({ service }) => ({ service, scope: 'cohorts' })),
	// Ending one that belongs to another institution does nothing.
	post('/agreements?/end', 'SLLLLOOLLL', undefined, ({ agreement }) => ({ agreement })),
	post('/operator/framework?/check', 'SLLLLLLLIL', undefined, () => ({})),
	post('/operator/framework?/import', 'SLLLLLLLIL', undefined, () => ({})),
	post('/operator?/make', OPERATOR, undefined, () => ({
		institution: 'Une maison de plus',
		slug: 'une-maison-de-plus',
		kind: 'private',
		...{ timeZone: 'America/Halifax', language: 'fr' },
		frameworkVersion: 'crcn-2025',
	})),
	post(
		'/operator/[slug]?/rename',
		OPERATOR,
		({ spare }) => `/operator/${spare}`,
		() => ({ institution: 'Une maison renommée', kind: 'other' }),
	),
	post('/operator/[slug]?/invite', OPERATOR, ({ spare }) => `/operator/${spare}`),
	post('/operator/[slug]?/close', OPERATOR, ({ spare }) => `/operator/${spare}`),
	post('/operator/[slug]?/reopen', OPERATOR, ({ spare }) => `/operator/${spare}`),
	post('/invitations/mail?/check', 'SLLLLDDLLL', undefined, () => ({
		people: 'quelquun@invitee.example',
		role: 'adviser',
		locale: 'fr',
		days: '7',
		name: 'Automne',
	})),
	post(
		'/invitations/mail/[id]?/revoke',
		'SLLLLOLLLL',
		({ list }) => `/invitations/mail/${list}`,
		({ mailed }) => ({ invitation: mailed }),
	),
	post(
		'/invitations/mail/[id]?/again',
		'SLLLLILLLL',
		({ list }) => `/invitations/mail/${list}`,
		({ mailed }) => ({ invitation: mailed }),
	),
	post('/invitations/mail/[id]?/revokeAll', 'SLLLLOLLLL', ({ list }) => `/invitations/mail/${list}`),
	post('/invitations/mail/[id]?/invite', 'SLLLLOLLLL', ({ draftList }) => `/invitations/mail/${draftList}`),
	post('/invitations/mail/[id]?/discard', 'SLLLLDLLLL', ({ draftList }) => `/invitations/mail/${draftList}`),
	post('/invitations?/revoke', 'SLLLLOLLLL', undefined, ({ invitation }) => ({ invitation })),
	post(
		'/people/[id]?/roles',
		'SLLLLOLLLL',
		({ person }) => `/people/${person}`,
		() => ({
			'roles[]': ['learner'],
			audience: 'teacher',
			shown: 'learner-teacher',
		}),
	),
	post(
		'/b/[id]?/publish',
		'SDLLLLLLLL',
		({ privateAward }) => `/b/${privateAward}`,
		() => ({
			visibility: 'private',
		}),
	),
	post(
		'/b/[id]?/bind',
		'SDLLLLLLLL',
		({ privateAward }) => `/b/${privateAward}`,
		() => ({ bound: 'no' }),
	),
	post('/b/[id]?/sibling', 'SDLLLLLLLL', ({ privateAward }) => `/b/${privateAward}`),
	post(
		'/b/[id]?/revoke',
		'SLLLIILLLL',
		({ award }) => `/b/${award}`,
		() => ({ reason: 'court' }),
	),
	post(
		'/b/[id]/revoke?/revoke',
		'SLLLIILLLL',
		({ award }) => `/b/${award}/revoke`,
		() => ({ reason: 'court' }),
	),
	post(
		'/b/[id]?/revoke',
		'SLLLLDLLLL',
		({ privateAward }) => `/b/${privateAward}`,
		() => ({ reason: LONG_ENOUGH }),
		'private',
	),
];

/**
 * The rows of actions that end somebody's session, tried last. Ada's sessions end when her account is closed.
 */
const ENDINGS: readonly Row[] = [
	post(
		'/people/[id]/requests?/confirm',
		'SLLLLOLLLL',
		({ person }) => `/people/${person}/requests`,
		({ toConfirm }) => ({ request: toConfirm }),
	),
	post(
		'/people/[id]/requests?/decline',
		'SLLLLOLLLL',
		({ person }) => `/people/${person}/requests`,
		({ toDecline }) => ({ request: toDecline }),
	),
	post(
		'/people/[id]/requests?/withdraw',
		'SLLLLOLLLL',
		({ person }) => `/people/${person}/requests`,
		({ toWithdraw }) => ({ request: toWithdraw }),
	),
	post(
		'/people/[id]/requests?/ask',
		'SLLLLOLLLL',
		({ person }) => `/people/${person}/requests`,
		() => ({ kind: 'access', reason: 'Lettre signée, comparée au dossier.' }),
	),
	post('/account/data?/object', ADA, undefined, ({ toObject }) => ({ request: toObject })),
	post('/people/[id]?/close', 'SLLLLOLLLL', ({ person }) => `/people/${person}`),
	post('/people/[id]?/open', 'SSLLLOLLLL', ({ person }) => `/people/${person}`),
	post('/people/[id]?/password', 'SSLLLOLLLL', ({ person }) => `/people/${person}`),
	post('/sign-out', 'DDDDDDDDDD'),
];

/** The table of endpoints: the response that every endpoint must give to each person. */
export const TABLE: readonly Row[] = [...PAGES, ...ENDPOINTS, ...ACTIONS, ...ENDINGS];

/** How many endpoints the build has, so that adding or removing one shows up in the review of this table. */
export const ENDPOINT_COUNT = 253;
