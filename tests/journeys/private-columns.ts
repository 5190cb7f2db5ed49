import type { Cast, Who } from './cast.ts';

/** Why a text column holds nothing to search for: what it holds, or who reads it. */
const WORD = 'a word of the code or of the framework';
const ID = 'an id or a number of ours';
const PUBLIC = 'anybody may read it';
const DIGEST = 'a fingerprint under a key that is not in the database';
const OFFERED = 'a training that an institution offers, nothing of a person';
const JUST_NOW = 'holds a text for the length of an act only';

const ADVISERS = ['lucie', 'karine'] as const;
const ADMINISTRATOR = ['stranger'] as const;
const NOBODY: readonly Who[] = [];
/** For texts that only their writer reads, and Noé, who writes them, is not among those who knock. */
const WRITER = NOBODY;

/**
 * For every text column of the database: who, of the ten people who knock, may read what the second institution
 * has there; or why there is nothing to search for.
 */
export const READERS: Readonly<Record<string, readonly Who[] | string>> = {
	'access_journal.actor': ID,
	'access_journal.what': WORD,
	'access_journal.thing': ID,
	'accompaniments.through': WORD,
	'acts.what': WORD,
	'acts.about': ID,
	'administrative_acts.what': WORD,
	'administrative_acts.thing': ID,
	'answer_history.statement': WORD,
	'answers.statement': WORD,
	'answers.dimension': WORD,
	'application_evidence.title': ADVISERS,
	'application_evidence.link': ADVISERS,
	'application_evidence.reflection': ADVISERS,
	'application_evidence.context': ADVISERS,
	'application_submissions.said': WORD,
	'application_submissions.evidence': ADVISERS,
	'applications.badge': WORD,
	'applications.framework_version': WORD,
	'applications.kind': WORD,
	'applications.locale': WORD,
	'applications.state': WORD,
	'applications.open_key': ID,
	'assessments.framework_version': WORD,
	'assessments.audience': WORD,
	'assessments.mode': WORD,
	'award_tokens.kid': PUBLIC,
	'award_tokens.token': NOBODY,
	'awards.badge': WORD,
	'awards.framework_version': WORD,
	'awards.locale': WORD,
	'awards.subject': ID,
	// Until it is published, its signed text goes to its holder alone.
	'awards.credential': WRITER,
	'awards.kid': PUBLIC,
	'awards.short_code': [...ADVISERS, ...ADMINISTRATOR],
	'awards.level': WORD,
	'awards.basis': WORD,
	'awards.active_key': ID,
	'awards.reconsidered': WORD,
	'awards.revoked_by': WORD,
	'awards.revocation_reason': [...ADVISERS, ...ADMINISTRATOR],
	'bulk_act_people.outcome': WORD,
	'bulk_acts.act': WORD,
	'carried_texts.bearer': JUST_NOW,
	'carried_texts.sealed': JUST_NOW,
	'catalogue_entries.title': OFFERED,
	'catalogue_entries.provider': OFFERED,
	'catalogue_entries.address': OFFERED,
	'catalogue_entries.language': WORD,
	'catalogue_entries.audiences': WORD,
	'catalogue_entries.dimensions': WORD,
	'catalogue_entries.cost': OFFERED,
	'catalogue_entries.searched': OFFERED,
	'catalogue_entries.title_order': OFFERED,
	'cohort_asked.name': 'the name of the person, searched in `people`',
	'cohort_asked.name_order': 'the name of the person, as it is sorted',
	// The same name as in `people`, which more may read.
	'cohort_people.name': ['stranger', ...ADVISERS],
	'cohort_people.name_order': NOBODY,
	'cohorts.name': ['stranger', 'lucie'],
	'cohorts.join_code': ['lucie'],
	'cohorts.audience': WORD,
	'cohorts.framework': WORD,
	'cohorts.ends_on': WORD,
	'cohorts.starts_on': WORD,
	'cohorts.asks': WORD,
	'drafts.path': ID,
	'drafts.form': WORD,
	'drafts.typed': WRITER,
	'drafts.other': 'the same as `typed`, from another tab',
	'event_deliveries.event': WORD,
	'event_deliveries.listener': WORD,
	'event_deliveries.about': ID,
	'event_deliveries.person': ID,
	'files.sha256': PUBLIC,
	'files.type': WORD,
	'files.name': ADVISERS,
	'files.person': ID,
	'files.institution': ID,
	'hours_shares.token_hash': 'a fingerprint of 256 random bits',
	'hours_shares.period_from': WORD,
	'idempotency_keys.who': ID,
	'idempotency_keys.action': WORD,
	'idempotency_keys.key': NOBODY,
	'idempotency_keys.answer': ID,
	'idempotency_keys.digest': NOBODY,
	'idempotency_keys.sent': 'what a form sent, searched in the columns where it was stored',
	'idempotency_keys.about': ID,
	'institution_changes.setting': WORD,
	'institution_changes.was': ADMINISTRATOR,
	'institution_changes.became': PUBLIC,
	'institutions.slug': PUBLIC,
	'institutions.name': PUBLIC,
	'institutions.kind': WORD,
	'institutions.time_zone': WORD,
	'institutions.framework_version': WORD,
	'institutions.language': WORD,
	'invitation_batches.name': ADMINISTRATOR,
	'invitation_batches.role': WORD,
	'invitation_batches.audience': WORD,
	'invitation_batches.locale': WORD,
	// What its rows say is shown; the text as it was given is not.
	'invitation_batches.list': NOBODY,
	'invitations.code_hash': NOBODY,
	'invitations.code_hint': ID,
	'invitations.role': WORD,
	'invitations.audience': WORD,
	'invitations.name': ADMINISTRATOR,
	'issuance_halts.reason': 'the operator’s, told to every administrator',
	'issuances.badge': WORD,
	'issuances.kid': PUBLIC,
	'issuances.short_code': 'searched as that of its award',
	'issuances.unsigned': JUST_NOW,
	'issuances.digest': NOBODY,
	'issuances.intent': JUST_NOW,
	'issuances.step': WORD,
	'issuances.proof': 'the signature of the award, which is part of its text',
	'issuances.voided': WORD,
	'issuances.open_key': ID,
	'issuer_keys.kid': PUBLIC,
	'issuer_keys.algorithm': WORD,
	'issuer_keys.public_jwk': PUBLIC,
	'issuer_keys.sealed_private': NOBODY,
	'issuer_keys.state': WORD,
	'issuer_keys.ended_reason': WORD,
	'issuers.slug': PUBLIC,
	'issuers.did': PUBLIC,
	'issuers.origin': PUBLIC,
	'mail_links.purpose': WORD,
	'mail_links.email': 'searched as the address of the person',
	'mailed_invitations.token_hash': NOBODY,
	'mailed_invitations.email': ADMINISTRATOR,
	'mailed_invitations.name': ADMINISTRATOR,
	'mailed_invitations.school': ADMINISTRATOR,
	'mailed_invitations.role': WORD,
	'mailed_invitations.audience': WORD,
	'mails.person': ID,
	'mails.recipient': ADMINISTRATOR,
	'mails.kind': WORD,
	'mails.locale': WORD,
	'mails.sealed_values': NOBODY,
	'mails.state': WORD,
	'mails.fault': WORD,
	'mails.institution': ID,
	'mails.sent_for': ID,
	'memberships.role': WORD,
	'memberships.audience': WORD,
	'notices.what': WORD,
	'notices.thing': ID,
	'framework_words.version': WORD,
	'framework_words.slug': WORD,
	'framework_words.kind': WORD,
	'framework_words.fr': PUBLIC,
	'framework_words.en': PUBLIC,
	'framework_words.certainty_fr': WORD,
	'framework_words.certainty_en': WORD,
	'own_badge_versions.definition': 'whoever has its address reads it; its name is searched apart',
	'own_badge_versions.artwork_fr': PUBLIC,
	'own_badge_versions.artwork_en': PUBLIC,
	'pairwise_subjects.uuid': 'the subject of badges, which stands in a public one',
	'people.username': ADMINISTRATOR,
	'people.email': ADMINISTRATOR,
	'people.display_name': ['stranger', ...ADVISERS],
	'people.password_hash': NOBODY,
	'people.locale': WORD,
	'person_requests.kind': WORD,
	// The person whom it concerns reads it too.
	'person_requests.reason': ['stranger', 'lucie'],
	'person_requests.state': WORD,
	'portrait_people.figures': WORD,
	'portrait_secrets.sealed': 'drawn with the first portrait, sealed',
	'portraits.date': WORD,
	'portraits.figures': WORD,
	'removed_evidence.title': WRITER,
	'removed_evidence.link': WRITER,
	'removed_evidence.reflection': WRITER,
	'removed_evidence.context': WRITER,
	'received_statements.statement': 'an id of another service',
	'received_statements.digest': 'a fingerprint of what a statement says',
	'received_statements.state': WORD,
	'received_statements.sent_as': ADMINISTRATOR,
	'received_statements.title': ADMINISTRATOR,
	'received_statements.date': WORD,
	'received_statements.dimensions': WORD,
	'received_statements.link': NOBODY,
	'removed_trainings.framework_version': WORD,
	'removed_trainings.title': WRITER,
	'removed_trainings.date': WORD,
	'removed_trainings.kind': WORD,
	'removed_trainings.dimensions': WORD,
	'removed_trainings.reflection': WRITER,
	'removed_trainings.link': WRITER,
	'opinions.decision': WORD,
	// Until they give theirs, no other adviser reads it; its writer reads it on a page that nobody here opens.
	'opinions.reason': NOBODY,
	'opinions.markings': NOBODY,
	'opinions.level': WORD,
	'opinions.said_at_decision': WORD,
	'removed_trainings.suggestion': WORD,
	'removed_trainings.received_from': 'the name of a service, as in `training_sources`',
	'reviews.decision': WORD,
	'reviews.reason': ADVISERS,
	'reviews.markings': ADVISERS,
	'reviews.interview': ADVISERS,
	'reviews.level': WORD,
	'reviews.said_at_decision': WORD,
	'roster_people.match_key': NOBODY,
	'roster_people.number': ['lucie'],
	'roster_people.name': ['lucie'],
	'roster_people.name_order': NOBODY,
	'roster_people.group_name': ['lucie'],
	'roster_people.code_hash': 'a fingerprint of 60 secret bits',
	'schedules.name': WORD,
	'schedules.fault': WORD,
	'service_facts.name': WORD,
	'service_facts.value': WORD,
	'sessions.label': WORD,
	'share_readings.actor': ID,
	'share_readings.grantee_kind': WORD,
	'share_readings.grantee': ID,
	'share_readings.day': WORD,
	'shared_limits.key': DIGEST,
	'shared_limits.name': WORD,
	'shares.grantee_kind': WORD,
	'shares.grantee': ID,
	'shares.text_version': WORD,
	'sign_in_attempts.key': JUST_NOW,
	'sign_in_attempts.turn_network': DIGEST,
	'situation_choices.framework_version': WORD,
	'situation_choices.dimension': WORD,
	'situation_choices.situation': WORD,
	'situation_choices.choice': WORD,
	'situation_choices.shows': WORD,
	'situation_choices.day': WORD,
	'superseded_awards.credential': 'an earlier text of a badge, served as that badge is',
	'superseded_awards.kid': PUBLIC,
	'superseded_awards.reason': WORD,
	'superseded_awards.cause': WORD,
	'training_dimensions.dimension': WORD,
	'trainings.framework_version': WORD,
	'trainings.title': WRITER,
	'trainings.date': WORD,
	'trainings.kind': WORD,
	'trainings.reflection': WRITER,
	'trainings.link': WRITER,
	'trainings.suggestion': WORD,
	'trainings.received_from': 'the name of a service, as in `training_sources`',
	'training_sources.name': ADMINISTRATOR,
	'training_sources.key_hash': 'a fingerprint of 256 random bits',
	'training_sources.dimensions': WORD,
};

