// ESLint rules that say what each kind of file may not use: the rules of ARCHITECTURE.md that a text search
// would miss, since these read the syntax. Each kind of file has its own entry in `kinds`.
import { builtinModules } from 'node:module';

const named = (names, message) => names.map((name) => ({ name, message }));
const both = (names) => names.flatMap((name) => [name, `node:${name}`]);

const ONE_FOLDER = 'Only src/platform/server/fetch opens the network: ask world.fetchDocument.';
const NETWORK_MODULES = [
	...both(['http', 'https', 'http2', 'net', 'tls', 'dgram', 'dns', 'dns/promises', 'inspector']),
	'undici',
	'ws',
	'axios',
	'node-fetch',
];
const NETWORK_GLOBALS = [
	'fetch',
	'WebSocket',
	'WebSocketStream',
	'WebTransport',
	'EventSource',
	'XMLHttpRequest',
];

const PROCESSES = both(['child_process', 'cluster', 'vm', 'repl']);
const ROUND =
	'It reaches what the rules forbid by another name: name what you need, or import it by its own name.';
const WAYS_ROUND = ['globalThis', 'global', 'self', 'top', 'parent', 'frames', 'eval', 'Function', 'require'];

const LOADERS = { name: 'node:module', allowImportNames: ['registerHooks'], message: ROUND };

const CLOCK = 'A pure file reads no clock, no chance and no device: it is given what it needs.';
const IMPURE_GLOBALS = [
	...['performance', 'crypto', 'process', 'navigator', 'window', 'document', 'location', 'console'],
	...['localStorage', 'sessionStorage', 'indexedDB', 'caches', 'cookieStore', 'history', 'screen'],
	...['setTimeout', 'setInterval', 'setImmediate', 'requestAnimationFrame', 'queueMicrotask'],
	...['Worker', 'SharedWorker', 'BroadcastChannel', 'MessageChannel', 'Temporal'],
];

const syntax = (selector, message) => ({ selector, message });
const LITERAL = 'Name what is loaded, letter by letter: a name that is computed hides who knows whom.';
/** Pages may use `window` to listen to events, but not to reach the network or to evaluate code. */
const NO_WINDOW = [
	syntax(
		"MemberExpression[object.name='window'][property.name=/^(fetch|WebSocket|WebTransport|EventSource|XMLHttpRequest|eval|window|self|Function)$/]",
		ROUND,
	),
	syntax(
		"MemberExpression[object.name='window'][computed=true], VariableDeclarator[init.name='window']",
		ROUND,
	),
];
const EVERYWHERE = [
	...NO_WINDOW,
	syntax("ImportExpression:not([source.type='Literal'])", LITERAL),
	syntax("MemberExpression[object.type='MetaProperty'][property.name=/^(glob|globEager|env)$/]", LITERAL),
	syntax(
		"MemberExpression[object.name='process'][property.name=/^(binding|getBuiltinModule|dlopen)$/]",
		ROUND,
	),
	syntax("MemberExpression[object.name='process'][computed=true]", ROUND),
	syntax("MemberExpression[property.name='sendBeacon']", ONE_FOLDER),
];
const FORMATS = 'Formatters are made once: ask dateFormat or listFormat of #platform.';
/**
 * No function may make a formatter: making an Intl formatter takes longer than writing a hundred dates with
 * it.
 */
const NO_FORMATS = [
	syntax(
		"MemberExpression[object.name='Intl'][property.name=/^(DateTimeFormat|NumberFormat|ListFormat|PluralRules|RelativeTimeFormat|DurationFormat|DisplayNames)$/]",
		FORMATS,
	),
	syntax(
		"MemberExpression[object.name='Intl'][computed=true], VariableDeclarator[init.name='Intl']",
		FORMATS,
	),
	syntax(":function NewExpression[callee.object.name='Intl']", FORMATS),
	syntax('CallExpression[callee.property.name=/^toLocale(Date|Time)?String$/]', FORMATS),
];
const dynamic = (names, message) =>
	syntax(
		`ImportExpression[source.value=/^(${names.map((name) => name.replaceAll('/', '\\u002F')).join('|')})$/]`,
		message,
	);
