import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { repeatedKeys } from './repeated-keys.ts';

const root = resolve(import.meta.dirname, '..');
const areas = readdirSync(join(root, 'src/messages/fr')).map((name) => name.replace('.json', ''));

type Catalogue = Map<string, string>;
const catalogue = (locale: 'fr' | 'en'): Catalogue =>
	new Map(
		areas.flatMap((area) => {
			const text = readFileSync(join(root, `src/messages/${locale}/${area}.json`), 'utf8');
			return Object.entries(JSON.parse(text) as Record<string, string>);
		}),
	);
const fr = catalogue('fr');
const en = catalogue('en');

interface Source {
	path: string;
	text: string;
}
const sources: Source[] = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' })
	.filter((path) => /\.(ts|svelte)$/.test(path) && !/\.test\.ts$|\.fixture\.ts$|compiled/.test(path))
	.map((path) => ({ path, text: readFileSync(join(root, 'src', path), 'utf8') }));
const contexts = readdirSync(join(root, 'src'), { withFileTypes: true })
	.filter((entry) => entry.isDirectory())
	.map((entry) => entry.name);

const placeholders = (text: unknown) => [...JSON.stringify(text).matchAll(/\{(\w+)\}/g)].map(String).sort();

describe('messages', () => {
	test('French and English say the same things, with the same parts', () => {
		expect(fr.size).toBeGreaterThan(300);
		expect([...en.keys()].filter((key) => !fr.has(key))).toEqual([]);
		expect([...fr.keys()].filter((key) => !en.has(key))).toEqual([]);
		const differ = [...fr].filter(
			([key, text]) => placeholders(text).join() !== placeholders(en.get(key)).join(),
		);
		expect(differ.map(([key]) => key)).toEqual([]);
	});

	test('no key stands in two areas, none is empty', () => {
		const count = areas.flatMap((area) =>
			Object.keys(
				JSON.parse(readFileSync(join(root, `src/messages/fr/${area}.json`), 'utf8')) as object,
			).filter((key) => !key.startsWith('$')),
		);
		expect(count.filter((key, at) => count.indexOf(key) !== at)).toEqual([]);
		expect([...fr, ...en].filter(([, text]) => String(text).trim() === '').map(([key]) => key)).toEqual([]);
	});

	// Waiting applications are listed the oldest first, whichever adviser accompanies the person (decision
	// 47).
	test('no text says that the people one accompanies come first', () => {
		const claims =
			/d’abord (celles )?des personnes que vous accompagnez|people you (support|accompany),? first|first .{0,20}people you (support|accompany)/i;
		expect([...fr, ...en].filter(([, text]) => claims.test(String(text))).map(([key]) => key)).toEqual([]);
	});

	// An adviser who reads an application sees both levels of its dimension (`reviewView`): the notes on who
	// sees what must not promise less.
	test('who sees a level is said wherever a page or a notice says who sees what', () => {
		const both = /demande.*\bniveau\b.*\bmise en situation\b|application.*\blevel\b.*\bscenario\b/;
		const said = /demande.*\bniveau\b|application.*\blevel\b/;
		for (const texts of [fr, en]) {
			for (const key of ['situations_visible', 'profile_visible', 'privacy_notice_reviewer_sees'])
				expect(texts.get(key), key).toMatch(both);
			for (const key of ['assessment_visible', 'cohort_offer_no_answers'])
				expect(texts.get(key), key).toMatch(said);
		}
		const less = /\bdemande dit si\b|\bapplication says whether\b/i;
		expect([...fr, ...en].filter(([, text]) => less.test(String(text))).map(([key]) => key)).toEqual([]);
	});

	test('no page shows a civil date as it is stored', () => {
		const civil = '[\\w.]*\\b(endsOn|portraitDate|nextDate)\\b';
		const raw = new RegExp(`\\b(date|next|until): ${civil}\\s*[,}]|\\{${civil}(\\s*\\?\\?[^}]*)?\\}`, 'g');
		const pages = sources.filter(({ path }) => path.endsWith('.svelte'));
		expect(pages.some(({ text }) => /civilInWords\([\w.]*endsOn/.test(text))).toBe(true);
		expect(
			pages.flatMap(({ path, text }) => (text.match(raw) ?? []).map((found) => `${path}: ${found}`)),
		).toEqual([]);
	});

	// The slip that people agree to when they join a cohort has a version of its own words (`cohort.test.ts`):
	// it changes only with them.
	test('no sentence has more than 34 words, but for the slip of a cohort', () => {
		const words = (sentence: string) => sentence.match(/[\p{L}\p{N}_’'-]+/gu)?.length ?? 0;
		const long = [...fr, ...en].filter(
			([key, text]) =>
				!key.startsWith('cohort_offer_') &&
				String(text)
					.split(/(?<=[.?])\s/)
					.some((sentence) => words(sentence) > 34),
		);
		expect(long.map(([key]) => key)).toEqual([]);
	});

	test('every area is compiled', () => {
		const { 'plugin.inlang.messageFormat': format } = JSON.parse(
			readFileSync(join(root, 'src/messages/project.inlang/settings.json'), 'utf8'),
		) as { 'plugin.inlang.messageFormat': { pathPattern: string[] } };
		expect(format.pathPattern.map((path) => path.replace(/^.*\/|\.json$/g, '')).sort()).toEqual(areas.sort());
	});
});

/**
 * The refusal codes in the sources: all string literals with their shape (`context.what-is-wrong`), except
 * the names of idempotent actions, events and log lines.
 */
const codes = new Map(
	sources.flatMap(({ path, text }) =>
		[
			...text.matchAll(
				/(action:\s*|name:\s*|log\.(?:info|warn|error)\(\s*|log\(\s*)?['"]([a-z]+)\.([a-z][a-z0-9-]*)['"]/g,
			),
		]
			.filter(
				([, before, context]) => !before && !/listeners\.ts$/.test(path) && contexts.includes(context ?? ''),
			)
			.map(([, , context, name]) => [`${context}.${name}`, path] as const),
	),
);
const keyOf = (code: string) => `problem_${code.replace(/[.-]/g, '_')}`;

describe('what messages are for', () => {
	test('every refusal of the code has its sentence in both languages', () => {
		expect(codes.size).toBeGreaterThan(50);
		const mute = [...codes, ['not-found', ''] as const, ['generic', ''] as const]
			.filter(([code]) => !fr.has(keyOf(code)) || !en.has(keyOf(code)))
			.map(([code, path]) => `${code} (${path})`);
		expect(mute).toEqual([]);
	});

	test('no message is unused', () => {
		const words = new Set(sources.flatMap(({ text }) => text.match(/\b[a-z]+_\w+/g) ?? []));
		// Keys may be built from a word of the domain: m[`training_kind_${kind}`].
		const prefixes = sources.flatMap(({ text }) =>
			[...text.matchAll(/`([a-z]+_\w*)\$\{/g)].map(([, prefix = '']) => prefix),
		);
		const problems = new Set([...codes.keys(), 'not-found', 'generic'].map(keyOf));
		const unused = [...fr.keys()].filter(
			(key) =>
				!words.has(key) && !problems.has(key) && !prefixes.some((prefix) => prefix && key.startsWith(prefix)),
		);
		expect(unused).toEqual([]);
	});
});

/** Lists every text that a data file has in one language, each with its path in the file. */
function textsIn(value: unknown, path: string, locale: 'fr' | 'en'): [string, string][] {
	if (Array.isArray(value)) return value.flatMap((item, at) => textsIn(item, `${path}.${at}`, locale));
	if (value === null || typeof value !== 'object') return [];
	return Object.entries(value).flatMap(([key, inner]) =>
		key === locale && typeof inner === 'string'
			? [[path, inner] as [string, string]]
			: textsIn(inner, `${path}.${key}`, locale),
	);
}
const dataFiles = [
	...readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' })
		.filter((path) => /\/data\/.*\.json$|openbadges\/sentences\.json$/.test(path))
		.map((path) => `src/${path}`),
	...readdirSync(join(root, 'badges'), { recursive: true, encoding: 'utf8' })
		.filter((path) => path.endsWith('.json'))
		.map((path) => `badges/${path}`),
];
const dataTexts = dataFiles.flatMap((path) =>
	textsIn(JSON.parse(readFileSync(join(root, path), 'utf8')), path, 'fr'),
);

describe('JSON files', () => {
	// `JSON.parse` keeps the last of two: the sentence that stands first is never read.
	test('no key stands twice in one object', () => {
		expect(repeatedKeys('{"a": "b", "b": [{"a": "a\\": {"}, {"a": {"c": 1, "c": 2}}], "a": 1}')).toEqual([
			'b.a.c',
			'a',
		]);
		const files = [
			...['fr', 'en'].flatMap((locale) => areas.map((area) => `src/messages/${locale}/${area}.json`)),
			...dataFiles,
		];
		expect(files.length).toBeGreaterThan(80);
		expect(
			files.flatMap((path) =>
				repeatedKeys(readFileSync(join(root, path), 'utf8')).map((key) => `${path}: ${key}`),
			),
		).toEqual([]);
	});
});

describe('French typography (OQLF)', () => {
	const texts = [
		...[...fr].map(([key, text]) => [key, JSON.stringify(text).slice(1, -1)] as const),
		...dataTexts,
	];
	const RULES: [string, RegExp][] = [
		['a no-break space before the colon', /(?<!\u00a0):(?!\/\/)(?![0-9])/],
		['a no-break space inside guillemets', /«(?!\u00a0)|(?<!\u00a0)»/],
		[
			'a no-break space between a number and its unit',
			/(?:\d|\}) (?:s|h|min|[kMG]o|%|\$|000)(?!['’\p{L}\p{N}])/u,
		],
		['no space before ; ! ?', /[\s\u00a0\u202f][;!?]/],
		['’ and not a straight apostrophe', /'/],
		['no exclamation mark', /!/],
		['… and not three dots', /\.\.\./],
		['guillemets, not straight quotes', /\\?"(?!\w+=)/],
		['no space at an end, none doubled', /^\s|\s$| {2}/],
		['no emoji', /\p{Extended_Pictographic}/u],
	];
	/**
	 * Replaces addresses, DIDs and similar identifiers with an ellipsis: their colons follow no rule of
	 * typography.
	 */
	const plain = (text: string) => text.replace(/\b(?:https?|did|urn|mailto):\S*/g, '…');

	test.each(RULES)('%s', (_rule, fault) => {
		expect(dataTexts.length).toBeGreaterThan(150);
		expect(
			texts.filter(([, text]) => fault.test(plain(text))).map(([key, text]) => `${key}: ${text}`),
		).toEqual([]);
	});
});

describe('English is written as English', () => {
	test('no guillemets, no space before punctuation, no straight apostrophe', () => {
		const faults = [...en].filter(([, text]) => /[«»]|[\s\u00a0][:;!?](?!\/)|'|!/.test(String(text)));
		expect(faults.map(([key, text]) => `${key}: ${text}`)).toEqual([]);
	});
});

describe('punctuation that differs between the languages', () => {
	test('stands in messages, not in the markup of a page', () => {
		const fault = /(?:&nbsp;|&#160;|&#xa0;|\u00a0|\u202f)\s*[:;!?»]|«\s*(?:&nbsp;|&#160;|&#xa0;)/i;
		const example = '{m.badge_code()}&nbsp;: <code>';
		expect(example).toMatch(fault);
		const markup = sources
			.filter(({ path }) => path.endsWith('.svelte'))
			.map(({ path, text }) => ({ path, text: text.replace(/\/\*[\s\S]*?\*\/|<!--[\s\S]*?-->/g, '') }));
		expect(markup.length).toBeGreaterThan(100);
		expect(markup.filter(({ text }) => text.search(fault) >= 0).map(({ path }) => path)).toEqual([]);
	});
});

describe('words that a text for people does not use', () => {
	/**
	 * French wordings that were corrected and must not return: what it is, the pattern, and an example that
	 * the pattern must match.
	 */
	const FRENCH: [string, RegExp, string][] = [
		['« (s) » and « (e) » for a plural or a gender', /\p{L}\((?:s|e|es|x)\)/u, '{count} réponse(s)'],
		['a middle dot for a gender', /\p{L}·(?:e|es|s|ne|rice|trice)\b/u, 'Étudiant·e'],
		[
			'« noter » for writing something in a log',
			/\b(?:notez|notés|notées|notons|est notée?|avoir noté|noter (?:une|vos|au|ce))(?!\p{L})/iu,
			'Notez une activité',
		],
		[
			'« autoformation » for every activity of learning',
			/autoformation(?! ou cours en ligne)/i,
			'Mes autoformations',
		],
		[
			'a rule as somebody who acts',
			/\b(?:une|cette|aucune|par une) règle(?: \p{L}+)? (?:délivre|décide|refuse|donne|a)\b|par une règle|règle automatique/iu,
			'Une règle délivre ce badge',
		],
		[
			'a situation that shows a level',
			/\bCe que (?:je|la personne) montre|choix montrent?\b|situation montrent?\b/i,
			'Ce que je montre',
		],
		[
			'a level as shown in a situation, where only a choice was made',
			/\b(?:dé)?montrée?s? (?:\p{L}+ ){0,3}(?:mises? en )?situation/iu,
			'{level}, montré en situation',
		],
		[
			'« renvoyée » for an application whose adviser asks for a « complément »',
			/(?<!\p{L})renvoyées?(?!\p{L})|(?<!\p{L})(?:elle|la|le|vous) renvoie(?!\p{L})/iu,
			'Si elle renvoie la demande',
		],
		[
			'« donner » a badge that is to be verified, beside « fournir »',
			/\bdonnez (?:plutôt )?(?:le code, |l’image|l’adresse d’un badge|le fichier du badge)|ce que vous donnez\b/i,
			'Donnez le code, l’adresse ou le fichier d’un badge',
		],
		[
			'« la population étudiante » for people',
			/\bpopulation (?:étudiante|scolaire)\b/i,
			'la population étudiante des cégeps',
		],
		[
			'a masculine for everybody',
			/\bofferte?s? à tous\b|nom d’utilisateur|\b(?:un|autre) vérificateur\b/i,
			'Nom d’utilisateur',
		],
		[
			'other words for « pas encore situé » and « en démarrage »',
			/\b(?:pas encore de|aucun) niveau (?:pour l’instant|encore)\b|^Pas encore de niveau$/i,
			'Aucun niveau pour l’instant',
		],
		['« scène » for a « mise en situation »', /\bscènes?\b/i, 'Refaire cette scène'],
		['a declared level as a success or a failure', /\bréussi(?:ssez|r|t)\b/i, 'Vous ne réussissez pas'],
		[
			'« inventées » for the people of the demonstration, who are « fictives »',
			/\bpersonnes? (?:\p{L}+ )?inventées?(?!\p{L})/iu,
			'Quatre personnes inventées',
		],
		[
			'« avancement » for the « progression » that a cohort shows',
			/\bavancement\b/i,
			'voit votre avancement',
		],
		['« formations » for activities of learning', /\bvos formations\b/i, 'vos réponses et vos formations'],
		[
			'« ici » and « réseau » for the connection of a person',
			/à partir d’ici|retour du réseau|demande le réseau/i,
			'Beaucoup de badges sont vérifiés à partir d’ici',
		],
	];
	const ENGLISH: [string, RegExp, string][] = [
		['“(s)” for a plural', /\w\((?:s|es)\)/, '{count} answer(s)'],
		['“self-training”, which is French', /self-training/i, 'Log self-training'],
		[
			'a rule as somebody who acts',
			/\b(?:a|this|no) rule (?:awards?|decides?|refuses?|issues?)\b|\bby a rule\b|automatic rule/i,
			'A rule awards this badge',
		],
		[
			'“situation” for a scenario',
			/\b(?:the|this|a|no|do|twelve|dimension’s) (?:short )?situations?\b|^Situations?\b/i,
			'Do the situation',
		],
		['a scenario that shows a level', /\bWhat (?:I|the person) shows?\b|choice shows?\b/i, 'What I show'],
		[
			'a level as shown in a scenario, where only a choice was made',
			/\b(?:shown|demonstrated) (?:in|by) (?:\w+ )?scenarios?\b/i,
			'{level}, shown in a scenario',
		],
		[
			'“sent back” for an application whose adviser asks for changes',
			/\b(?:sent|sends?|send) (?:(?:it|them|the application|applications?) )?back\b|\breturned\b/i,
			'Application sent back',
		],
		[
			'“give” a badge that is to be verified, beside “provide”',
			/\bgive (?:a badge|a file, an|its image|the file of)|nothing you give\b/i,
			'Give a badge’s code, address or file',
		],
		['“anew”', /\banew\b/i, 'Signed anew'],
		['“e-mail”', /\be-mail/i, 'an e-mail'],
		['other words for “not placed yet” and “starting out”', /\bno level yet\b/i, 'No level yet'],
		[
			'“invented” or “made-up” for the people of the demonstration, who are “fictional”',
			/\b(?:invented|made-up) (?:people|persons?|learners?)\b|\b(?:people|person) (?:is|are) (?:invented|made-up)\b/i,
			'Four made-up people',
		],
		[
			'“recorded” for what is saved',
			/\b(?:already|stays|what is|version is|not) recorded\b|\bto record what\b/i,
			'Replace what is recorded',
		],
		[
			'a badge “issued” by itself, which is awarded; the institution issues it when it signs it',
			/\bissued automatically(?! by the institution)/i,
			'Exploration badges are issued automatically',
		],
		['“ticked” for what is checked', /\btick(?:ed|s)?\b/i, 'Already ticked'],
		[
			'what a badge “asks”, beside what it requires',
			/\bwhat (?:it|they|this badge|each one|each badge) asks?\b|\bbadge asks (?:you|for a reflection)\b/i,
			'See what it asks',
		],
		['“whom” for “who”', /\bwhom to\b|\bchoose whom\b|^For whom$|^To whom$/i, 'Whom to ask'],
		[
			'“submit” for an application, which is sent, and “present” for evidence, which is submitted',
			/\bthen submit it\b|\bto submit it\.|\bpresent (?:one piece of |\{count\} pieces of )?evidence\b/i,
			'Read it again, then submit it',
		],
		[
			'“journal” for the log of who viewed something',
			/\b(?:their|person’s|account’s) journal\b|\bjournal of (?:who|accesses)\b/i,
			'The change is noted in their journal',
		],
		['“remade” for a portrait that is updated', /\bremade\b/i, 'The portrait is remade'],
		[
			'a badge named after the word',
			/\bImage of the badge \{|receive the badge \{/i,
			'You receive the badge {name}.',
		],
	];
	/**
	 * The texts of the interface in one language, and those of the badges signed from now on. The texts of
	 * situations are left out: they may use the word “situation”; so are the sample dossiers, which tell in the
	 * words of their authors what somebody did, and an adviser’s judgement of each.
	 */
	const said = (locale: 'fr' | 'en', catalogue: Catalogue): [string, string][] => [
		...[...catalogue].map(([key, text]): [string, string] => [key, JSON.stringify(text).slice(1, -1)]),
		...['src/awards/data/badge-words.json', ...dataFiles.filter((path) => path.startsWith('badges/'))]
			.flatMap((path) => textsIn(JSON.parse(readFileSync(join(root, path), 'utf8')), path, locale))
			.filter(([key]) => !/^badges\/rubrics\/.*\.samples\./.test(key)),
	];

	test.each(FRENCH)('French: %s', (_what, fault, example) => {
		expect(example).toMatch(fault);
		const texts = said('fr', fr);
		expect(texts.length).toBeGreaterThan(1_000);
		expect(texts.filter(([, text]) => fault.test(text)).map(([key, text]) => `${key}: ${text}`)).toEqual([]);
	});

	test.each(ENGLISH)('English: %s', (_what, fault, example) => {
		expect(example).toMatch(fault);
		const texts = said('en', en);
		expect(texts.length).toBeGreaterThan(1_000);
		expect(texts.filter(([, text]) => fault.test(text)).map(([key, text]) => `${key}: ${text}`)).toEqual([]);
	});
});
