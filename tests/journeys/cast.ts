import { join } from 'node:path';
import Driver from 'better-sqlite3';
import { type Service, startService } from '../service.ts';
import { type Answer, problemsIn, visitor, type Visitor } from './visitor.ts';

/**
 * The people who try every endpoint, in the order of the columns of the table of endpoints (endpoints.ts).
 */
export const WHO = [
	...(['anonymous', 'ada', 'emile', 'odile', 'bruno', 'chloe'] as const),
	// The administrator and the adviser of another institution, and the operator of the service.
	...(['stranger', 'lucie', 'fabien'] as const),
	// An adviser of a RÉCIT service, who acts in the other institution by an agreement.
	'karine',
] as const;
export type Who = (typeof WHO)[number];

/**
 * Ids, codes and slugs that exist in the demonstration, mostly Ada's: every address with a parameter is tried
 * with one of them.
 */
export interface Things {
	readonly person: string;
	readonly training: string;
	readonly emileTraining: string;
	readonly application: string;
	readonly evidence: string;
	readonly evidenceFile: string;
	readonly sentFile: string;
	readonly sent: string;
	readonly award: string;
	readonly privateAward: string;
	readonly badge: string;
	readonly otherBadge: string;
	readonly bulkAct: string;
	/** A badge of the institution's own. */
	readonly ownBadge: string;
	readonly cohort: string;
	readonly joinCode: string;
	readonly invitation: string;
	/** A list of people invited by mail, one of its invitations, and a list that was only checked. */
	readonly list: string;
	readonly mailed: string;
	readonly draftList: string;
	readonly issuer: string;
	readonly key: string;
	readonly token: string;
	/** A training of the institution's catalogue. */
	readonly entry: string;
	/** A service that may send activities to the institution. */
	readonly source: string;
	/** The token of a link to Ada's total of hours, which anybody may read. */
	readonly hoursToken: string;
	readonly dimension: string;
	readonly element: string;
	/** Id of the institution, and the short name of one that nobody belongs to. */
	readonly institution: string;
	readonly spare: string;
	/** A RÉCIT service, and the agreement that the second institution has with it. */
	readonly service: string;
	readonly agreement: string;
	/**
	 * Requests that another administrator asked for somebody: about the person, who may object; to confirm, to
	 * decline and to withdraw; and one that was confirmed, whose file may be downloaded, with whom it is about.
	 */
	readonly toObject: string;
	readonly toConfirm: string;
	readonly toDecline: string;
	readonly toWithdraw: string;
	readonly exported: string;
	readonly requester: string;
}

/**
 * A running demonstration in which everybody is signed in, and its main job was carried out through its own
 * forms, so that every address has something to show.
 */
export interface Cast {
	readonly service: Service;
	/** Ada answers one statement of each dimension, Émile three. */
	readonly who: Readonly<Record<Who, Visitor>>;
	/** A learner who has just arrived: no answers, no learning activities. */
	readonly newcomer: Visitor;
	readonly things: Things;
	/** The same of the second institution: what nobody of the first may see. */
	readonly elsewhere: Things;
	/** More pages of the second institution: a revoked badge, an application that was sent back, one with an interview. */
	readonly alsoElsewhere: readonly string[];
	/**
	 * Private texts planted in the demonstration, and the people who may read each: nobody else may ever
	 * receive it.
	 */
	readonly canaries: readonly { readonly text: string; readonly readers: readonly Who[] }[];
	/** Queries the service's database directly, for what no page shows. */
	query<T>(sql: string, ...given: string[]): T[];
}

const redirected = (answer: Answer, what: string): string => {
	if (answer.status !== 303)
		throw new Error(`${what}: ${answer.status} ${problemsIn(answer.body).join(' ')}`);
	return answer.location;
};

const idIn = (location: string) => location.match(/\/([0-9a-hjkmnp-tv-z]{26})(?:\?|$)/)?.[1] ?? '';

/**
 * Makes a person answer the one statement of each dimension (express mode) with the same value: by default 3,
 * which says more than “sans aide”.
 */