type Rows = readonly Readonly<Record<string, unknown>>[];
interface Column {
	readonly table: string;
	readonly name: string;
}
interface ForeignKey {
	readonly from: string;
	readonly table: string;
}

/** The text columns of the database that refer to no row, but for ids: `table.column`. */
export const textColumns = (cast: Pick<Cast, 'query'>): string[] =>
	columnsOf(cast).map(({ table, name }) => `${table}.${name}`);

const columnsOf = ({ query }: Pick<Cast, 'query'>): Column[] =>
	query<Column>(`SELECT m.name AS "table", c.name AS name
		FROM sqlite_master m JOIN pragma_table_info(m.name) c
		WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite_%' AND m.name NOT LIKE '\\_\\_%' ESCAPE '\\'
			AND lower(c.type) IN ('text', 'blob') AND c.name <> 'id'
			AND NOT EXISTS (SELECT 1 FROM pragma_foreign_key_list(m.name) k WHERE k."from" = c.name)
		ORDER BY 1, 2`);

/** The texts within a stored value: itself, or each text of the JSON that it is. */
function textsIn(value: unknown): string[] {
	if (value instanceof Uint8Array) return [Buffer.from(value).toString('base64')];
	if (Array.isArray(value)) return value.flatMap(textsIn);
	if (typeof value === 'object' && value !== null) return Object.values(value).flatMap(textsIn);
	if (typeof value !== 'string') return [];
	if (!/^[[{]/.test(value)) return [value];
	try {
		return textsIn(JSON.parse(value));
	} catch {
		return [value];
	}
}

/** The longest part of a text that stands alike in HTML and in data: letters, digits, spaces and a few signs. */
const plainPart = (text: string): string =>
	(text.match(/[\p{L}\p{N} ’:.,@_-]+/gu) ?? []).reduce(
		(a, b) => (b.trim().length > a.length ? b.trim() : a),
		'',
	);

/** Texts shorter than this may stand in any page by chance. */
const LEAST = 8;
/** An id, which an answer repeats from the address that was asked, or an instant, which others share. */
const NOT_TOLD_APART = /^(?:[0-9a-hjkmnp-tv-z]{26}|\d{4}-\d\d-\d\dT[\d:.]+Z)$/;

/** A code as it is stored and as pages show it. */
const asShown = (text: string): string[] =>
	/^[0-9a-hjkmnp-tv-z]{8}$/.test(text)
		? [text, `${text.slice(0, 4)}-${text.slice(4)}`.toUpperCase()]
		: [text];

/** What the second institution has in one text column, and who may read it. */
export interface Planted {
	readonly column: string;
	readonly readers: readonly Who[];
	readonly texts: readonly string[];
}

/**
 * Every private text that the second institution and its people have in the database and the rest of the service
 * has not, by column. Public badges are left out.
 */
export function plantedTexts(cast: Pick<Cast, 'query' | 'elsewhere'>): Planted[] {
	const { query, elsewhere } = cast;
	const all = new Map<string, Rows>();
	const rowsOf = (table: string): Rows => {
		if (!all.has(table)) all.set(table, query(`SELECT * FROM "${table}"`));
		return all.get(table) ?? [];
	};
	const keys = new Map<string, readonly ForeignKey[]>();
	const keysOf = (table: string): readonly ForeignKey[] => {
		if (!keys.has(table))
			keys.set(table, query(`SELECT "from", "table" FROM pragma_foreign_key_list('${table}')`));
		return keys.get(table) ?? [];
	};
	const home = new Map(
		rowsOf('memberships').map(({ person, institution }) => [person, institution] as const),
	);
	/** Whether a row is the second institution's: it says so, its person belongs there, or a row it refers to is. */
	const isElsewhere = (table: string, row: Readonly<Record<string, unknown>>): boolean => {
		if (table === 'institutions') return row['id'] === elsewhere.institution;
		if (table === 'people') return home.get(row['id']) === elsewhere.institution;
		if (typeof row['institution'] === 'string') return row['institution'] === elsewhere.institution;
		const person = row['person'] ?? row['who'];
		if (typeof person === 'string') return home.get(person) === elsewhere.institution;
		return keysOf(table).some(({ from, table: to }) => {
			const there = rowsOf(to).find(({ id }) => id === row[from]);
			return there !== undefined && to !== table && isElsewhere(to, there);
		});
	};
	const pieces = new Set(rowsOf('application_evidence').map(({ title }) => plainPart(String(title))));
	/**
	 * Of a badge, what its definition does not say to anybody: its subject and its signature. Of an opinion's
	 * marks, what is not the title of a piece, which is searched in the column of that title.
	 */
	const isOwn = (column: string, text: string) => {
		if (column === 'opinions.markings') return !pieces.has(text);
		return column !== 'awards.credential' || /^(?:urn:uuid:|z[1-9A-HJ-NP-Za-km-z]{60,})/.test(text);
	};
	const isPublic = (table: string, row: Readonly<Record<string, unknown>>) =>
		(table === 'awards' ? row['id'] : row['award']) !== undefined &&
		rowsOf('awards').some(
			({ id, published_at }) =>
				id === (table === 'awards' ? row['id'] : row['award']) && published_at !== null,
		);
	return columnsOf(cast).flatMap(({ table, name }) => {
		const column = `${table}.${name}`;
		const readers = READERS[column];
		if (readers === undefined || typeof readers === 'string') return [];
		const rows = rowsOf(table);
		const texts = (some: Rows) => some.flatMap((row) => textsIn(row[name]).map(plainPart));
		const elsewhereRows = rows.filter((row) => isElsewhere(table, row) && !isPublic(table, row));
		const others = new Set(texts(rows.filter((row) => !isElsewhere(table, row) || isPublic(table, row))));
		const own = new Set(
			texts(elsewhereRows).filter(
				(text) =>
					text.length >= LEAST && !others.has(text) && !NOT_TOLD_APART.test(text) && isOwn(column, text),
			),
		);
		return [{ column, readers, texts: [...own].flatMap(asShown) }];
	});
}
