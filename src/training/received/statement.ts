import { visibleLine } from '#platform';
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
const IRI = /^[a-z][a-z0-9+.-]*:\S+$/i;
const MAILBOX = /^mailto:[^\s@]+@[^\s@]+\.[^\s@]+$/i;
const DURATION =
	/^P(?=[\dT])(?:\d+(?:\.\d+)?Y)?(?:\d+(?:\.\d+)?M)?(?:(\d+(?:\.\d+)?)W)?(?:(\d+(?:\.\d+)?)D)?(?:T(?=\d)(?:(\d+(?:\.\d+)?)H)?(?:(\d+(?:\.\d+)?)M)?(?:(\d+(?:\.\d+)?)S)?)?$/;
/** Longest address of an activity, and longest name of whom a statement is about. */
const LONGEST = { object: 500, who: 254 } as const;
/** The languages in which the name of an activity is taken, the first that it has. */
const LANGUAGES = ['fr-CA', 'fr', 'fr-FR', 'en-CA', 'en', 'en-US'];

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

/** Minutes of a duration written as ISO 8601 says; undefined for anything else. */
export function isoMinutes(value: unknown): number | undefined {
	const parts = DURATION.exec(text(value));
	if (!parts) return undefined;
	const [weeks = 0, days = 0, hours = 0, minutes = 0, seconds = 0] = parts
		.slice(1)
		.map((part) => Number(part ?? 0));
	return Math.ceil(((weeks * 7 + days) * 24 + hours) * 60 + minutes + seconds / 60);
}

/** Whether an actor is named in exactly one of the ways of xAPI (part two, 2.4.2); a group may be named by none. */
function isNamed(actor: Properties): boolean {
	const { account } = actor;
	const ways = [
		actor['mbox'] !== undefined && MAILBOX.test(text(actor['mbox'])),
		actor['mbox_sha1sum'] !== undefined && /^[0-9a-f]{40}$/i.test(text(actor['mbox_sha1sum'])),
		actor['openid'] !== undefined && IRI.test(text(actor['openid'])),
		isObject(account) && IRI.test(text(account['homePage'])) && text(account['name']) !== '',
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
	return visibleLine(all.filter((one) => one !== '').join(' · ')).slice(0, LONGEST.who);
}

function titleOf(definition: unknown, object: string): string {
	const names = isObject(definition) && isObject(definition['name']) ? definition['name'] : {};
	const language = LANGUAGES.find((one) => text(names[one]) !== '') ?? Object.keys(names)[0] ?? '';
	const name = visibleLine(text(names[language]));
	return [...(name || object)].slice(0, TRAINING_LIMITS.title).join('');
}

const isInstant = (value: string) =>
	/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}(:?\d{2})?)$/.test(value) &&
	!Number.isNaN(Date.parse(value.replace(/([+-]\d{2})$/, '$1:00').replace(/([+-]\d{2})(\d{2})$/, '$1:$2')));

const instant = (value: string) =>
	new Date(value.replace(/([+-]\d{2})$/, '$1:00').replace(/([+-]\d{2})(\d{2})$/, '$1:$2'));

/**
 * Reads a statement of xAPI 1.0: what it says, or the property that the specification refuses. What is not used
 * here (context, extensions, attachments, the rest of the result) is not looked at.
 */
export function readStatement(sent: unknown): SentStatement | StatementFault {
	if (!isObject(sent)) return { at: 'statement' };
	const strange = Object.keys(sent).find((name) => !PROPERTIES.has(name) || sent[name] === null);
	if (strange !== undefined) return { at: strange.slice(0, 40) };
	const { id, actor, verb, object, result = {}, timestamp } = sent;
	if (id !== undefined && !UUID.test(text(id))) return { at: 'id' };
	if (!isObject(actor) || !isNamed(actor)) return { at: 'actor' };
	if (!isObject(verb) || !IRI.test(text(verb['id']))) return { at: 'verb' };
	if (!isObject(object)) return { at: 'object' };
	const isActivity = ['Activity', undefined].includes(object['objectType'] as string | undefined);
	const address = text(object['id']);
	if (isActivity && (!IRI.test(address) || address.length > LONGEST.object)) return { at: 'object' };
	if (!isObject(result)) return { at: 'result' };
	const minutes = result['duration'] === undefined ? 0 : isoMinutes(result['duration']);
	if (minutes === undefined) return { at: 'result.duration' };
	if (timestamp !== undefined && !isInstant(text(timestamp))) return { at: 'timestamp' };
	const link = /^https?:\/\//i.test(address) ? address : null;
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
		title: titleOf(object['definition'], address),
		...{ object: address, link, minutes },
		at: timestamp === undefined ? null : instant(text(timestamp)),
	};
}