const NO_ENVIRONMENT = [
	syntax(
		"MemberExpression[object.name='process'][property.name='env'], VariableDeclarator[init.name='process'], ImportDeclaration[source.value=/^(node:)?process$/]",
		'The environment is read once, through the settings.',
	),
];
const NO_CLOCK = [
	syntax("NewExpression[callee.name='Date'][arguments.length=0]", CLOCK),
	syntax("CallExpression[callee.name='Date']", CLOCK),
	syntax("MemberExpression[object.name='Date'][property.name='now']", CLOCK),
	syntax("MemberExpression[object.name='Math'][property.name='random']", CLOCK),
	syntax('MemberExpression[object.name=/^(Date|Math)$/][computed=true]', CLOCK),
	syntax('VariableDeclarator[init.name=/^(Date|Math)$/]', CLOCK),
];
const STORES = 'SQL stands in stores: give this a name in the store of its context.';
const NO_SQL = [
	syntax(
		'CallExpression[callee.property.name=/^(select|selectDistinct|insert|update|delete|execute)$/][callee.object.name=/^tx$/]',
		STORES,
	),
	syntax(
		"CallExpression[callee.property.name=/^(select|selectDistinct|insert|update|delete|execute)$/][callee.object.property.name='read']",
		STORES,
	),
];
/**
 * Stores must await their queries: in a write unit, terminal calls (.get(), .run()…) would bypass the types
 * of the queued transaction, and they exist in one dialect only.
 */
const AWAIT_ONLY = syntax(
	"CallExpression[callee.type='MemberExpression'][callee.property.name=/^(get|all|run|values)$/][arguments.length=0][callee.object.type='CallExpression']",
	'Only await a query: .get(), .all() and .run() exist in one dialect only.',
);
const WORDS = 'A text that a person reads stands in src/messages, in both languages.';
const NO_TEXT = [
	syntax(
		":not(SvelteStyleElement, SvelteScriptElement, SvelteElement[name.name='code']) > SvelteText[value=/[A-Za-zÀ-ÿ]{2}/]",
		WORDS,
	),
	syntax('SvelteMustacheTag > Literal[value=/[A-Za-zÀ-ÿ]{2}/]', WORDS),
	syntax('SvelteMustacheTag > TemplateLiteral > TemplateElement[value.raw=/[A-Za-zÀ-ÿ]{2} /]', WORDS),
	syntax(
		'SvelteAttribute[key.name=/^(alt|title|placeholder|aria-label|aria-description|aria-roledescription)$/] > SvelteLiteral[value=/[A-Za-zÀ-ÿ]{2}/]',
		WORDS,
	),
];

const PURE_MODULES =
	'A pure file imports pure files: no process, framework, schema library, database or server door.';
const pureImports = {
	regex: '^(node:|\\$app|svelte|drizzle|zod|better-sqlite3|pg|@electric-sql|@sveltejs)|/server(/|$)',
	message: PURE_MODULES,
};

/**
 * Builds the ESLint configuration of one kind of file: what is forbidden everywhere, and the globals,
 * modules, import patterns and syntax forbidden in these files.
 */
function kind({
	files,
	ignores = [],
	globals = [],
	modules = [],
	patterns = [],
	code = [],
	formats = NO_FORMATS,
	everywhere = EVERYWHERE,
}) {
	const bare = builtinModules.filter((name) => !name.startsWith('_') && !name.startsWith('node:'));
	return {
		files,
		ignores: ['**/*.test.ts', '**/*.fixture.ts', 'src/messages/compiled/**', ...ignores],
		rules: {
			'no-restricted-globals': ['error', ...globals],
			'@typescript-eslint/no-restricted-imports': [
				'error',
				{
					paths: [
						...modules,
						...named(
							bare.filter((name) => !modules.some((one) => one.name === name)),
							'Say node: before it, so that it is seen for what it is.',
						),
					],
					patterns,
				},
			],
			'no-restricted-syntax': ['error', ...everywhere, ...formats, ...code],
		},
	};
}

const closed = {
	globals: [...named(NETWORK_GLOBALS, ONE_FOLDER), ...named(WAYS_ROUND, ROUND)],
	modules: [...named(NETWORK_MODULES, ONE_FOLDER), ...named(PROCESSES, ROUND), LOADERS],
	code: [dynamic(NETWORK_MODULES, ONE_FOLDER), dynamic([...PROCESSES, 'module', 'node:module'], ROUND)],
};
const OUTSIDE_CONTEXTS = [
	'src/presentation/**',
	'src/web/**',
	'src/routes/**',
	'src/ui/**',
	'src/cli/**',
	'src/messages/**',
	'src/openbadges/**',
];
/** The files that make the formatters of dates, of lists and of the names of languages. */
const FORMATTERS = ['date-format', 'list-format', 'language-name'].map((name) => `src/platform/${name}.ts`);
const SETTINGS = ['src/cli.ts', 'src/cli/run.ts', 'src/open-service.ts'];

