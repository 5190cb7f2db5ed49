import { sql } from 'drizzle-orm';
import { dialectOf, platformTables, tablesPerDialect, type Queries } from '#platform/server';

/**
 * The tables of this context: people, institutions, roles, invitations, sessions, shares and the journal of
 * access.
 */
export const tables = tablesPerDialect((c) => {
	const { files, mails } = platformTables(c);
	const institutions = c.table(
		'institutions',
		{
			id: c.key('id'),
			slug: c.text('slug'),
			name: c.text('name'),
			kind: c.text('kind'),
			demonstration: c.bool('demonstration'),
			threshold: c.int('threshold'),
			timeZone: c.text('time_zone'),
			frameworkVersion: c.text('framework_version'),
			// The language in which it writes to people who did not choose one yet.
			language: c.text('language').default('fr'),
			// Its picture, shown with its name; a file of its own.
			logo: c.nullable.id('logo').references(() => files.id),
			createdAt: c.instant('created_at'),
			// When the operator closed it: nobody acts in it any more; what it issued stays served.
			closedAt: c.nullable.instant('closed_at'),
			// Raised above that of every institution whenever its own badges change (see src/badges), and stored
			// here so that every page has it without another query; 0 for one without any.
			badgesRevision: c.int('badges_revision').default(0),
		},
		(t) => [
			c.unique('institutions_slug').on(t.slug),
			c.index('institutions_badges_revision').on(t.badgesRevision),
		],
	);
	const people = c.table(
		'people',
		{
			id: c.key('id'),
			username: c.text('username'),
			email: c.nullable.text('email'),
			// When the person showed that they read mail at this address; null when it is not known, so that
			// nothing but the link to verify it is sent there.
			emailVerifiedAt: c.nullable.instant('email_verified_at'),
			// When a mail server refused this address for good; nothing is sent there until it changes.
			emailRefusedAt: c.nullable.instant('email_refused_at'),
			// Whether the person wants to be told by mail what happens; about their account they always are.
			wantsMail: c.bool('wants_mail').default(true),
			displayName: c.text('display_name'),
			passwordHash: c.nullable.text('password_hash'),
			mustChangePassword: c.bool('must_change_password'),
			locale: c.text('locale'),
			createdAt: c.instant('created_at'),
			disabledAt: c.nullable.instant('disabled_at'),
			// Since when the person runs the service as its operator; null for nearly everybody.
			operatorSince: c.nullable.instant('operator_since'),
			// Counted by the notices context, and stored here so that every page
			// has it without another query.
			noticesUnread: c.int('notices_unread').default(0),
			noticesSeenAt: c.nullable.instant('notices_seen_at'),
		},
		(t) => [c.unique('people_username').on(t.username), c.unique('people_email').on(t.email)],
	);
	// By which an institution lets the advisers of a RÉCIT service accompany its people.
	const agreements = c.table(
		'agreements',
		{
			id: c.key('id'),
			institution: c.id('institution').references(() => institutions.id),
			service: c.id('service').references(() => institutions.id),
			// Whether they decide applications there too; otherwise they accompany cohorts only.
			reviews: c.bool('reviews'),
			grantedBy: c.nullable.id('granted_by').references(() => people.id, { onDelete: 'set null' }),
			grantedAt: c.instant('granted_at'),
			// When it ends by itself; null for never.
			until: c.nullable.instant('until'),
			endedAt: c.nullable.instant('ended_at'),
			endedBy: c.nullable.id('ended_by').references(() => people.id, { onDelete: 'set null' }),
		},
		(t) => [
			c.index('agreements_service').on(t.service),
			// At most one in force between two of them.
			c
				.unique('agreements_in_force')
				.on(t.institution, t.service)
				.where(sql`${t.endedAt} is null`),
		],
	);
	const invitationBatches = c.table(
		'invitation_batches',
		{
			id: c.key('id'),
			institution: c.id('institution').references(() => institutions.id),
			// What its maker calls it; null when they gave no name.
			name: c.nullable.text('name'),
			// What holds for rows that do not say it.
			role: c.text('role'),
			audience: c.nullable.text('audience'),
			// The language of its mails, and for how many days each invitation works.
			locale: c.text('locale'),
			days: c.int('days'),
			// The list as it was given, with addresses and names; null once all of it is invited.
			list: c.nullable.text('list'),
			createdBy: c.id('created_by').references(() => people.id, { onDelete: 'cascade' }),
			createdAt: c.instant('created_at'),
			// When its maker, who had seen what it would do, said to invite; null for a draft.
			begunAt: c.nullable.instant('begun_at'),
			// How many people the list names.
			listed: c.int('listed'),
			// How many of them were seen to, and when all were or the rest was given up.
			done: c.int('done'),
			endedAt: c.nullable.instant('ended_at'),
		},
		(t) => [
			c.index('invitation_batches_institution').on(t.institution, t.createdAt),
			c.index('invitation_batches_maker').on(t.createdBy),
		],
	);
	// What administrators do for many people at once: a draft until confirmed.
	const bulkActs = c.table(
		'bulk_acts',
		{
			id: c.key('id'),
			institution: c.id('institution').references(() => institutions.id),
			act: c.text('act'),
			createdBy: c.id('created_by').references(() => people.id, { onDelete: 'cascade' }),
			createdAt: c.instant('created_at'),
			begunAt: c.nullable.instant('begun_at'),
			// How many people it names, and up to which place they were seen to.
			listed: c.int('listed'),
			done: c.int('done'),
			endedAt: c.nullable.instant('ended_at'),
		},
		(t) => [c.index('bulk_acts_institution').on(t.institution), c.index('bulk_acts_maker').on(t.createdBy)],
	);
	return {
		institutions,
		people,
		// Lists of people to invite by mail, and what was made of each.
		invitationBatches,
		// Invitations sent by mail, each for one address and one use.
		mailedInvitations: c.table(
			'mailed_invitations',
			{
				id: c.key('id'),
				batch: c.id('batch').references(() => invitationBatches.id, { onDelete: 'cascade' }),
				institution: c.id('institution').references(() => institutions.id),
				// The line of the list that names the person.
				line: c.int('line'),
				// SHA-256 of the token in its link: the link itself is kept sealed, in the mail, until it left.
				tokenHash: c.text('token_hash'),
				email: c.text('email'),
				name: c.nullable.text('name'),
				// The school or the group that the list names.
				school: c.nullable.text('school'),
				role: c.text('role'),
				audience: c.nullable.text('audience'),
				sentAt: c.instant('sent_at'),
				expiresAt: c.instant('expires_at'),
				usedAt: c.nullable.instant('used_at'),
				usedBy: c.nullable.id('used_by').references(() => people.id, { onDelete: 'cascade' }),
				revokedAt: c.nullable.instant('revoked_at'),
				// The mail that brings it; null once what became of that mail is forgotten.
				mail: c.nullable.id('mail').references(() => mails.id, { onDelete: 'set null' }),
			},
			(t) => [
				c.unique('mailed_invitations_token').on(t.tokenHash),
				c.index('mailed_invitations_batch').on(t.batch, t.line),
				c.index('mailed_invitations_address').on(t.email, t.institution),
				c.index('mailed_invitations_mail').on(t.mail),
				c.index('mailed_invitations_user').on(t.usedBy),
				c.index('mailed_invitations_end').on(t.expiresAt),
			],
		),
		bulkActs,
		// The people whom an act for many people names, in its order.
		bulkActPeople: c.table(
			'bulk_act_people',
			{
				act: c.id('act').references(() => bulkActs.id, { onDelete: 'cascade' }),
				person: c.id('person').references(() => people.id, { onDelete: 'cascade' }),
				place: c.int('place'),
				// `done`, or why the person is left out; null while it is to be done.
				outcome: c.nullable.text('outcome'),
			},
			(t) => [
				c.primaryKey({ columns: [t.act, t.person] }),
				c.index('bulk_act_people_order').on(t.act, t.place),
				c.index('bulk_act_people_person').on(t.person),
			],
		),
		// What administrators changed in the settings of their institution.
		institutionChanges: c.table(
			'institution_changes',
			{
				id: c.key('id'),
				institution: c.id('institution').references(() => institutions.id),
				// Which setting: `name`, `time-zone`, `language`, `threshold` or `logo`.
				setting: c.text('setting'),
				// Its value before and after; for a logo, the name of its file; empty where there was none.
				was: c.text('was'),
				became: c.text('became'),
				changedBy: c.nullable.id('changed_by').references(() => people.id, { onDelete: 'set null' }),
				changedAt: c.instant('changed_at'),
			},
			(t) => [c.index('institution_changes_order').on(t.institution, t.changedAt)],
		),
		// Requests for access or erasure that administrators answer for somebody absent (written by the privacy
		// context; here, so that a session and « Aujourd’hui » count them in the queries that they make anyway).
		personRequests: c.table(
			'person_requests',
			{
				id: c.key('id'),
				institution: c.id('institution').references(() => institutions.id),
				kind: c.text('kind'),
				// Null once the person is erased, here or everywhere: the row then holds nothing about them.
				person: c.nullable.id('person').references(() => people.id, { onDelete: 'set null' }),
				// How the person was recognised, in an administrator's words; erased with the person.
				reason: c.nullable.text('reason'),
				askedBy: c.nullable.id('asked_by').references(() => people.id, { onDelete: 'set null' }),
				askedAt: c.instant('asked_at'),
				// Who confirmed or declined it.
				answeredBy: c.nullable.id('answered_by').references(() => people.id, { onDelete: 'set null' }),
				answeredAt: c.nullable.instant('answered_at'),
				// When a confirmed erasure takes effect, or the file of a confirmed access is no longer given.
				dueAt: c.nullable.instant('due_at'),
				state: c.text('state'),
				endedAt: c.nullable.instant('ended_at'),
			},
			(t) => [
				c.index('person_requests_person').on(t.person),
				c.index('person_requests_institution').on(t.institution, t.state),
				c.index('person_requests_asker').on(t.askedBy),
				c.index('person_requests_answerer').on(t.answeredBy),
				c.index('person_requests_due').on(t.state, t.dueAt),
				// At most one of each kind at a time.
				c
					.unique('person_requests_open')
					.on(t.institution, t.person, t.kind)
					.where(sql`${t.endedAt} is null`),
			],
		),
		// What administrators did in their institution, for them and their successors: three years.
		administrativeActs: c.table(
			'administrative_acts',
			{
				id: c.key('id'),
				institution: c.id('institution').references(() => institutions.id),
				actor: c.nullable.id('actor').references(() => people.id, { onDelete: 'set null' }),
				// One of `ADMINISTRATIVE_ACTS`, such as `roles-changed`.
				what: c.text('what'),
				// Whom it is about, if it is about somebody who still has an account.
				person: c.nullable.id('person').references(() => people.id, { onDelete: 'set null' }),
				// The invitation, list, agreement, mail or badge it is about; for roles, those held since.
				thing: c.nullable.text('thing'),
				at: c.instant('at'),
			},
			(t) => [
				c.index('administrative_acts_order').on(t.institution, t.at),
				c.index('administrative_acts_actor').on(t.actor),
				c.index('administrative_acts_person').on(t.person),
				c.index('administrative_acts_age').on(t.at),
			],
		),
		memberships: c.table(
			'memberships',
			{
				id: c.key('id'),
				person: c.id('person').references(() => people.id, { onDelete: 'cascade' }),
				institution: c.id('institution').references(() => institutions.id),
				role: c.text('role'),
				audience: c.nullable.text('audience'),
				// Id of the person who made the invitation or gave the role; null for the operator's command,
				// and for rows older than this column.
				givenBy: c.nullable.id('given_by').references(() => people.id, { onDelete: 'set null' }),
				createdAt: c.instant('created_at'),
				// When the role was taken away; the row stays, so that its dates are known.
				endedAt: c.nullable.instant('ended_at'),
			},
			(t) => [
				c.unique('memberships_once').on(t.person, t.institution, t.role),
				c.index('memberships_institution').on(t.institution),
			],
		),
		agreements,
		// Which advisers used an agreement: when they first and last acted by it, or chose to act there.
		agreementEntries: c.table(
			'agreement_entries',
			{
				agreement: c.id('agreement').references(() => agreements.id, { onDelete: 'cascade' }),
				person: c.id('person').references(() => people.id, { onDelete: 'cascade' }),
				firstAt: c.instant('first_at'),
				lastAt: c.instant('last_at'),
			},
			(t) => [
				c.primaryKey({ columns: [t.agreement, t.person] }),
				c.index('agreement_entries_person').on(t.person),
			],
		),
		// A session's id is the SHA-256 of its token: reading the table is not enough to use a session.
		sessions: c.table(
			'sessions',
			{
				id: c.key('id'),
				person: c.id('person').references(() => people.id, { onDelete: 'cascade' }),
				label: c.nullable.text('label'),
				// Where the person chose to act; null for the institution of their oldest role.
				institution: c.nullable.id('institution').references(() => institutions.id),
				createdAt: c.instant('created_at'),
				seenAt: c.instant('seen_at'),
				expiresAt: c.instant('expires_at'),
			},
			(t) => [c.index('sessions_person').on(t.person), c.index('sessions_end').on(t.expiresAt)],
		),
		invitations: c.table(
			'invitations',
			{
				id: c.key('id'),
				institution: c.id('institution').references(() => institutions.id),
				// What its maker calls it; null when they gave no name, and for rows older than this column.
				name: c.nullable.text('name'),
				codeHash: c.text('code_hash'),
				codeHint: c.text('code_hint'),
				role: c.text('role'),
				audience: c.nullable.text('audience'),
				createdBy: c.id('created_by').references(() => people.id, { onDelete: 'cascade' }),
				createdAt: c.instant('created_at'),
				expiresAt: c.instant('expires_at'),
				uses: c.int('uses'),
				usesLeft: c.int('uses_left'),
				revokedAt: c.nullable.instant('revoked_at'),
			},
			(t) => [
				// A use is taken once, whatever the code that takes it does.
				c.check('invitations_uses_left', sql`uses_left >= 0`),
				c.unique('invitations_code').on(t.codeHash),
				c.index('invitations_institution').on(t.institution),
			],
		),
		// Links sent by mail, each for one purpose and one use. The id is the SHA-256 of the link's token.
		mailLinks: c.table(
			'mail_links',
			{
				id: c.key('id'),
				person: c.id('person').references(() => people.id, { onDelete: 'cascade' }),
				purpose: c.text('purpose'),
				// The address it was sent to: the link is worth nothing once the account has another.
				email: c.text('email'),
				createdAt: c.instant('created_at'),
				expiresAt: c.instant('expires_at'),
				usedAt: c.nullable.instant('used_at'),
			},
			(t) => [c.index('mail_links_person').on(t.person), c.index('mail_links_end').on(t.expiresAt)],
		),
		setupTokens: c.table('setup_tokens', {
			id: c.key('id'),
			expiresAt: c.instant('expires_at'),
			usedAt: c.nullable.instant('used_at'),
		}),
		signInAttempts: c.table('sign_in_attempts', {
			key: c.key('key'),
			// The account that the counts are about, if there is one: erasing the person deletes them.
			person: c.nullable.id('person').references(() => people.id, { onDelete: 'cascade' }),
			failures: c.int('failures'),
			lastAt: c.instant('last_at'),
			// For which network the next try is reserved, by its fingerprint, how often it failed, and until when.
			turnNetwork: c.nullable.text('turn_network'),
			turnFailures: c.nullable.int('turn_failures'),
			turnUntil: c.nullable.instant('turn_until'),
		}),
		// The row of a share that has ended is kept, with its dates and the version of its text.
		shares: c.table(
			'shares',
			{
				id: c.key('id'),
				person: c.id('person').references(() => people.id, { onDelete: 'cascade' }),
				granteeKind: c.text('grantee_kind'),
				// No foreign key: the id of a cohort or of an adviser, depending on the kind.
				grantee: c.id('grantee'),
				textVersion: c.text('text_version'),
				givenAt: c.instant('given_at'),
				until: c.nullable.instant('until'),
				withdrawnAt: c.nullable.instant('withdrawn_at'),
			},
			(t) => [
				c.index('shares_person').on(t.person),
				c.index('shares_grantee').on(t.granteeKind, t.grantee),
				// A person has at most one share in force with each grantee.
				c
					.unique('shares_in_force')
					.on(t.person, t.granteeKind, t.grantee)
					.where(sql`${t.withdrawnAt} is null`),
			],
		),
		accompaniments: c.table(
			'accompaniments',
			{
				adviser: c.id('adviser').references(() => people.id, { onDelete: 'cascade' }),
				person: c.id('person').references(() => people.id, { onDelete: 'cascade' }),
				// Id of a cohort; no foreign key, since this context does not know cohorts.
				through: c.id('through'),
				since: c.instant('since'),
			},
			(t) => [
				c.primaryKey({ columns: [t.adviser, t.person, t.through] }),
				c.index('accompaniments_person').on(t.person),
			],
		),
		// One row a day for each reader of what is shared with a cohort or an adviser; it shows in the
		// journal of everybody whose share was in force at that time.
		shareReadings: c.table(
			'share_readings',
			{
				// Id of the reader; replaced by a random id once the reader has left.
				actor: c.id('actor'),
				granteeKind: c.text('grantee_kind'),
				grantee: c.id('grantee'),
				day: c.text('day'),
				at: c.instant('at'),
			},
			(t) => [
				c.primaryKey({ columns: [t.actor, t.granteeKind, t.grantee, t.day] }),
				c.index('share_readings_grantee').on(t.granteeKind, t.grantee, t.at),
			],
		),
		accessJournal: c.table(
			'access_journal',
			{
				id: c.key('id'),
				// Id of the person who did it, `operator` for the operator's command; null when that person
				// has left.
				actor: c.nullable.id('actor'),
				person: c.id('person').references(() => people.id, { onDelete: 'cascade' }),
				what: c.text('what'),
				thing: c.nullable.text('thing'),
				at: c.instant('at'),
			},
			(t) => [c.index('access_journal_person').on(t.person, t.at)],
		),
	};
});

/** The tables of this context in the SQL dialect of a connection or transaction. */
export const tablesOf = (queries: Queries) => tables({ dialect: dialectOf(queries) });
