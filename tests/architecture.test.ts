import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';

/**
 * For each context, the contexts that it may import. The lists are explicit and not transitive. `ui` holds
 * components and imports no context.
 */
const KNOWS: Record<string, readonly string[]> = {
	platform: [],
	openbadges: [],
	framework: ['platform'],
	messages: [],
	ui: ['messages', 'platform'],
	identity: ['platform'],
	assessment: ['identity', 'platform', 'framework'],
	training: ['identity', 'platform', 'framework', 'assessment'],
	badges: ['identity', 'platform', 'framework', 'openbadges'],
	awards: ['identity', 'platform', 'framework', 'openbadges', 'badges'],
	applications: ['identity', 'platform', 'framework', 'assessment', 'training', 'badges', 'awards'],
	verification: ['platform', 'openbadges', 'badges', 'awards'],
	profile: [
		...['identity', 'platform', 'framework', 'assessment', 'training'],
		...['badges', 'awards', 'applications'],
	],
	cohort: ['identity', 'platform', 'framework', 'assessment', 'profile'],
	drafts: ['identity', 'platform'],
	wording: ['identity', 'platform', 'framework'],
	notices: ['identity', 'platform'],
	privacy: [
		'identity',
		'platform',
		'framework',
		'assessment',
		'training',
		'badges',
		'awards',
		'applications',
		'profile',
		'cohort',
		'drafts',
		'notices',
		'wording',
	],
	backup: ['identity', 'platform', 'awards', 'privacy'],
	presentation: [
		...['ui', 'messages', 'platform', 'framework', 'identity', 'assessment', 'training'],
		...[
			'openbadges',
			'badges',
			'awards',
			'applications',
			'profile',
			'verification',
			'notices',
			'cohort',
			'wording',
		],
	],
	web: ['ui', 'messages', 'platform', 'assessment', 'training', 'badges', 'awards', 'identity', 'cohort'],
};
/**
 * The folders of src that are no contexts but layers between contexts and pages: components, texts, and what
 * answers requests.
 */
const OUTSIDE = ['ui', 'messages', 'presentation', 'web'];
const CONTEXTS = Object.keys(KNOWS).filter((name) => !OUTSIDE.includes(name));

const root = resolve(import.meta.dirname, '..');
const src = join(root, 'src');

interface Source {
	path: string;
	text: string;
	imports: string[];
}

