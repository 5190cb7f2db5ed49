import { isStorable, visibleLine } from '#platform';
import { TRAINING_LIMITS } from '../rules.ts';

/** The verbs of xAPI that say that an activity was completed. */
const DONE = new Set([
	'http://adlnet.gov/expapi/verbs/completed',
	'http://adlnet.gov/expapi/verbs/passed',
	'https://adlnet.gov/expapi/verbs/completed',
	'https://adlnet.gov/expapi/verbs/passed',
]);
/** The properties that a statement may have (xAPI 1.0.3, part two, 2.4). */
const PROPERTIES = new Set([
	...['id', 'actor', 'verb', 'object', 'result', 'context', 'timestamp', 'stored', 'authority'],
	...['version', 'attachments'],
]);
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const SHA1 = /^[0-9a-f]{40}$/i;
const IRI = /^[a-z][a-z0-9+.-]*:\S+$/i;
// None of these patterns tries a text again from each of its characters, and each is given a short text only.
const MAILBOX = /^mailto:[^\s@]+@[^\s@.]+(?:\.[^\s@.]+)+$/i;
const NUMBER = String.raw`\d{1,9}(?:\.\d{1,20})?`;
const DURATION = new RegExp(
	`^P(?=[\\dT])(?:${NUMBER}Y)?(?:${NUMBER}M)?(?:(${NUMBER})W)?(?:(${NUMBER})D)?` +
		`(?:T(?=\\d)(?:(${NUMBER})H)?(?:(${NUMBER})M)?(?:(${NUMBER})S)?)?$`,
);
/**
 * Most characters: of an address of the web, of the name of somebody, of a mailbox, and of a duration or an
 * instant; and how much of the name of an activity is read. Looked at before anything else about a text.
 */
const LONGEST = { address: 500, name: 500, mailbox: 'mailto:'.length + 254, time: 200, title: 2000 } as const;
/** Most characters that are kept of whom a statement is about. */
const LONGEST_WHO = 254;
/** The languages in which the name of an activity is taken, the first that it has. */
const LANGUAGES = ['fr-CA', 'fr', 'fr-FR', 'en-CA', 'en', 'en-US'];

/** How deep a statement may nest. What compares two of the same id walks them whole. */
const DEEPEST = 50;

const isDeeperThan = (most: number, value: unknown): boolean =>
	typeof value === 'object' &&
	value !== null &&
	(most === 0 || Object.values(value).some((inner) => isDeeperThan(most - 1, inner)));

/** What is wrong with a statement: the property at fault. */
export interface StatementFault {
	readonly at: string;
}

/** What a statement says, of what is used here. */
export interface SentStatement {
	/** Its id, in lower case, or null where the sender gave none. */
	readonly id: string | null;
	/** True where somebody completed or passed an activity. */
	readonly isDone: boolean;
	/** The address of whom it is about, in lower case; empty where the actor has none. */
	readonly email: string;
	/** The name by which the actor is known to the sender, to show where the address leads to nobody. */
	readonly who: string;
	readonly title: string;
	/** The address (IRI) of the activity. */
	readonly object: string;
	/** Its web address, or null. */
	readonly link: string | null;
	/** Minutes; zero where it says none. */
	readonly minutes: number;
	/** When it was done; null where it does not say. */
	readonly at: Date | null;
}

type Properties = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is Properties =>
	typeof value === 'object' && value !== null && !Array.isArray(value);

const text = (value: unknown): string => (typeof value === 'string' ? value : '');

/** A text that is short enough and that the databases can store; empty for anything else. */
function shortText(value: unknown, most: number): string {
	const all = text(value);
	return all.length <= most && isStorable(all) ? all : '';
}

const isIri = (value: unknown): boolean => IRI.test(shortText(value, LONGEST.address));

/** Minutes of a duration written as ISO 8601 says; undefined for anything else. */
export function isoMinutes(value: unknown): number | undefined {
	const parts = DURATION.exec(shortText(value, LONGEST.time));
	if (!parts) return undefined;
	const [weeks = 0, days = 0, hours = 0, minutes = 0, seconds = 0] = parts
		.slice(1)
		.map((part) => Number(part ?? 0));
	return Math.ceil(((weeks * 7 + days) * 24 + hours) * 60 + minutes + seconds / 60);
}