const PURE = {
	files: ['src/*/*.ts', 'src/*/*.js'],
	ignores: OUTSIDE_CONTEXTS,
	globals: [...closed.globals, ...named(IMPURE_GLOBALS, CLOCK)],
	modules: closed.modules,
	patterns: [pureImports],
	code: [...closed.code, ...NO_ENVIRONMENT, ...NO_CLOCK, ...NO_SQL, syntax('ImportExpression', PURE_MODULES)],
};
const ENGINE = {
	files: ['src/openbadges/**/*.ts'],
	globals: closed.globals,
	modules: [
		...closed.modules,
		...named(both(['fs', 'fs/promises', 'os', 'process']), 'The engine stands alone.'),
	],
	patterns: [{ regex: '^#', message: 'The engine stands alone.' }],
	code: [
		...closed.code,
		...NO_ENVIRONMENT,
		...NO_CLOCK.filter(({ selector }) => /now|arguments/.test(selector)),
	],
};

export const kinds = [
	// All files of src/ that no kind below names: the server files of each context and the entry points.
	kind({
		files: ['src/**/*.ts', 'src/**/*.js'],
		...closed,
		code: [...closed.code, ...NO_ENVIRONMENT, ...NO_SQL],
	}),
	// The only files that may read environment variables.
	kind({ files: SETTINGS, ...closed, code: [...closed.code, ...NO_SQL] }),
	// The only file that may import scripts whose names it computes: those that the current page asks for.
	kind({
		files: ['src/hooks.client.ts'],
		...closed,
		everywhere: EVERYWHERE.filter(({ message }) => message !== LITERAL),
		code: [...NO_ENVIRONMENT, ...NO_SQL],
	}),
	// The pure files of the contexts. Only these three among them may make formatters.
	kind(PURE),
	kind({ ...PURE, files: FORMATTERS, formats: [] }),
	// The badge engine imports nothing of the other contexts, and so makes formatters of its own.
	kind(ENGINE),
	kind({ ...ENGINE, files: ['src/openbadges/sentences.ts'], formats: [] }),
	// The platform opens the databases.
	kind({
		files: ['src/platform/server/*.ts', 'src/platform/server/{database,folder}/*.ts'],
		...closed,
		code: [...closed.code, ...NO_ENVIRONMENT],
	}),
	// Stores and tables contain the SQL.
	kind({
		files: ['src/**/*-store.ts', 'src/**/tables.ts'],
		...closed,
		code: [...closed.code, ...NO_ENVIRONMENT, AWAIT_ONLY],
	}),
	// The folder that opens the network.
	kind({
		files: ['src/platform/server/fetch/**/*.ts'],
		globals: named(WAYS_ROUND, ROUND),
		modules: [...named(PROCESSES, ROUND), LOADERS],
		code: [dynamic([...PROCESSES, 'module', 'node:module'], ROUND), ...NO_ENVIRONMENT],
	}),
	// The only programs that may be started: the service's own command, and PostgreSQL's, both for backups.
	kind({
		files: ['src/backup/server/own-command.ts', 'src/backup/server/postgres/programs.ts'],
		...closed,
		modules: closed.modules.filter(({ name }) => name !== 'node:child_process'),
		code: [...closed.code, ...NO_ENVIRONMENT, ...NO_SQL],
	}),
	// Pages: their texts must be messages.
	kind({
		files: ['src/**/*.svelte', 'src/**/*.svelte.ts'],
		...closed,
		code: [...closed.code, ...NO_ENVIRONMENT, ...NO_SQL, ...NO_TEXT],
	}),
	// The only file in which pages may call `fetch`, and only on their own site.
	kind({
		files: ['src/ui/own-site.ts'],
		...closed,
		globals: closed.globals.filter(({ name }) => name !== 'fetch'),
	}),
	// A property test must name the cases that make it worth checking, and count them.
	{
		files: ['src/**/*.test.ts', 'tests/**/*.ts'],
		ignores: ['tests/property.ts'],
		rules: {
			'no-restricted-syntax': [
				'error',
				syntax(
					"MemberExpression[object.name='fc'][property.name=/^(assert|check)$/], ImportSpecifier[imported.name=/^(assert|check)$/][parent.source.value='fast-check']",
					'Use always() of #tests/property: it counts the cases that the property met.',
				),
			],
		},
	},
];
