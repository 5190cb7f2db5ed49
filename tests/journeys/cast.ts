import { join } from 'node:path';
import Driver from 'better-sqlite3';
import { type Service, startService } from '../service.ts';
import { type Answer, problemsIn, visitor, type Visitor } from './visitor.ts';

/**
 * The people who try every endpoint, in the order of the columns of the table of endpoints (endpoints.ts).
 */
export const WHO = ['anonymous', 'ada', 'emile', 'odile', 'bruno', 'chloe', 'stranger'] as const;
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
	readonly sent: string;
	readonly award: string;
	readonly privateAward: string;
	readonly badge: string;
	readonly otherBadge: string;
	readonly cohort: string;
	readonly joinCode: string;
	readonly invitation: string;
	readonly issuer: string;
	readonly key: string;
	readonly token: string;
	readonly dimension: string;
	readonly element: string;
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
		...new Set([...list.body.matchAll(/\/assessment\/([a-z-]+)/g)].map(([, slug]) => slug)),
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
}

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
export async function apply(person: Visitor, badge: string, reflection: string): Promise<string> {
	const scene = badge.replace(/^practice-/, '/situations/');
	redirected(await person.send(scene, '?/choose', { choice: 'a' }), scene);
	const begun = await person.send(`/recognition/${badge}`, '?/start', {});
	const id = idIn(redirected(begun, `apply for ${badge}`));
	const added = await person.send(`/applications/${id}`, '?/add', {
		title: 'Séquence sur la recherche documentaire',
		link: 'https://exemple.test/sequence',
		reflection,
	});
	redirected(added, 'evidence');
	return id;
}

const DIMENSION = 'learning-potential';
const WAITING = 'communication';
const DRAFT = 'inclusion-and-diverse-needs';

/** Creates an account with the operator's command (`macaron user add`), and signs in to it. */
export async function newAccount(
	service: Service,
	username: string,
	name: string,
	role: string,
	audience?: string,
): Promise<Visitor> {
	const made = service.macaron(
		...['user', 'add', '--json', '--username', username, '--name', name, '--role', role],
		...(audience ? ['--audience', audience] : []),
	);
	if (made.status !== 0) throw new Error(`user add: ${made.stderr}`);
	const person = visitor(service.origin);
	await person.signIn(username, (JSON.parse(made.stdout) as { password: string }).password);
	return person;
}

/**
 * Adds a second institution to the database. No command creates one, so this inserts the rows that the
 * context identity would.
 */
function secondInstitution(service: Service, administrator: string): void {
	const db = new Driver(join(String(service.env['DATA_DIR']), 'macaron.db'));
	const id = '0'.repeat(25) + '1';
	db.prepare(
		`INSERT INTO institutions (id, slug, name, kind, demonstration, threshold, time_zone, framework_version, created_at)
		 SELECT ?, 'ailleurs', 'Cégep Ailleurs', kind, demonstration, threshold, time_zone, framework_version, created_at
		 FROM institutions LIMIT 1`,
	).run(id);
	db.prepare(
		'UPDATE memberships SET institution = ? WHERE person = (SELECT id FROM people WHERE username = ?)',
	).run(id, administrator);
	db.close();
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
	const who: Record<Who, Visitor> = {
		anonymous: visitor(service.origin),
		ada: await signedIn('ada'),
		emile: await signedIn('emile'),
		odile: await newAccount(service, 'odile', 'Odile Fortin', 'adviser'),
		bruno: await signedIn('bruno'),
		chloe: await signedIn('chloe'),
		stranger: await newAccount(service, 'sacha', 'Sacha Ailleurs', 'administrator'),
	};
	const newcomer = await newAccount(service, 'zoe', 'Zoé Nouvelle', 'learner', 'teacher');
	secondInstitution(service, 'sacha');
	const { ada, bruno, chloe, emile } = who;
	const query = <T>(sql: string, ...given: string[]): T[] => {
		const db = new Driver(join(String(service.env['DATA_DIR']), 'macaron.db'), { readonly: true });
		const rows = db.prepare(sql).all(...given) as T[];
		db.close();
		return rows;
	};
	const column = (sql: string, ...given: string[]) =>
		query<Record<string, string>>(sql, ...given).map((row) => String(Object.values(row)[0]));

	const secret = {
		reflection: 'Ce que je garde pour moi : canari-reflexion-ada.',
		draft: 'Une preuve pas encore envoyée : canari-brouillon-ada.',
		sent: 'Une preuve envoyée et qui attend : canari-envoi-ada.',
		emile: 'Ce qu’Émile note pour lui : canari-reflexion-emile.',
	};
	await answerAll(ada);
	redirected(
		await emile.send('/assessment', '?/choose', { mode: 'complete', version: 'crcn-2019' }),
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
		await bruno.send(`/review/${accepted}`, '?/decide', { decision: 'accept', reason: '' }),
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

	const person = one(column("SELECT id FROM people WHERE username = 'ada'"));
	const advisers: readonly Who[] = ['odile', 'bruno'];
	return {
		service,
		who,
		newcomer,
		query,
		things: {
			person,
			training: one(column("SELECT id FROM trainings WHERE title = 'Apprendre à apprendre'")),
			emileTraining: one(column("SELECT id FROM trainings WHERE title = 'Prendre des notes'")),
			application,
			evidence: one(column('SELECT id FROM application_evidence WHERE application = ?', application)),
			sent,
			award,
			privateAward: one(column('SELECT id FROM awards WHERE person = ? AND application IS NULL', person)),
			badge: `practice-${DIMENSION}`,
			otherBadge: 'practice-collaboration',
			cohort: one(column('SELECT id FROM cohorts')),
			joinCode: one(column('SELECT join_code FROM cohorts')),
			invitation: one(column('SELECT id FROM invitations ORDER BY created_at DESC')),
			issuer: one(column('SELECT slug FROM issuers')),
			key: one(column('SELECT kid FROM issuer_keys')),
			token: 'a'.repeat(43),
			dimension: DIMENSION,
			element: 'beyond-basic-uses',
		},
		canaries: [
			{ text: 'canari-reflexion-ada', readers: ['ada'] },
			{ text: 'canari-brouillon-ada', readers: ['ada'] },
			{ text: 'canari-envoi-ada', readers: ['ada', ...advisers] },
			{ text: 'canari-reflexion-emile', readers: ['emile'] },
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
		],
	};
}