const IMPORT =
	/(?:^|[\n;])\s*(?:import|export)\s(?:[^'"]*?\sfrom\s)?\s*['"]([^'"]+)['"]|import\(\s*['"]([^'"]+)['"]/g;

const sources: Source[] = readdirSync(src, { recursive: true, encoding: 'utf8' })
	.filter((name) => /\.(ts|svelte)$/.test(name) && !name.includes('compiled') && !name.endsWith('.d.ts'))
	.map((name) => {
		const text = readFileSync(join(src, name), 'utf8');
		const imports = [...text.matchAll(IMPORT)].map((found) => found[1] ?? found[2] ?? '');
		return { path: name.replaceAll('\\', '/'), text, imports };
	});

const isTest = (file: Source) => /\.(test|fixture)\.ts$/.test(file.path);
const product = sources.filter((file) => !isTest(file));
const inside = (folder: string) => product.filter((file) => file.path.startsWith(`${folder}/`));
const doorOf = (specifier: string) => specifier.match(/^#([a-z]+)(?:\/|$)/)?.[1];

const doorsNamed = Object.entries(
	(JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { imports: Record<string, string> })
		.imports,
);

/**
 * The path (from src) of the module that an import of `name` in the file `from` leads to; undefined for an
 * npm package.
 */
function pathOf(name: string, from: string): string | undefined {
	if (name.startsWith('.')) return relative(src, resolve(src, from, '..', name.replace(/\?.*/, '')));
	const door = doorsNamed.find(
		([named]) => named === name || (named.endsWith('*') && name.startsWith(named.slice(0, -1))),
	);
	if (!door) return undefined;
	return relative(src, resolve(root, door[1].replace('*', name.slice(door[0].length - 1))));
}

/**
 * Tests that may subtract from the clock although no test measures durations: they only make files look old.
 */
const AGES = new Set(['src/cli/backup.test.ts']);

/**
 * Expects that `faulty` finds no fault in any of the files, and that there are at least `least` files: a rule
 * that looks at nothing must fail.
 */
function none(files: readonly Source[], least: number, faulty: (file: Source) => string[]) {
	expect(files.length).toBeGreaterThanOrEqual(least);
	expect(files.flatMap((file) => faulty(file).map((fault) => `${file.path}: ${fault}`))).toEqual([]);
}

describe('who may know whom', () => {
	test.each(Object.keys(KNOWS))('%s knows only its own list', (context) => {
		const allowed = new Set([context, ...(KNOWS[context] ?? [])]);
		none(inside(context), 1, (file) =>
			file.imports.filter((name) => {
				const door = doorOf(name);
				return door !== undefined && !allowed.has(door);
			}),
		);
	});

	test('every folder of src is in the table, or is a way in', () => {
		const folders = readdirSync(src, { withFileTypes: true })
			.filter((entry) => entry.isDirectory())
			.map((entry) => entry.name);
		expect(folders.filter((name) => !(name in KNOWS)).sort()).toEqual(['cli', 'routes']);
	});

	test('no relative import leaves its context', () => {
		none(product, 60, (file) => {
			const context = file.path.split('/')[0] ?? '';
			if (!(context in KNOWS)) return [];
			return file.imports.filter(
				(name) =>
					name.startsWith('.') &&
					!relative(join(src, context), resolve(join(src, file.path), '..', name)).match(/^(?!\.\.)/),
			);
		});
	});

	test('no route imports what stands in another: what they share is in presentation or web', () => {
		const routes = join(src, 'routes');
		none(inside('routes'), 60, (file) =>
			file.imports.filter((name) => {
				if (!name.startsWith('.')) return false;
				const from = join(src, file.path, '..');
				const to = resolve(from, name, '..');
				return to.startsWith(routes) && !`${from}/`.startsWith(`${to}/`) && !to.startsWith(`${from}/`);
			}),
		);
	});

	test('no file imports what leads back to it', () => {
		const known = new Map(product.map((file) => [file.path, file]));
		const to = (file: Source) =>
			file.imports.flatMap((name) => {
				const path = pathOf(name, file.path);
				return path !== undefined && known.has(path) ? [path] : [];
			});
		const arrows = new Map(product.map((file) => [file.path, to(file)]));
		expect([...arrows.values()].flat().length).toBeGreaterThan(1_500);
		const circles: string[] = [];
		const done = new Set<string>();
		const visit = (path: string, way: readonly string[]) => {
			if (way.includes(path)) circles.push([...way.slice(way.indexOf(path)), path].join(' → '));
			if (done.has(path) || way.includes(path)) return;
			for (const next of arrows.get(path) ?? []) visit(next, [...way, path]);
			done.add(path);
		};
		for (const path of arrows.keys()) visit(path, []);
		expect(circles).toEqual([]);
	});

	test('routes and the command reach a context by its doors only', () => {
		none([...inside('routes'), ...inside('cli')], 60, (file) =>
			file.imports.filter((name) => {
				if (!name.startsWith('.')) return false;
				const [folder = ''] = relative(src, resolve(join(src, file.path), '..', name)).split('/');
				return folder in KNOWS;
			}),
		);
	});
});

describe('purity', () => {
	const IMPURE = /^(node:|\$app|svelte|drizzle|zod|better-sqlite3|@electric-sql|@sveltejs)/;
	const pure = product.filter(
		(file) =>
			CONTEXTS.some((context) => file.path.startsWith(`${context}/`)) &&
			!file.path.includes('/server/') &&
			!file.path.startsWith('openbadges/') &&
			file.path.endsWith('.ts'),
	);

	test('pure files touch no process, framework, schema library or database', () => {
		none(pure, 15, (file) => file.imports.filter((name) => IMPURE.test(name) || /\/server(\/|$)/.test(name)));
	});

	test('pure files read no clock and no chance', () => {
		none(pure, 15, (file) =>
			[...file.text.matchAll(/\bDate\.now\(|new Date\(\)|Math\.random\(/g)].map(String),
		);
	});

	test('the engine measures no time on the clock: a busy machine changes no verdict', () => {
		none(inside('openbadges'), 8, (file) =>
			[...file.text.matchAll(/\b(setTimeout|setInterval|AbortSignal\.timeout|performance\.now)\b/g)].map(
				String,
			),
		);
	});

	test('the engine stands alone', () => {
		none(inside('openbadges'), 8, (file) =>
			file.imports.filter((name) => name.startsWith('#') || /^node:(fs|net|http|https|dns|child)/.test(name)),
		);
	});
});

test('one file touches what a browser keeps, since merely naming it may throw', () => {
	const keeping =
		/\b(localStorage|sessionStorage|indexedDB|cookieStore|document\.cookie|caches\.(open|match|keys))\b/;
	const door = 'ui/browser-storage.ts';
	expect(product.find((file) => file.path === door)?.text).toMatch(keeping);
	none(product, 60, (file) => (file.path === door ? [] : [...(keeping.exec(file.text) ?? [])].slice(0, 1)));
});

describe('the network', () => {
	const opening = /^(undici|node:(net|tls|http|http2|https|dns|dgram)(\/.*)?)$/;
	const fetching = inside('platform/server/fetch');

	test('only the platform’s own folder opens it', () => {
		expect(fetching.some((file) => file.imports.some((name) => opening.test(name)))).toBe(true);
		none(product, 60, (file) => {
			if (file.path.startsWith('platform/server/fetch/')) return [];
			// `ui/own-site.ts` may call `fetch`: it does so with a path of its own site, and the content
			// security policy allows nothing else.
			const own = file.path === 'ui/own-site.ts';
			const calls = own ? [] : [...file.text.matchAll(/(?<![\w.#])fetch\(/g)].map(String);
			return [...file.imports.filter((name) => opening.test(name)), ...calls];
		});
	});

	test('what chooses where it may go is given one choice: the public Internet', () => {
		const callers = (name: RegExp) =>
			product
				.filter((file) => file.imports.some((one) => name.test(one)))
				.map(({ path }) => path)
				.sort();
		expect(callers(/(^|\/)fetcher\.ts$/)).toEqual(['platform/server/fetch/public-fetch.ts']);
		const whole = product.find(({ path }) => path === 'platform/server/fetch/public-fetch.ts')?.text ?? '';
		expect(whole.match(/\bfetcher\(\s*PUBLIC_INTERNET,/g)).toHaveLength(1);
		const opened = product.filter(({ text }) => /\bpublicFetch\(/.test(text)).map(({ path }) => path);
		expect(opened.sort()).toEqual([
			'cli/verify-named.ts',
			'platform/server/fetch/public-fetch.ts',
			'platform/server/world.ts',
		]);
	});

	test('nothing of the environment reaches it but through the settings, which open nothing', () => {
		none(fetching, 10, (file) =>
			[...file.text.matchAll(/process\.env|import\.meta\.env|rejectUnauthorized: false/g)].map(String),
		);
	});
});

describe('whoever writes still stands', () => {
	/**
	 * The use cases that write without `writeOnceAsActor` (`src/identity/server/write-as-actor.ts`, the one way for a signed-in
	 * person to write), each with the reason.
	 */
	const OTHERWISE: Readonly<Record<string, string>> = {
		'identity/server/write-as-actor.ts': 'it is the way',
		'awards/server/withdraw-milestone.ts': 'a rule takes a milestone back with its part: nobody asks for it',
		'identity/server/accounts/accounts.ts': 'the command makes accounts',
		'identity/server/sessions/attempts.ts': 'a password is tried: nobody is signed in',
		'identity/server/passwords/change-password.ts':
			'the same form beside the first, whose session it ended, signs in',
		'identity/server/mail-links/forgotten-password.ts': 'a link is asked for or used: nobody is signed in',
		'identity/server/mail-links/mail-links.ts': 'a sweep',
		'identity/server/mailed-invitations/create-account-by-mail.ts': 'an account is made: nobody is signed in',
		'identity/server/administration/delete-old-acts.ts': 'a sweep',
		'identity/server/mailed-invitations/delete-old.ts': 'a sweep',
		'identity/server/mailed-invitations/inviting-listener.ts': 'what an administrator said is carried on',
		'identity/server/mail-links/verify-email.ts': 'a link is used: nobody is signed in',
		'identity/server/institutions/create-institution.ts': 'the demonstration makes its institution',
		'identity/server/institutions/operate-institutions.ts': 'the operator’s command does it too',
		'identity/server/accounts/set-operator.ts': 'the command names the operator',
		'identity/server/sessions/enter-demonstration.ts':
			'a session of a made-up person opens: nobody is signed in',
		'identity/server/sessions/delete-expired.ts': 'a sweep',
		'identity/server/accounts/create-account-with-code.ts': 'an account is made: nobody is signed in',
		'identity/server/sessions/sessions.ts': 'a session is seen, or ends',
		'identity/server/bulk-acts/do-bulk-act.ts':
			'an act for many people goes on; its maker is looked at again',
		'identity/server/bulk-acts/delete-old.ts': 'a sweep',
		'identity/server/passwords/set-password.ts': 'the command sets passwords',
		'identity/server/institutions/setup.ts': 'the first account is made: nobody is signed in',
		'identity/server/sessions/sign-in.ts': 'a session opens: nobody is signed in',
		'privacy/server/requests/carry-out-requests.ts': 'a sweep, and what two administrators confirmed',
		'privacy/server/erase-person.ts':
			'the key is looked at before the person, who is gone when it is sent twice',
		'awards/server/expiring/tell-expiring.ts': 'a schedule tells holders; nobody asks',
		'awards/server/files/award-token.ts': 'a token is made of a badge that stands, for whoever reads it',
		'awards/server/issuing/store-intents.ts': 'issuing; `mayAsk` is asked where somebody asks',
		'awards/server/issuing/resume-batch.ts': 'issuing: what was asked is carried on',
		'awards/server/issuing/void-issuance.ts': 'issuing: what was asked is carried on',
		'awards/server/issuing/publish-issuance.ts': 'issuing: what was asked is carried on',
		'awards/server/issuing/store-reissue-intents.ts': 'the operator has badges signed anew',
		'awards/server/issuers/issuer-keys.ts': 'the operator keeps the keys',
		'awards/server/issuers/issuers.ts': 'issuing: an issuing body, the first time',
		'awards/server/issuing/issuing-halt.ts': 'the operator halts issuing',
		'awards/server/issuers/token-keys.ts': 'the operator keeps the keys',
		'awards/server/revoke-award.ts': 'the operator revokes too',
		'cohort/server/list-people.ts': 'lists follow what was done; one is made where there was none',
		'cohort/server/handing-over/tell-asked.ts': 'people are told what was done',
		'cohort/server/handing-over/forget-asked.ts': 'a sweep',
		'cohort/server/make-portraits.ts': 'the portraits of a date, made by the service',
		'drafts/server/forms-awaiting-sign-in.ts':
			'a text waits for somebody to sign in again: nobody is signed in',
		'drafts/server/delete-old.ts': 'a sweep',
		'training/server/erase-old.ts': 'a sweep',
		'training/server/hours/share-hours.ts': 'a sweep, beside what its person asks',
		'training/server/received/held-statements.ts': 'a sweep, beside what an administrator asks',
		'training/server/received/receive-statements.ts': 'a service, whose key is looked at again in the unit',
		'applications/server/erase-old.ts': 'a sweep',
		'applications/server/review/revise-settling.ts': 'a sweep',
		'notices/server/read-notices.ts': 'what its person is shown is marked as read, as their page is made',
		'notices/server/notice-listener.ts': 'people are told what was done',
		'applications/server/review/waiting-mail.ts': 'advisers are told what waits',
		'notices/server/news-mail.ts': 'people are told what was done',
		'identity/server/accounts/address-refused-listener.ts': 'a mail server said so: nobody is signed in',
		'identity/server/accounts/unsubscribe.ts': 'the address in a mail is the permission: nobody is signed in',
		'backup/server/replay-after-restore.ts': 'the operator puts a copy back',
		'cli/demonstration/demo.ts': 'the demonstration is emptied',
		'cli/demonstration/seed.ts': 'invented people are added to the demonstration',
		'cli/demonstration/in-one-unit.ts': 'the demonstration is written at once',
	};
	const WRITES =
		/\bdb\s*\.\s*write\s*\(|(?<![.\w])runFormOnce(InUnit)?\s*(<[^(]*>)?\(|\{[^}]*\bwrite\b[^}]*\}\s*=\s*[\w.]*\bdb\b/;
	const withoutComments = (text: string) => text.replaceAll(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, '');
	const writers = product.filter(
		({ path, text }) =>
			!/^(platform|openbadges|ui)\//.test(path) && path.endsWith('.ts') && WRITES.test(withoutComments(text)),
	);

	test('a signed-in person writes by `writeOnceAsActor` and `writeAsActor` alone, which reads again in the unit who they are', () => {
		expect(writers.map(({ path }) => path).sort()).toEqual(Object.keys(OTHERWISE).sort());
	});

	test('and it is used where people write', () => {
		const acts = product.filter(({ text }) => /\bwrite(Once)?AsActor\(/.test(text));
		expect(acts.length).toBeGreaterThan(18);
	});
});

describe('what computes for long', () => {
	/**
	 * The files of the product, the badge engine apart, that import `name` from a module whose name matches
	 * `from`.
	 */
	const importing = (name: string, from: RegExp) =>
		product
			.filter(({ path }) => !path.startsWith('openbadges/') && !path.endsWith('.fixture.ts'))
			.filter(({ text }) =>
				[...text.matchAll(/import\s*\{([^}]*)\}\s*from\s*'([^']+)'/g)].some(
					([, names = '', module = '']) =>
						from.test(module) && names.split(',').some((one) => one.trim().split(/\s+as\s+/)[0] === name),
				),
			)
			.map(({ path }) => path)
			.sort();

	test('badges are verified and PDFs written by jobs alone, which other threads do', () => {
		expect(importing('verifyBadge', /^#openbadges$/)).toEqual([
			'awards/server/issuing/signing-task.ts',
			'awards/server/threads/verify-job.ts',
		]);
		expect(importing('verifyLegacy', /^#openbadges$/)).toEqual([]);
		expect(importing('readInput', /^#openbadges$/)).toEqual([]);
		expect(importing('writePdf', /\/pdf\.ts$/)).toEqual(['ui/server/pdf/print-job.ts']);
	});

	test('each of them refuses the thread that answers visitors', () => {
		for (const path of [
			'awards/server/threads/verify-job.ts',
			'awards/server/issuing/signing-task.ts',
			'verification/server/form-job.ts',
			'verification/server/verify-request-job.ts',
			'ui/server/pdf/pdf.ts',
		])
			expect(product.find((file) => file.path === path)?.text).toMatch(/\bmustNotBeServingThread\(/);
		expect(product.find((file) => file.path === 'open-service.ts')?.text).toMatch(/\bmarkServingThread\(\)/);
	});

	test('a form is taken apart by a job, or is a small one', () => {
		none(product, 60, ({ path, text }) =>
			path === 'platform/server/forms/form-fields.ts' ? [] : [...text.matchAll(/\.formData\(/g)].map(String),
		);
		expect(importing('parseFormFields', /^#platform\//)).toEqual([
			'verification/server/form-job.ts',
			'web/form-action.ts',
		]);
	});

	test('worker threads are made in one place', () => {
		none(product, 60, (file) =>
			file.path === 'platform/server/threads/worker-handle.ts'
				? []
				: [...file.text.matchAll(/\bnew Worker\(/g)].map(String),
		);
	});
});

describe('tests', () => {
	test('none measures the machine: whoever runs them may have a slow or a busy one', () => {
		const written = ['src', 'tests'].flatMap((folder) =>
			readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
				.filter((name) => /\.(test|spec)\.ts$/.test(name))
				.map((name) => join(folder, name).replaceAll('\\', '/')),
		);
		expect(written.length).toBeGreaterThan(150);
		const measuring = written
			// These two tests contain the names that this pattern looks for, but measure no time.
			.filter((path) => path !== 'tests/lint.test.ts' && path !== 'tests/architecture.test.ts')
			.filter((path) =>
				/performance\.now|hrtime|Date\.now\(\) *- *\w|console\.time/.test(
					readFileSync(join(root, path), 'utf8'),
				),
			)
			.filter((path) => !AGES.has(path));
		expect(measuring).toEqual([]);
	});
});

describe('where things are', () => {
	test('SQL only in stores, tables and the platform', () => {
		none(product, 60, (file) => {
			if (/^platform\/server\//.test(file.path)) return [];
			if (/\/server\/([a-z-]+\/)*([a-z-]+-store|tables)\.ts$/.test(file.path)) return [];
			return file.imports.filter((name) => name.startsWith('drizzle') || name === 'better-sqlite3');
		});
	});

	test('only routes and hooks know a request', () => {
		none(product, 60, (file) => {
			if (/^(routes\/|hooks|params|ui\/|presentation\/|web\/|app)/.test(file.path)) return [];
			return file.imports.filter((name) => name.startsWith('@sveltejs/kit') || name.startsWith('$app'));
		});
	});

	test('schemas of forms and data live behind the server door', () => {
		none(product, 60, (file) =>
			/^(routes\/|web\/|[a-z]+\/server\/)/.test(file.path)
				? []
				: file.imports.filter((name) => name === 'zod'),
		);
	});

	test('a public form that is refused leaves the address of its page, where it is the only one', () => {
		const named = product.filter(
			({ path, text }) => path.startsWith('routes/(public)/') && /\baction="\?\//.test(text),
		);
		expect(named.map(({ path }) => path).sort()).toEqual([
			'routes/(public)/b/[id=id]/Binding.svelte',
			'routes/(public)/b/[id=id]/OtherLanguage.svelte',
			'routes/(public)/b/[id=id]/Publication.svelte',
		]);
	});

	test('the time zone of nobody is named once', () => {
		const named = product.filter(({ text }) => /'America\/Toronto'/.test(text));
		expect(named.map(({ path }) => path)).toEqual(['platform/civil-date.ts']);
	});

	test('a form’s field of one line is stored as people see it', () => {
		const forms = product.filter((file) => /^[a-z-]+\/server\/forms\.ts$/.test(file.path));
		// A long text keeps its lines, and an address has its own reading.
		const long = /reflection|reason|\b(?:2000|4000|320)\b/;
		none(forms, 5, ({ text }) =>
			[...text.matchAll(/\.trim\(\)\s*(?:\.min\([^)]*\)\s*)?\.(?:max\(|check\(atMost\()([^)]*)\)/g)].flatMap(
				([, most = '']) =>
					long.test(most) ? [] : [`trims a text of at most ${most}: visibleLine does more`],
			),
		);
	});

	test('routes are thin', () => {
		const thin = product.filter((file) =>
			/^routes\/.*\+(page|layout)?(\.server)?(server)?\.ts$/.test(file.path),
		);
		none(thin, 25, (file) => {
			// Imports do not count.
			const lines = file.text.replace(/^import [^;]*;\n/gm, '').split('\n').length;
			return lines > 50 ? [`${lines} lines`] : [];
		});
	});

	test('a folder has one meaning: past 25 files of code, it holds two', () => {
		const files = Map.groupBy(product, ({ path }) => path.split('/').slice(0, -1).join('/'));
		expect(files.size).toBeGreaterThan(60);
		expect([...files].filter(([, held]) => held.length > 25).map(([folder]) => folder)).toEqual([]);
	});

	test('no name hides what it holds', () => {
		none(product, 60, (file) =>
			/(^|\/)(utils?|helpers?|misc|common|shared|services?|stores|types|lib)(\/|\.)/.test(file.path)
				? ['its name']
				: [],
		);
	});

	test('no style attribute, which the content policy would block', () => {
		none(
			product.filter((file) => file.path.endsWith('.svelte')),
			25,
			(file) =>
				/<[a-z][^>]*\sstyle(=|:)/i.test(file.text.replace(/<style[\s\S]*<\/style>/, '')) ? ['style='] : [],
		);
	});

	test('colours come from tokens', () => {
		none(
			product.filter((file) => file.path.endsWith('.svelte') && !file.path.startsWith('ui/')),
			15,
			(file) =>
				[
					...(file.text.match(/<style[\s\S]*<\/style>/)?.[0] ?? '').matchAll(
						/#[0-9a-f]{3,8}\b|rgb\(|oklch\(/gi,
					),
				].map(String),
		);
	});
});

describe('doors', () => {
	const doors = product.filter(
		(file) => /^[a-z]+\/(server\/)?index\.ts$/.test(file.path) && !file.path.startsWith('messages/'),
	);

	test('every export of a door has its sentence', () => {
		none(doors, 15, (file) => {
			const lines = file.text.split('\n');
			return lines
				.map((line, at) => ({ line, before: lines[at - 1] ?? '' }))
				.filter(
					({ line, before }) =>
						/^export\s/.test(line) && !/(\*\/|^\/\/)\s*$|^\s*\/\//.test(before) && !/^\s*\/\*\*/.test(before),
				)
				.map(({ line }) => line.slice(0, 80));
		});
	});
});