export async function answerAll(person: Visitor, value = '3'): Promise<void> {
	let next = '/assessment';
	const list = await person.get(next);
	const dimensions = [
		...new Set([...list.body.matchAll(/\/assessment\/([a-z-]+)"/g)].map(([, slug]) => slug)),
	];
	for (const slug of dimensions) {
		const answer = await person.send(`/assessment/${slug}`, '?/answer', {
			'answer-0': value,
			continue: 'yes',
		});
		next = redirected(answer, `answer ${slug}`);
	}
}

export interface TrainingFields {
	readonly title: string;
	readonly dimension: string;
	readonly hours: string;
	readonly reflection: string;
	readonly link?: string;
}

/** A reflection as long as an Exploration badge asks (25 words). */
export const LONG_REFLECTION =
	'Je retiens de cette activité trois choses : préparer la consigne, laisser du temps pour essayer, puis demander à chaque équipe ce qu’elle changerait la prochaine fois.';

/** A reflection as long, in whose longest sentence a canary stands: what is searched for is that sentence. */
const longReflectionWith = (canary: string) =>
	LONG_REFLECTION.replace('la consigne', `la consigne de ${canary}`);

/** Logs a learning activity through its form; returns the address that the form redirects to. */
export const logTraining = async (person: Visitor, { dimension, ...training }: TrainingFields) =>
	redirected(
		await person.send('/training/new', '?/record', {
			...training,
			minutes: '0',
			kind: 'course',
			'dimensions[]': [dimension],
		}),
		`training ${training.title}`,
	);

/**
 * Makes a person do the situation of a Pratique badge's dimension, then start an application for the badge
 * with one piece of evidence; returns the application's id.
 */
export async function apply(
	person: Visitor,
	badge: string,
	reflection: string,
	{
		title = 'Séquence sur la recherche documentaire',
		link = 'https://exemple.test/sequence',
		context = '',
	} = {},
): Promise<string> {
	const scene = badge.replace(/^(practice|transfer)-/, '/situations/');
	// Once done, a situation is told and not asked again.
	if ((await person.get(scene)).body.includes('?/choose'))
		redirected(await person.send(scene, '?/choose', { choice: 'a' }), scene);
	const begun = await person.send(`/recognition/${badge}`, '?/start', {});
	const id = idIn(redirected(begun, `apply for ${badge}`));
	const added = await person.sendFile(
		`/applications/${id}`,
		'?/add',
		{ title, link, reflection, context },
		{
			field: 'file',
			name: `${title}.pdf`,
			bytes: Uint8Array.from(Buffer.from('%PDF-1.7\n% une trace\n%%EOF\n')),
		},
	);
	redirected(added, 'evidence');
	return id;
}

const DIMENSION = 'learning-potential';
const WAITING = 'communication';
const DRAFT = 'inclusion-and-diverse-needs';
const RETURNED = 'collaboration';
const REVOKED = 'information-literacy';
/** The dimension in which two advisers are asked, one of whom has answered. */
const OPINION = 'problem-solving';
/** The dimension in which prior learning is recognised on an interview. */
const PRIOR = 'critical-thinking';

/** The username of the second institution’s learner. */
const NOE = 'canari-noe';

/** The short names of the second institution, and of one that has nobody. */
const ELSEWHERE = 'ailleurs';
const SPARE = 'reserve';
/** The short name of the RÉCIT service with which the second institution has an agreement. */
const SERVICE = 'recit';

/** Makes an institution with the operator's command. */
export function newInstitution(service: Service, slug: string, name: string, kind = 'cegep'): void {
	const made = service.macaron('institution', 'add', '--slug', slug, '--name', name, '--kind', kind);
	if (made.status !== 0) throw new Error(`institution add: ${made.stderr}`);
}

/** Makes the operator of the service with the operator's command, and signs in as that person. */
export async function newOperator(service: Service, username: string, name: string): Promise<Visitor> {
	const made = service.macaron('operator', 'add', username, '--name', name, '--json');
	if (made.status !== 0) throw new Error(`operator add: ${made.stderr}`);
	const person = visitor(service.origin);
	await person.signIn(username, (JSON.parse(made.stdout) as { password: string }).password);
	return person;
}

/** Creates an account with the operator's command (`macaron user add`), and signs in to it. */
export async function newAccount(
	service: Service,
	username: string,
	name: string,
	role: string,
	more: { audience?: string; institution?: string; email?: string } = {},
): Promise<Visitor> {
	const made = service.macaron(
		...['user', 'add', '--json', '--username', username, '--name', name, '--role', role],
		...Object.entries(more).flatMap(([option, value]) => [`--${option}`, value]),
	);
	if (made.status !== 0) throw new Error(`user add: ${made.stderr}`);
	const person = visitor(service.origin);
	await person.signIn(username, (JSON.parse(made.stdout) as { password: string }).password);
	return person;
}

/** Makes an administrator invite somebody by mail, from a list of this name, and check another such list. */
async function inviteByMail(administrator: Visitor, name: string, school: string): Promise<void> {
	const people = `email,name,school\n${school.length}@invitee.example,Une personne de ${school},${school}`;
	const list = { people, role: 'adviser', locale: 'fr', days: '7', name };
	const check = async () => {
		const checked = await administrator.send('/invitations/mail', '?/check', list);
		return redirected(checked, 'check a list');
	};
	const begun = await administrator.send(await check(), '?/invite', {});
	if (begun.status !== 200) throw new Error(`invite by mail: ${begun.status}`);
	await check();
}

/**
 * Makes an administrator import a badge of the institution's own, made from the file of a common one.
 */
export async function importBadge(
	administrator: Visitor,
	id: string,
	name: string,
	from = 'practice-problem-solving',
): Promise<void> {
	const file = JSON.parse((await administrator.get(`/institution/badges/${from}.json`)).body) as {
		definition: object;
	};
	const definition = { ...file.definition, id, version: 1, name: { fr: name, en: name } };
	const content = JSON.stringify({ ...file, definition });
	// The form stands on the page once a file was looked at.
	const fields = { key: `import-${id}`.padEnd(26, '0'), content, shown: '0' };
	redirected(await administrator.post('/institution/badges?/import', fields), 'import a badge');
}

/** Makes an administrator let a service send activities, and sends one that is held. */
async function sendByService({ origin }: Service, administrator: Visitor, where: string): Promise<void> {
	const made = await administrator.send('/institution/sources', '?/make', {
		...{ name: `canari-service-${where}`, duration: '60', 'dimensions[]': [DIMENSION] },
	});
	const [, user = ''] = /: ([0-9a-z]{26})</.exec(made.body) ?? [];
	const [, password = ''] = /: ([\w-]{43})</.exec(made.body) ?? [];
	const account = { homePage: 'https://campus.example', name: `canari-compte-${where}` };
	const sent = await fetch(`${origin}/xapi/statements`, {
		method: 'POST',
		headers: {
			'content-type': 'application/json',
			'x-experience-api-version': '1.0.3',
			authorization: `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`,
		},
		body: JSON.stringify({
			actor: { account },
			verb: { id: 'http://adlnet.gov/expapi/verbs/completed' },
			object: {
				id: `https://campus.example/canari-adresse-${where}`,
				definition: { name: { fr: `canari-cours-${where}` } },
			},
		}),
	});
	if (sent.status !== 200) throw new Error(`send by a service: ${sent.status}`);
}

/** Makes a person ask that prior learning be recognised, and an adviser accept it on an interview. */
async function recognizePriorLearning(
	person: Visitor,
	adviser: Visitor,
	interviewShown: string,
): Promise<void> {
	redirected(await person.send(`/situations/${PRIOR}`, '?/choose', { choice: 'a' }), 'situation');
	const begun = await person.send(`/recognition/practice-${PRIOR}`, '?/start', { kind: 'prior-learning' });
	const id = idIn(redirected(begun, 'ask for prior learning'));
	redirected(await person.send(`/applications/${id}`, '?/submit', {}), 'submit prior learning');
	const accepted = await adviser.send(`/review/${id}`, '?/decide', {
		...{ decision: 'accept', level: 'intermediate', reason: 'Belle démarche.' },
		...{ interviewDate: '2019-03-17', interviewMinutes: '40', interviewShown },
	});
	redirected(accepted, 'accept prior learning');
}

/**
 * Fills the second institution like the first, through its own forms: a learner with a badge given by rule, one
 * that its adviser accepted, one for prior learning and an application that waits, a cohort, an invitation. Every text has a canary.
 */
async function fillSecondInstitution(service: Service, lucie: Visitor, sacha: Visitor): Promise<Visitor> {
	const noe = await newAccount(service, NOE, 'Noé canari-nom-ailleurs', 'learner', {
		...{ audience: 'teacher', institution: ELSEWHERE, email: 'noe@canari.example' },
	});
	const settings = {
		name: 'Cégep Ailleurs',
		timeZone: 'America/Toronto',
		language: 'fr',
		threshold: '15',
		frameworkVersion: 'crcn-2025',
	};
	const renamed = await sacha.send('/institution', '?/change', settings);
	if (renamed.status !== 200) throw new Error(`rename elsewhere: ${renamed.status}`);
	await answerAll(noe);
	const training = { title: 'canari-formation-noe', dimension: DIMENSION, hours: '3' };
	await logTraining(noe, {
		...{ ...training, title: 'canari-retiree-noe', link: 'https://canari-retiree.example/noe' },
		reflection: longReflectionWith('canari-retrait-noe'),
	});
	const listed = await noe.get('/training');
	const removed = one([...listed.body.matchAll(/\/training\/(\w{26})/g)].map(([, id = '']) => id));
	redirected(await noe.send(`/training/${removed}`, '?/remove', {}), 'remove a training');
	await logTraining(noe, {
		...{ ...training, link: 'https://canari-formation.example/noe' },
		reflection: longReflectionWith('canari-reflexion-noe'),
	});
	const evidence = 'Mes élèves ont comparé leurs sources : canari-envoi-noe.';
	const shown = {
		...{ title: 'canari-preuve-noe', link: 'https://canari-preuve.example/noe' },
		context: 'canari-contexte-noe',
	};
	const submit = async (badge: string) => {
		const application = await apply(noe, `practice-${badge}`, evidence, shown);
		redirected(await noe.send(`/applications/${application}`, '?/submit', {}), 'submit elsewhere');
		return application;
	};
	const decide = async (badge: string, decision: string, reason = 'Belle démarche.') => {
		const marked = { pieceMark0: 'met', pieceComment0: 'canari-remarque-ailleurs' };
		const answer = { decision, level: 'intermediate', reason, ...marked };
		const decided = await lucie.send(`/review/${await submit(badge)}`, '?/decide', answer);
		redirected(decided, `${decision} elsewhere`);
	};
	await decide(DIMENSION, 'accept');
	await decide(RETURNED, 'return', 'Il manque une trace : canari-retour-ailleurs.');
	await decide(REVOKED, 'accept');
	await recognizePriorLearning(noe, lucie, 'canari-entrevue-ailleurs, devant moi');
	await submit(WAITING);
	const two = await apply(noe, `transfer-${OPINION}`, evidence, shown);
	const again = await noe.send(`/applications/${two}`, '?/add', {
		...{ title: 'canari-preuve-noe', link: 'https://canari-preuve.example/ailleurs', reflection: evidence },
		...{ context: 'canari-contexte-ailleurs', 'shared[]': 'yes' },
	});
	redirected(again, 'evidence of another context');
	redirected(await noe.send(`/applications/${two}`, '?/submit', {}), 'submit to two advisers');
	const opinion = {
		...{ decision: 'accept', level: 'advanced', reason: 'canari-avis-ailleurs, seule à le lire.' },
		pieceComment0: 'canari-avis-remarque',
	};
	redirected(await lucie.send(`/review/${two}`, '?/decide', opinion), 'opinion elsewhere');
	const draft = await apply(
		noe,
		`practice-${DRAFT}`,
		'Une preuve pas encore envoyée : canari-brouillon-noe.',
	);
	const gone = {
		...{ title: 'canari-preuve-retiree', link: 'https://canari-retiree.example/preuve' },
		context: 'canari-contexte-retire',
	};
	const added = await noe.send(`/applications/${draft}`, '?/add', {
		...{ ...gone, reflection: 'Une preuve retirée : canari-preuve-retiree.' },
	});
	const piece = redirected(added, 'evidence to remove');
	const path = `/applications/${draft}/evidence`;
	const pieces = [...(await noe.get(piece)).body.matchAll(new RegExp(`${path}/(\\w{26})`, 'g'))];
	redirected(await noe.send(`${path}/${pieces.at(-1)?.[1] ?? ''}`, '?/remove', {}), 'remove evidence');
	const typed = JSON.stringify({ title: 'canari-brouillon-de-noe' });
	const kept = await noe.post('/drafts', { path: '/training/new', form: 'record', typed, revision: '0' });
	if (kept.status !== 200) throw new Error(`draft elsewhere: ${kept.status}`);
	const cohort = { name: 'canari-cohorte-ailleurs', audience: 'teacher', endsOn: '' };
	const made = redirected(await lucie.send('/cohorts', '?/create', cohort), 'cohort elsewhere');
	const roster = 'Nom;Numéro;Groupe\ncanari-personne-attendue;canari-numero-attendu;canari-groupe-attendu';
	// The form stands on the page once a roster was looked at.
	const imported = { key: 'canari-import-de-la-liste'.padEnd(26, '0'), content: roster };
	redirected(await lucie.post(`${made}/roster?/import`, imported), 'roster elsewhere');
	const everybody = { act: 'give-teacher', scope: 'all' };
	redirected(await sacha.send('/people', '?/choose', everybody), 'act elsewhere');
	const invitation = { role: 'learner', audience: 'teacher', uses: '5', days: '7' };
	const invited = await sacha.send('/invitations', '?/create', {
		...{ ...invitation, name: 'canari-invitation-ailleurs' },
	});
	if (invited.status !== 200) throw new Error(`invitation elsewhere: ${invited.status}`);
	await inviteByMail(sacha, 'canari-liste-ailleurs', 'canari-ecole-ailleurs');
	await importBadge(sacha, 'robotique', 'Robotique ailleurs');
	await importBadge(sacha, 'rien-qu-a-nous', 'canari-badge-ailleurs');
	return noe;
}

/**
 * Makes an administrator ask for three people: the erasure of the data of the first, both kinds for the second and
 * the third; and another confirm the access of the third. The reasons hold a canary and the name of each.
 */
async function askForThem({
	asker,
	confirmer,
	people,
	reason,
}: {
	readonly asker: Visitor;
	readonly confirmer: Visitor;
	readonly people: readonly (readonly [name: string, id: string])[];
	readonly reason: string;
}): Promise<void> {
	for (const [at, [name, id]] of people.entries()) {
		const page = `/people/${id}/requests`;
		for (const kind of at === 0 ? ['erasure'] : ['access', 'erasure']) {
			const asked = await asker.send(page, '?/ask', { kind, reason: `Lettre signée : ${reason}-${name}` });
			if (asked.status !== 200) throw new Error(`ask for ${name}: ${asked.status}`);
			if (at < 2 || kind !== 'access') continue;
			const confirmed = await confirmer.send(page, '?/confirm', {});
			if (confirmed.status !== 200) throw new Error(`confirm for ${name}: ${confirmed.status}`);
		}
	}
}

const one = (all: readonly string[]): string => {
	if (!all[0]) throw new Error('Nothing found where something was made.');
	return all[0];
};

/**
 * Starts the demonstration and carries out its main job through forms only, so that every address has
 * something to show. Returns the service, the people signed in, and the ids.
 */
export async function assemble(): Promise<Cast> {
	const service = await startService();
	const signedIn = async (username: string) => {
		const person = visitor(service.origin);
		await person.signIn(username, service.passwords[username] ?? '');
		return person;
	};
	const newcomer = await newAccount(service, 'zoe', 'Zoé Nouvelle', 'learner', { audience: 'teacher' });
	const odile = await newAccount(service, 'odile', 'Odile Fortin', 'adviser');
	newInstitution(service, ELSEWHERE, 'canari-ancien-nom');
	newInstitution(service, SPARE, 'Maison en réserve');
	newInstitution(service, SERVICE, 'Service RÉCIT', 'recit');
	const there = { institution: ELSEWHERE };
	const who: Record<Who, Visitor> = {
		anonymous: visitor(service.origin),
		ada: await signedIn('ada'),
		emile: await signedIn('emile'),
		odile,
		bruno: await signedIn('bruno'),
		chloe: await signedIn('chloe'),
		stranger: await newAccount(service, 'sacha', 'Sacha Ailleurs', 'administrator', there),
		lucie: await newAccount(service, 'lucie', 'Lucie Ailleurs', 'adviser', there),
		fabien: await newOperator(service, 'fabien', 'Fabien Exploitant'),
		karine: await newAccount(service, 'karine', 'Karine canari-nom-recit', 'adviser', {
			institution: SERVICE,
		}),
	};
	const noe = await fillSecondInstitution(service, who.lucie, who.stranger);
	const { ada, bruno, chloe, emile } = who;
	const query = <T>(sql: string, ...given: string[]): T[] => {
		const db = new Driver(join(String(service.env['DATA_DIR']), 'macaron.db'), { readonly: true });
		const rows = db.prepare(sql).all(...given) as T[];
		db.close();
		return rows;
	};
	const column = (sql: string, ...given: string[]) =>
		query<Record<string, string>>(sql, ...given).map((row) => String(Object.values(row)[0]));

	const idOf = (username: string) => one(column('SELECT id FROM people WHERE username = ?', username));

	const secret = {
		reflection: `Ce que je garde pour moi : canari-reflexion-ada. ${LONG_REFLECTION}`,
		draft: 'Une preuve pas encore envoyée : canari-brouillon-ada.',
		sent: 'Une preuve envoyée et qui attend : canari-envoi-ada.',
		emile: 'Ce qu’Émile note pour lui : canari-reflexion-emile.',
	};
	await answerAll(ada);
	redirected(
		await emile.send('/assessment', '?/choose', { mode: 'complete', version: 'crcn-2025' }),
		'choose three statements per dimension',
	);
	const reflection = secret.reflection;
	await logTraining(ada, { title: 'Apprendre à apprendre', dimension: DIMENSION, hours: '3', reflection });
	await logTraining(emile, {
		title: 'Prendre des notes',
		dimension: DIMENSION,
		hours: '1',
		reflection: secret.emile,
	});
	const accepted = await apply(
		ada,
		`practice-${DIMENSION}`,
		'Mes élèves ont planifié, puis comparé leurs méthodes.',
	);
	redirected(await ada.send(`/applications/${accepted}`, '?/submit', {}), 'submit');
	redirected(
		await bruno.send(`/review/${accepted}`, '?/decide', {
			decision: 'accept',
			level: 'intermediate',
			reason: 'Belle démarche.',
		}),
		'accept',
	);
	const sent = await apply(ada, `practice-${WAITING}`, secret.sent);
	redirected(await ada.send(`/applications/${sent}`, '?/submit', {}), 'submit');
	const application = await apply(ada, `practice-${DRAFT}`, secret.draft);
	const award = one(column('SELECT id FROM awards WHERE application = ?', accepted));
	redirected(await ada.send(`/b/${award}`, '?/publish', { visibility: 'public' }), 'publish');
	const invited = await chloe.send('/invitations', '?/create', {
		role: 'learner',
		audience: 'teacher',
		uses: '5',
		days: '7',
	});
	if (invited.status !== 200) throw new Error(`invitation: ${invited.status}`);
	await inviteByMail(chloe, 'canari-liste-ici', 'canari-ecole-ici');
	await importBadge(chloe, 'robotique', 'Robotique en classe');
	await importBadge(chloe, 'rien-qu-a-nous', 'canari-badge-ici');

	for (const editor of [bruno, who.lucie])
		redirected(
			await editor.send('/catalogue/edit/new', '?/add', {
				...{ title: 'Apprendre à coder', provider: 'RÉCIT', duration: '90', language: 'fr', cost: 'Gratuit' },
				...{ address: 'https://formation.example/coder', 'audiences[]': ['teacher', 'student'] },
				'dimensions[]': [DIMENSION],
			}),
			'add to a catalogue',
		);
	await sendByService(service, chloe, 'ici');
	await sendByService(service, who.stranger, 'ailleurs');
	const shared = await ada.send('/training/hours', '?/share', { year: '2025', days: '90' });
	const hoursToken = one([...shared.body.matchAll(/\/hours\/([\w-]{43})/g)].map(([, token = '']) => token));

	const [recit, ailleurs] = [SERVICE, ELSEWHERE].map((slug) =>
		one(column('SELECT id FROM institutions WHERE slug = ?', slug)),
	);
	const agreed = { service: recit ?? '', scope: 'reviews', lastDay: '' };
	const granted = await who.stranger.send('/agreements', '?/grant', agreed);
	if (granted.status !== 200) throw new Error(`agreement: ${granted.status}`);
	redirected(await who.karine.post('/place', { place: ailleurs ?? '' }), 'place');

	const slug = one(column('SELECT slug FROM institutions ORDER BY created_at'));
	// A second administrator asks for somebody absent, in both institutions; one of the requests is confirmed.
	await newAccount(service, 'perle', 'Perle Ailleurs', 'learner', { audience: 'teacher', ...there });
	const hugo = await newAccount(service, 'hugo', 'Hugo Roy', 'administrator', { institution: slug });
	const hugues = await newAccount(service, 'hugues', 'Hugues Ailleurs', 'administrator', there);
	for (const [asker, confirmer, people, reason] of [
		[hugo, chloe, ['ada', 'emile', 'odile'], 'canari-motif-ici'],
		[hugues, who.stranger, [NOE, 'lucie', 'perle'], 'canari-motif-ailleurs'],
	] as const)
		await askForThem({ asker, confirmer, reason, people: people.map((name) => [name, idOf(name)]) });

	/** The requests asked in an institution, by what is to become of them. */
	const requested = (slug: string) => {
		const of = (column: string, kind: string, username: string) =>
			one(
				query<Record<string, string>>(
					`SELECT r.${column} AS found FROM person_requests r JOIN people p ON p.id = r.person
					JOIN institutions i ON i.id = r.institution WHERE r.kind = ? AND p.username = ? AND i.slug = ?`,
					...[kind, username, slug],
				).map(({ found }) => found ?? ''),
			);
		const [first, second, third] = slug === ELSEWHERE ? [NOE, 'lucie', 'perle'] : ['ada', 'emile', 'odile'];
		return {
			toObject: of('id', 'erasure', first!),
			toConfirm: of('id', 'access', second!),
			toDecline: of('id', 'erasure', second!),
			toWithdraw: of('id', 'erasure', third!),
			exported: of('id', 'access', third!),
			requester: of('person', 'access', third!),
		};
	};

	const adasId = one(column('SELECT id FROM people WHERE username = ?', 'ada'));
	const chosen = { act: 'give-teacher', scope: 'ticked', 'people[]': [adasId] };
	redirected(await chloe.send('/people', '?/choose', chosen), 'act for many people');
	/** What a person and their institution have, each the first of its kind. */
	const thingsOf = (username: string, slug: string): Things => {
		const person = one(column('SELECT id FROM people WHERE username = ?', username));
		const institution = one(column('SELECT id FROM institutions WHERE slug = ?', slug));
		const here = (sql: string) => one(column(sql, institution));
		const own = (sql: string) => one(column(sql, person));
		const latest = own('SELECT id FROM applications WHERE person = ? ORDER BY created_at DESC');
		return {
			...{ person, institution, spare: SPARE },
			service: one(column('SELECT id FROM institutions WHERE slug = ?', SERVICE)),
			agreement: one(column('SELECT id FROM agreements')),
			training: own('SELECT id FROM trainings WHERE person = ?'),
			emileTraining: own('SELECT id FROM trainings WHERE person = ?'),
			application: latest,
			evidence: one(column('SELECT id FROM application_evidence WHERE application = ?', latest)),
			evidenceFile: one(column('SELECT file FROM application_evidence WHERE application = ?', latest)),
			sentFile: own(
				"SELECT file FROM application_evidence WHERE application IN (SELECT id FROM applications WHERE person = ? AND state = 'submitted')",
			),
			sent: own("SELECT id FROM applications WHERE person = ? AND state = 'submitted'"),
			award: own(
				'SELECT id FROM awards WHERE person = ? AND application IS NOT NULL AND revoked_at IS NULL ORDER BY awarded_at',
			),
			privateAward: own('SELECT id FROM awards WHERE person = ? AND application IS NULL'),
			badge: `practice-${DIMENSION}`,
			otherBadge: 'practice-collaboration',
			bulkAct: here('SELECT id FROM bulk_acts WHERE institution = ?'),
			ownBadge: here("SELECT id FROM own_badges WHERE institution = ? AND id LIKE '%.robotique'"),
			cohort: here('SELECT id FROM cohorts WHERE institution = ?'),
			joinCode: here('SELECT join_code FROM cohorts WHERE institution = ?'),
			invitation: here('SELECT id FROM invitations WHERE institution = ? ORDER BY created_at DESC'),
			list: here('SELECT id FROM invitation_batches WHERE institution = ? AND begun_at IS NOT NULL'),
			mailed: here('SELECT id FROM mailed_invitations WHERE institution = ?'),
			draftList: here('SELECT id FROM invitation_batches WHERE institution = ? AND begun_at IS NULL'),
			issuer: here('SELECT slug FROM issuers WHERE institution = ?'),
			key: here('SELECT kid FROM issuer_keys k JOIN issuers i ON i.id = k.issuer WHERE i.institution = ?'),
			token: 'a'.repeat(43),
			hoursToken,
			entry: here('SELECT id FROM catalogue_entries WHERE institution = ?'),
			source: here('SELECT id FROM training_sources WHERE institution = ?'),
			...requested(slug),
			dimension: DIMENSION,
			element: 'beyond-basic-uses',
		};
	};
	const revoked = one(column('SELECT id FROM awards WHERE badge = ?', `practice-${REVOKED}`));
	const returned = one(
		column("SELECT id FROM applications WHERE state = 'returned' AND badge = ?", `practice-${RETURNED}`),
	);
	const interviewed = one(column("SELECT id FROM applications WHERE kind = 'prior-learning'"));
	const reason = 'Délivré par erreur : canari-revocation-ailleurs.';
	redirected(await who.lucie.send(`/b/${revoked}/revoke`, '?/revoke', { reason }), 'revoke elsewhere');
	const elsewhere = thingsOf(NOE, ELSEWHERE);
	redirected(
		await noe.send(`/b/${elsewhere.award}`, '?/publish', { visibility: 'public' }),
		'publish elsewhere',
	);
	redirected(await noe.send(`/cohorts/join?code=${elsewhere.joinCode}`, '?/join', {}), 'join elsewhere');
	const token = await noe.get(`/b/${elsewhere.privateAward}.jwt`);
	if (token.status !== 200) throw new Error(`token elsewhere: ${token.status}`);

	const advisers: readonly Who[] = ['odile', 'bruno'];
	return {
		service,
		who,
		newcomer,
		query,
		things: {
			...thingsOf('ada', slug),
			training: one(column("SELECT id FROM trainings WHERE title = 'Apprendre à apprendre'")),
			emileTraining: one(column("SELECT id FROM trainings WHERE title = 'Prendre des notes'")),
			application,
			evidence: one(column('SELECT id FROM application_evidence WHERE application = ?', application)),
			evidenceFile: one(column('SELECT file FROM application_evidence WHERE application = ?', application)),
			sentFile: one(column('SELECT file FROM application_evidence WHERE application = ?', sent)),
			sent,
			award,
		},
		elsewhere,
		alsoElsewhere: [`/b/${revoked}`, `/review/${returned}`, `/review/${interviewed}`],
		canaries: [
			{ text: 'canari-reflexion-ada', readers: ['ada'] },
			{ text: 'canari-brouillon-ada', readers: ['ada'] },
			{ text: 'canari-envoi-ada', readers: ['ada', ...advisers] },
			{ text: 'canari-reflexion-emile', readers: ['emile'] },
			{ text: 'canari-reflexion-noe', readers: [] },
			{ text: 'canari-brouillon-noe', readers: [] },
			{ text: 'canari-envoi-noe', readers: ['lucie', 'karine'] },
			{ text: 'canari-entrevue-ailleurs', readers: ['lucie', 'karine'] },
			{ text: 'canari-nom-ailleurs', readers: ['stranger', 'lucie', 'karine'] },
			// An adviser of the institution may hand a cohort over to her.
			{ text: 'canari-nom-recit', readers: ['stranger', 'lucie', 'karine'] },
			// An administrator sees the cohorts of their institution by name.
			{ text: 'canari-cohorte-ailleurs', readers: ['lucie', 'stranger'] },
			{ text: 'canari-invitation-ailleurs', readers: ['stranger'] },
			...['canari-liste-ailleurs', 'canari-ecole-ailleurs'].map((text) => ({
				text,
				readers: ['stranger'] as const,
			})),
			{ text: 'canari-ecole-ici', readers: ['chloe'] },
			{ text: 'canari-motif-ici-ada', readers: ['ada', 'chloe'] },
			{ text: 'canari-motif-ici-emile', readers: ['emile', 'chloe'] },
			{ text: 'canari-motif-ici-odile', readers: ['odile', 'chloe'] },
			{ text: `canari-motif-ailleurs-${NOE}`, readers: ['stranger'] },
			{ text: 'canari-motif-ailleurs-lucie', readers: ['lucie', 'stranger'] },
			{ text: 'canari-badge-ici', readers: ['ada', 'emile', 'chloe'] },
			{ text: 'canari-badge-ailleurs', readers: ['stranger'] },
			{ text: 'noe@canari.example', readers: ['stranger'] },
			{ text: 'ada@erables.example', readers: ['ada', 'chloe'] },
			{ text: 'bruno@erables.example', readers: ['bruno', 'chloe'] },
			...column('SELECT password_hash FROM people WHERE password_hash IS NOT NULL').map((text) => ({
				text,
				readers: [],
			})),
			{ text: '$argon2', readers: [] },
			...column('SELECT sealed_private FROM issuer_keys').map((text) => ({ text, readers: [] })),
			...column('SELECT id FROM sessions').map((text) => ({ text, readers: [] })),
			...column('SELECT code_hash FROM invitations').map((text) => ({ text, readers: [] })),
			...column('SELECT token_hash FROM mailed_invitations').map((text) => ({ text, readers: [] })),
		],
	};
}