/** Whether an actor is named in exactly one of the ways of xAPI (part two, 2.4.2); a group may be named by none. */
function isNamed(actor: Properties): boolean {
	const { account } = actor;
	const { name } = actor;
	if (typeof name === 'string' && name !== '' && shortText(name, LONGEST.name) === '') return false;
	const ways = [
		MAILBOX.test(shortText(actor['mbox'], LONGEST.mailbox)),
		SHA1.test(shortText(actor['mbox_sha1sum'], 40)),
		isIri(actor['openid']),
		isObject(account) && isIri(account['homePage']) && shortText(account['name'], LONGEST.name) !== '',
	];
	const given = ['mbox', 'mbox_sha1sum', 'openid', 'account'].filter((way) => actor[way] !== undefined);
	const isGroup = actor['objectType'] === 'Group';
	if (given.length === 0) return isGroup && Array.isArray(actor['member']) && actor['member'].length > 0;
	return given.length === 1 && ways.filter(Boolean).length === 1;
}

/** How whoever sent a statement calls the actor, on one line. */
function calledBy(actor: Properties): string {
	const { account } = actor;
	const id = isObject(account) ? `${text(account['name'])} (${text(account['homePage'])})` : '';
	const mailbox = text(actor['mbox']).replace(/^mailto:/i, '');
	const all = [text(actor['name']), mailbox || id || text(actor['openid']) || text(actor['mbox_sha1sum'])];
	const line = visibleLine(all.filter((one) => one !== '').join(' · ')).slice(0, LONGEST_WHO);
	// Never half a character.
	return line.isWellFormed() ? line : line.slice(0, -1);
}

/** The name of an activity, or its address where it has none; null where the name cannot be stored. */
function titleOf(definition: unknown, object: string): string | null {
	const names = isObject(definition) && isObject(definition['name']) ? definition['name'] : {};
	const language = LANGUAGES.find((one) => text(names[one]) !== '') ?? Object.keys(names)[0] ?? '';
	const whole = text(names[language]);
	if (!isStorable(whole)) return null;
	const name = visibleLine(whole.slice(0, LONGEST.title));
	return [...(name || object)].slice(0, TRAINING_LIMITS.title).join('');
}

const isInstant = (value: string) =>
	/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,20})?)?(Z|[+-]\d{2}(:?\d{2})?)$/.test(value) &&
	!Number.isNaN(Date.parse(value.replace(/([+-]\d{2})$/, '$1:00').replace(/([+-]\d{2})(\d{2})$/, '$1:$2')));

const instant = (value: string) =>
	new Date(value.replace(/([+-]\d{2})$/, '$1:00').replace(/([+-]\d{2})(\d{2})$/, '$1:$2'));

/**
 * Reads a statement of xAPI 1.0: what it says, or the property that the specification refuses. What is not used
 * here (context, extensions, attachments, the rest of the result) is not looked at.
 */
export function readStatement(sent: unknown): SentStatement | StatementFault {
	if (!isObject(sent) || isDeeperThan(DEEPEST, sent)) return { at: 'statement' };
	const strange = Object.keys(sent).find((name) => !PROPERTIES.has(name) || sent[name] === null);
	if (strange !== undefined) return { at: strange.slice(0, 40) };
	const { id, actor, verb, object, result = {}, timestamp } = sent;
	if (id !== undefined && !UUID.test(shortText(id, 36))) return { at: 'id' };
	if (!isObject(actor) || !isNamed(actor)) return { at: 'actor' };
	if (!isObject(verb) || !isIri(verb['id'])) return { at: 'verb' };
	if (!isObject(object)) return { at: 'object' };
	const isActivity = ['Activity', undefined].includes(object['objectType'] as string | undefined);
	const address = text(object['id']);
	const title = isActivity ? titleOf(object['definition'], address) : '';
	if (title === null || (isActivity && !isIri(address))) return { at: 'object' };
	if (!isObject(result)) return { at: 'result' };
	const minutes = result['duration'] === undefined ? 0 : isoMinutes(result['duration']);
	if (minutes === undefined) return { at: 'result.duration' };
	if (timestamp !== undefined && !isInstant(shortText(timestamp, LONGEST.time))) return { at: 'timestamp' };
	const link = isActivity && /^https?:\/\//i.test(address) ? address : null;
	const isPerson = actor['objectType'] !== 'Group';
	return {
		id: id === undefined ? null : text(id).toLowerCase(),
		isDone: isActivity && isPerson && DONE.has(text(verb['id'])) && result['success'] !== false,
		email: isPerson
			? text(actor['mbox'])
					.replace(/^mailto:/i, '')
					.toLowerCase()
			: '',
		who: calledBy(actor),
		...{ title, object: isActivity ? address : '', link, minutes },
		at: timestamp === undefined ? null : instant(text(timestamp)),
	};
}
