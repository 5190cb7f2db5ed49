CREATE TABLE `__new_access_journal` (
	`id` text PRIMARY KEY NOT NULL,
	`actor` text,
	`person` text NOT NULL,
	`what` text NOT NULL,
	`thing` text,
	`at` integer NOT NULL,
	FOREIGN KEY (`person`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
INSERT INTO `__new_access_journal`("id", "actor", "person", "what", "thing", "at") SELECT "id", "actor", "person", "what", "thing", "at" FROM `access_journal`;--> statement-breakpoint
DROP TABLE `access_journal`;--> statement-breakpoint
ALTER TABLE `__new_access_journal` RENAME TO `access_journal`;--> statement-breakpoint
CREATE INDEX `access_journal_person` ON `access_journal` (`person`,`at`);--> statement-breakpoint
CREATE TABLE `__new_reviews` (
	`id` text PRIMARY KEY NOT NULL,
	`application` text NOT NULL,
	`reviewer` text,
	`decision` text NOT NULL,
	`reason` text NOT NULL,
	`level` text,
	`said_at_decision` text NOT NULL,
	`at` integer NOT NULL,
	FOREIGN KEY (`application`) REFERENCES `applications`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`reviewer`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE set null
);
--> statement-breakpoint
INSERT INTO `__new_reviews`("id", "application", "reviewer", "decision", "reason", "level", "said_at_decision", "at") SELECT "id", "application", "reviewer", "decision", "reason", "level", "said_at_decision", "at" FROM `reviews`;--> statement-breakpoint
DROP TABLE `reviews`;--> statement-breakpoint
ALTER TABLE `__new_reviews` RENAME TO `reviews`;--> statement-breakpoint
CREATE INDEX `reviews_application` ON `reviews` (`application`);--> statement-breakpoint
ALTER TABLE `sign_in_attempts` ADD `person` text REFERENCES people(id) ON DELETE cascade;--> statement-breakpoint
CREATE TABLE `__new_accompaniments` (
	`adviser` text NOT NULL,
	`person` text NOT NULL,
	`through` text NOT NULL,
	`since` integer NOT NULL,
	PRIMARY KEY(`adviser`, `person`, `through`),
	FOREIGN KEY (`adviser`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`person`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
INSERT INTO `__new_accompaniments`("adviser", "person", "through", "since") SELECT "adviser", "person", "through", "since" FROM `accompaniments`;--> statement-breakpoint
DROP TABLE `accompaniments`;--> statement-breakpoint
ALTER TABLE `__new_accompaniments` RENAME TO `accompaniments`;--> statement-breakpoint
CREATE INDEX `accompaniments_person` ON `accompaniments` (`person`);--> statement-breakpoint
CREATE TABLE `__new_answer_history` (
	`assessment` text NOT NULL,
	`statement` text NOT NULL,
	`revision` integer NOT NULL,
	`value` integer,
	`not_applicable` integer NOT NULL,
	`answered_at` integer NOT NULL,
	PRIMARY KEY(`assessment`, `statement`, `revision`),
	FOREIGN KEY (`assessment`) REFERENCES `assessments`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
INSERT INTO `__new_answer_history`("assessment", "statement", "revision", "value", "not_applicable", "answered_at") SELECT "assessment", "statement", "revision", "value", "not_applicable", "answered_at" FROM `answer_history`;--> statement-breakpoint
DROP TABLE `answer_history`;--> statement-breakpoint
ALTER TABLE `__new_answer_history` RENAME TO `answer_history`;--> statement-breakpoint
CREATE TABLE `__new_answers` (
	`assessment` text NOT NULL,
	`statement` text NOT NULL,
	`dimension` text NOT NULL,
	`value` integer,
	`not_applicable` integer NOT NULL,
	`revision` integer NOT NULL,
	`answered_at` integer NOT NULL,
	PRIMARY KEY(`assessment`, `statement`),
	FOREIGN KEY (`assessment`) REFERENCES `assessments`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
INSERT INTO `__new_answers`("assessment", "statement", "dimension", "value", "not_applicable", "revision", "answered_at") SELECT "assessment", "statement", "dimension", "value", "not_applicable", "revision", "answered_at" FROM `answers`;--> statement-breakpoint
DROP TABLE `answers`;--> statement-breakpoint
ALTER TABLE `__new_answers` RENAME TO `answers`;--> statement-breakpoint
CREATE TABLE `__new_application_evidence` (
	`id` text PRIMARY KEY NOT NULL,
	`application` text NOT NULL,
	`title` text NOT NULL,
	`link` text,
	`training` text,
	`reflection` text NOT NULL,
	`added_at` integer NOT NULL,
	FOREIGN KEY (`application`) REFERENCES `applications`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`training`) REFERENCES `trainings`(`id`) ON UPDATE no action ON DELETE set null
);
--> statement-breakpoint
INSERT INTO `__new_application_evidence`("id", "application", "title", "link", "training", "reflection", "added_at") SELECT "id", "application", "title", "link", "training", "reflection", "added_at" FROM `application_evidence`;--> statement-breakpoint
DROP TABLE `application_evidence`;--> statement-breakpoint
ALTER TABLE `__new_application_evidence` RENAME TO `application_evidence`;--> statement-breakpoint
CREATE INDEX `application_evidence_application` ON `application_evidence` (`application`);--> statement-breakpoint
CREATE TABLE `__new_applications` (
	`id` text PRIMARY KEY NOT NULL,
	`person` text NOT NULL,
	`institution` text NOT NULL,
	`badge` text NOT NULL,
	`definition_version` integer NOT NULL,
	`locale` text NOT NULL,
	`state` text NOT NULL,
	`revision` integer NOT NULL,
	`open_key` text,
	`evidence_in_badge` integer NOT NULL,
	`created_at` integer NOT NULL,
	`submitted_at` integer,
	`decided_at` integer,
	FOREIGN KEY (`person`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`institution`) REFERENCES `institutions`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
INSERT INTO `__new_applications`("id", "person", "institution", "badge", "definition_version", "locale", "state", "revision", "open_key", "evidence_in_badge", "created_at", "submitted_at", "decided_at") SELECT "id", "person", "institution", "badge", "definition_version", "locale", "state", "revision", "open_key", "evidence_in_badge", "created_at", "submitted_at", "decided_at" FROM `applications`;--> statement-breakpoint
DROP TABLE `applications`;--> statement-breakpoint
ALTER TABLE `__new_applications` RENAME TO `applications`;--> statement-breakpoint
CREATE UNIQUE INDEX `applications_open` ON `applications` (`open_key`);--> statement-breakpoint
CREATE INDEX `applications_person` ON `applications` (`person`);--> statement-breakpoint
CREATE INDEX `applications_queue` ON `applications` (`institution`,`state`,`submitted_at`);--> statement-breakpoint
CREATE TABLE `__new_assessments` (
	`id` text PRIMARY KEY NOT NULL,
	`person` text NOT NULL,
	`framework_version` text NOT NULL,
	`audience` text NOT NULL,
	`mode` text NOT NULL,
	`started_at` integer NOT NULL,
	`chosen_at` integer,
	`finished_at` integer,
	FOREIGN KEY (`person`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
INSERT INTO `__new_assessments`("id", "person", "framework_version", "audience", "mode", "started_at", "chosen_at", "finished_at") SELECT "id", "person", "framework_version", "audience", "mode", "started_at", "chosen_at", "finished_at" FROM `assessments`;--> statement-breakpoint
DROP TABLE `assessments`;--> statement-breakpoint
ALTER TABLE `__new_assessments` RENAME TO `assessments`;--> statement-breakpoint
CREATE UNIQUE INDEX `assessments_once` ON `assessments` (`person`,`framework_version`);--> statement-breakpoint
CREATE TABLE `__new_award_tokens` (
	`award` text PRIMARY KEY NOT NULL,
	`kid` text NOT NULL,
	`token` text NOT NULL,
	`made_at` integer NOT NULL,
	FOREIGN KEY (`award`) REFERENCES `awards`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
INSERT INTO `__new_award_tokens`("award", "kid", "token", "made_at") SELECT "award", "kid", "token", "made_at" FROM `award_tokens`;--> statement-breakpoint
DROP TABLE `award_tokens`;--> statement-breakpoint
ALTER TABLE `__new_award_tokens` RENAME TO `award_tokens`;--> statement-breakpoint
CREATE INDEX `award_tokens_kid` ON `award_tokens` (`kid`);--> statement-breakpoint
CREATE TABLE `__new_awards` (
	`id` text PRIMARY KEY NOT NULL,
	`application` text,
	`person` text,
	`institution` text NOT NULL,
	`issuer` text NOT NULL,
	`badge` text NOT NULL,
	`definition_version` integer NOT NULL,
	`locale` text NOT NULL,
	`subject` text,
	`credential` text,
	`kid` text NOT NULL,
	`status_list` integer NOT NULL,
	`status_index` integer NOT NULL,
	`short_code` text NOT NULL,
	`level` text,
	`basis` text,
	`decided_by` text,
	`sibling_of` text,
	`active_key` text,
	`awarded_at` integer NOT NULL,
	`published_at` integer,
	`shows_name` integer NOT NULL,
	`revoked_at` integer,
	`revoked_by` text,
	`revocation_reason` text,
	FOREIGN KEY (`application`) REFERENCES `applications`(`id`) ON UPDATE no action ON DELETE set null,
	FOREIGN KEY (`person`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE set null,
	FOREIGN KEY (`institution`) REFERENCES `institutions`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`issuer`) REFERENCES `issuers`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`decided_by`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE set null,
	FOREIGN KEY (`sibling_of`) REFERENCES `awards`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
INSERT INTO `__new_awards`("id", "application", "person", "institution", "issuer", "badge", "definition_version", "locale", "subject", "credential", "kid", "status_list", "status_index", "short_code", "level", "basis", "decided_by", "sibling_of", "active_key", "awarded_at", "published_at", "shows_name", "revoked_at", "revoked_by", "revocation_reason") SELECT "id", "application", "person", "institution", "issuer", "badge", "definition_version", "locale", "subject", "credential", "kid", "status_list", "status_index", "short_code", "level", "basis", "decided_by", "sibling_of", "active_key", "awarded_at", "published_at", "shows_name", "revoked_at", "revoked_by", "revocation_reason" FROM `awards`;--> statement-breakpoint
DROP TABLE `awards`;--> statement-breakpoint
ALTER TABLE `__new_awards` RENAME TO `awards`;--> statement-breakpoint
CREATE UNIQUE INDEX `awards_status` ON `awards` (`issuer`,`status_list`,`status_index`);--> statement-breakpoint
CREATE UNIQUE INDEX `awards_short_code` ON `awards` (`short_code`);--> statement-breakpoint
CREATE UNIQUE INDEX `awards_active` ON `awards` (`active_key`);--> statement-breakpoint
CREATE INDEX `awards_person` ON `awards` (`person`);--> statement-breakpoint
CREATE INDEX `awards_application` ON `awards` (`application`);--> statement-breakpoint
CREATE INDEX `awards_sibling` ON `awards` (`sibling_of`);--> statement-breakpoint
CREATE INDEX `awards_kid` ON `awards` (`kid`);--> statement-breakpoint
CREATE INDEX `awards_revoked` ON `awards` (`issuer`,`status_list`,`revoked_at`);--> statement-breakpoint
CREATE TABLE `__new_cohort_advisers` (
	`cohort` text NOT NULL,
	`person` text NOT NULL,
	PRIMARY KEY(`cohort`, `person`),
	FOREIGN KEY (`cohort`) REFERENCES `cohorts`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`person`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
INSERT INTO `__new_cohort_advisers`("cohort", "person") SELECT "cohort", "person" FROM `cohort_advisers`;--> statement-breakpoint
DROP TABLE `cohort_advisers`;--> statement-breakpoint
ALTER TABLE `__new_cohort_advisers` RENAME TO `cohort_advisers`;--> statement-breakpoint
CREATE INDEX `cohort_advisers_person` ON `cohort_advisers` (`person`);--> statement-breakpoint
CREATE TABLE `__new_cohorts` (
	`id` text PRIMARY KEY NOT NULL,
	`institution` text NOT NULL,
	`name` text NOT NULL,
	`join_code` text NOT NULL,
	`audience` text NOT NULL,
	`framework` text NOT NULL,
	`ends_on` text,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`institution`) REFERENCES `institutions`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
INSERT INTO `__new_cohorts`("id", "institution", "name", "join_code", "audience", "framework", "ends_on", "created_at") SELECT "id", "institution", "name", "join_code", "audience", "framework", "ends_on", "created_at" FROM `cohorts`;--> statement-breakpoint
DROP TABLE `cohorts`;--> statement-breakpoint
ALTER TABLE `__new_cohorts` RENAME TO `cohorts`;--> statement-breakpoint
CREATE UNIQUE INDEX `cohorts_join_code` ON `cohorts` (`join_code`);--> statement-breakpoint
CREATE INDEX `cohorts_institution` ON `cohorts` (`institution`);--> statement-breakpoint
CREATE TABLE `__new_drafts` (
	`person` text NOT NULL,
	`path` text NOT NULL,
	`form` text NOT NULL,
	`revision` integer NOT NULL,
	`typed` text NOT NULL,
	`other` text,
	`saved_at` integer NOT NULL,
	PRIMARY KEY(`person`, `path`, `form`),
	FOREIGN KEY (`person`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
INSERT INTO `__new_drafts`("person", "path", "form", "revision", "typed", "other", "saved_at") SELECT "person", "path", "form", "revision", "typed", "other", "saved_at" FROM `drafts`;--> statement-breakpoint
DROP TABLE `drafts`;--> statement-breakpoint
ALTER TABLE `__new_drafts` RENAME TO `drafts`;--> statement-breakpoint
CREATE INDEX `drafts_age` ON `drafts` (`saved_at`);--> statement-breakpoint
CREATE TABLE `__new_invitations` (
	`id` text PRIMARY KEY NOT NULL,
	`institution` text NOT NULL,
	`code_hash` text NOT NULL,
	`code_hint` text NOT NULL,
	`role` text NOT NULL,
	`audience` text,
	`created_by` text NOT NULL,
	`created_at` integer NOT NULL,
	`expires_at` integer NOT NULL,
	`uses` integer NOT NULL,
	`uses_left` integer NOT NULL,
	`revoked_at` integer,
	FOREIGN KEY (`institution`) REFERENCES `institutions`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`created_by`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
INSERT INTO `__new_invitations`("id", "institution", "code_hash", "code_hint", "role", "audience", "created_by", "created_at", "expires_at", "uses", "uses_left", "revoked_at") SELECT "id", "institution", "code_hash", "code_hint", "role", "audience", "created_by", "created_at", "expires_at", "uses", "uses_left", "revoked_at" FROM `invitations`;--> statement-breakpoint
DROP TABLE `invitations`;--> statement-breakpoint
ALTER TABLE `__new_invitations` RENAME TO `invitations`;--> statement-breakpoint
CREATE UNIQUE INDEX `invitations_code` ON `invitations` (`code_hash`);--> statement-breakpoint
CREATE INDEX `invitations_institution` ON `invitations` (`institution`);--> statement-breakpoint
CREATE TABLE `__new_issuance_halts` (
	`id` text PRIMARY KEY NOT NULL,
	`institution` text,
	`reason` text NOT NULL,
	`halted_at` integer NOT NULL,
	`resumed_at` integer,
	FOREIGN KEY (`institution`) REFERENCES `institutions`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
INSERT INTO `__new_issuance_halts`("id", "institution", "reason", "halted_at", "resumed_at") SELECT "id", "institution", "reason", "halted_at", "resumed_at" FROM `issuance_halts`;--> statement-breakpoint
DROP TABLE `issuance_halts`;--> statement-breakpoint
ALTER TABLE `__new_issuance_halts` RENAME TO `issuance_halts`;--> statement-breakpoint
CREATE INDEX `issuance_halts_institution` ON `issuance_halts` (`institution`);--> statement-breakpoint
CREATE TABLE `__new_issuances` (
	`id` text PRIMARY KEY NOT NULL,
	`person` text,
	`institution` text NOT NULL,
	`badge` text NOT NULL,
	`application` text,
	`issuer` text NOT NULL,
	`kid` text NOT NULL,
	`status_list` integer NOT NULL,
	`status_index` integer NOT NULL,
	`short_code` text NOT NULL,
	`unsigned` text,
	`digest` text NOT NULL,
	`intent` text,
	`step` text NOT NULL,
	`proof` text,
	`voided` text,
	`reissue_of` text,
	`open_key` text,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	FOREIGN KEY (`person`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE set null,
	FOREIGN KEY (`institution`) REFERENCES `institutions`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`application`) REFERENCES `applications`(`id`) ON UPDATE no action ON DELETE set null,
	FOREIGN KEY (`issuer`) REFERENCES `issuers`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`reissue_of`) REFERENCES `awards`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
INSERT INTO `__new_issuances`("id", "person", "institution", "badge", "application", "issuer", "kid", "status_list", "status_index", "short_code", "unsigned", "digest", "intent", "step", "proof", "voided", "reissue_of", "open_key", "created_at", "updated_at") SELECT "id", "person", "institution", "badge", "application", "issuer", "kid", "status_list", "status_index", "short_code", "unsigned", "digest", "intent", "step", "proof", "voided", "reissue_of", "open_key", "created_at", "updated_at" FROM `issuances`;--> statement-breakpoint
DROP TABLE `issuances`;--> statement-breakpoint
ALTER TABLE `__new_issuances` RENAME TO `issuances`;--> statement-breakpoint
CREATE UNIQUE INDEX `issuances_status` ON `issuances` (`issuer`,`status_list`,`status_index`);--> statement-breakpoint
CREATE UNIQUE INDEX `issuances_short_code` ON `issuances` (`short_code`);--> statement-breakpoint
CREATE UNIQUE INDEX `issuances_open` ON `issuances` (`open_key`);--> statement-breakpoint
CREATE INDEX `issuances_person` ON `issuances` (`person`);--> statement-breakpoint
CREATE INDEX `issuances_kid` ON `issuances` (`kid`);--> statement-breakpoint
CREATE INDEX `issuances_step` ON `issuances` (`issuer`,`step`);--> statement-breakpoint
CREATE INDEX `issuances_voided` ON `issuances` (`issuer`,`voided`);--> statement-breakpoint
CREATE TABLE `__new_issuer_keys` (
	`id` text PRIMARY KEY NOT NULL,
	`issuer` text NOT NULL,
	`kid` text NOT NULL,
	`algorithm` text DEFAULT 'Ed25519' NOT NULL,
	`public_jwk` text,
	`sealed_private` text NOT NULL,
	`state` text NOT NULL,
	`created_at` integer NOT NULL,
	`retired_at` integer,
	`ended_reason` text,
	FOREIGN KEY (`issuer`) REFERENCES `issuers`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
INSERT INTO `__new_issuer_keys`("id", "issuer", "kid", "algorithm", "public_jwk", "sealed_private", "state", "created_at", "retired_at", "ended_reason") SELECT "id", "issuer", "kid", "algorithm", "public_jwk", "sealed_private", "state", "created_at", "retired_at", "ended_reason" FROM `issuer_keys`;--> statement-breakpoint
DROP TABLE `issuer_keys`;--> statement-breakpoint
ALTER TABLE `__new_issuer_keys` RENAME TO `issuer_keys`;--> statement-breakpoint
CREATE UNIQUE INDEX `issuer_keys_kid` ON `issuer_keys` (`kid`);--> statement-breakpoint
CREATE INDEX `issuer_keys_issuer` ON `issuer_keys` (`issuer`);--> statement-breakpoint
CREATE TABLE `__new_issuers` (
	`id` text PRIMARY KEY NOT NULL,
	`institution` text NOT NULL,
	`slug` text NOT NULL,
	`did` text NOT NULL,
	`origin` text NOT NULL,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`institution`) REFERENCES `institutions`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
INSERT INTO `__new_issuers`("id", "institution", "slug", "did", "origin", "created_at") SELECT "id", "institution", "slug", "did", "origin", "created_at" FROM `issuers`;--> statement-breakpoint
DROP TABLE `issuers`;--> statement-breakpoint
ALTER TABLE `__new_issuers` RENAME TO `issuers`;--> statement-breakpoint
CREATE UNIQUE INDEX `issuers_did` ON `issuers` (`did`);--> statement-breakpoint
CREATE INDEX `issuers_institution` ON `issuers` (`institution`);--> statement-breakpoint
CREATE TABLE `__new_memberships` (
	`id` text PRIMARY KEY NOT NULL,
	`person` text NOT NULL,
	`institution` text NOT NULL,
	`role` text NOT NULL,
	`audience` text,
	`given_by` text,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`person`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`institution`) REFERENCES `institutions`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`given_by`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE set null
);
--> statement-breakpoint
INSERT INTO `__new_memberships`("id", "person", "institution", "role", "audience", "given_by", "created_at") SELECT "id", "person", "institution", "role", "audience", "given_by", "created_at" FROM `memberships`;--> statement-breakpoint
DROP TABLE `memberships`;--> statement-breakpoint
ALTER TABLE `__new_memberships` RENAME TO `memberships`;--> statement-breakpoint
CREATE UNIQUE INDEX `memberships_once` ON `memberships` (`person`,`institution`,`role`);--> statement-breakpoint
CREATE INDEX `memberships_institution` ON `memberships` (`institution`);--> statement-breakpoint
CREATE TABLE `__new_pairwise_subjects` (
	`person` text NOT NULL,
	`issuer` text NOT NULL,
	`uuid` text NOT NULL,
	PRIMARY KEY(`person`, `issuer`),
	FOREIGN KEY (`person`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`issuer`) REFERENCES `issuers`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
INSERT INTO `__new_pairwise_subjects`("person", "issuer", "uuid") SELECT "person", "issuer", "uuid" FROM `pairwise_subjects`;--> statement-breakpoint
DROP TABLE `pairwise_subjects`;--> statement-breakpoint
ALTER TABLE `__new_pairwise_subjects` RENAME TO `pairwise_subjects`;--> statement-breakpoint
CREATE TABLE `__new_portrait_people` (
	`cohort` text NOT NULL,
	`person` text NOT NULL,
	`figures` text NOT NULL,
	PRIMARY KEY(`cohort`, `person`),
	FOREIGN KEY (`cohort`) REFERENCES `cohorts`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`person`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
INSERT INTO `__new_portrait_people`("cohort", "person", "figures") SELECT "cohort", "person", "figures" FROM `portrait_people`;--> statement-breakpoint
DROP TABLE `portrait_people`;--> statement-breakpoint
ALTER TABLE `__new_portrait_people` RENAME TO `portrait_people`;--> statement-breakpoint
CREATE INDEX `portrait_people_person` ON `portrait_people` (`person`);--> statement-breakpoint
CREATE TABLE `__new_portraits` (
	`cohort` text PRIMARY KEY NOT NULL,
	`date` text NOT NULL,
	`made_at` integer NOT NULL,
	`figures` text NOT NULL,
	FOREIGN KEY (`cohort`) REFERENCES `cohorts`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
INSERT INTO `__new_portraits`("cohort", "date", "made_at", "figures") SELECT "cohort", "date", "made_at", "figures" FROM `portraits`;--> statement-breakpoint
DROP TABLE `portraits`;--> statement-breakpoint
ALTER TABLE `__new_portraits` RENAME TO `portraits`;--> statement-breakpoint
CREATE TABLE `__new_sessions` (
	`id` text PRIMARY KEY NOT NULL,
	`person` text NOT NULL,
	`label` text,
	`created_at` integer NOT NULL,
	`seen_at` integer NOT NULL,
	`expires_at` integer NOT NULL,
	FOREIGN KEY (`person`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
INSERT INTO `__new_sessions`("id", "person", "label", "created_at", "seen_at", "expires_at") SELECT "id", "person", "label", "created_at", "seen_at", "expires_at" FROM `sessions`;--> statement-breakpoint
DROP TABLE `sessions`;--> statement-breakpoint
ALTER TABLE `__new_sessions` RENAME TO `sessions`;--> statement-breakpoint
CREATE INDEX `sessions_person` ON `sessions` (`person`);--> statement-breakpoint
CREATE INDEX `sessions_end` ON `sessions` (`expires_at`);--> statement-breakpoint
CREATE TABLE `__new_shares` (
	`id` text PRIMARY KEY NOT NULL,
	`person` text NOT NULL,
	`grantee_kind` text NOT NULL,
	`grantee` text NOT NULL,
	`text_version` text NOT NULL,
	`given_at` integer NOT NULL,
	`until` integer,
	`withdrawn_at` integer,
	FOREIGN KEY (`person`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
INSERT INTO `__new_shares`("id", "person", "grantee_kind", "grantee", "text_version", "given_at", "until", "withdrawn_at") SELECT "id", "person", "grantee_kind", "grantee", "text_version", "given_at", "until", "withdrawn_at" FROM `shares`;--> statement-breakpoint
DROP TABLE `shares`;--> statement-breakpoint
ALTER TABLE `__new_shares` RENAME TO `shares`;--> statement-breakpoint
CREATE INDEX `shares_person` ON `shares` (`person`);--> statement-breakpoint
CREATE INDEX `shares_grantee` ON `shares` (`grantee_kind`,`grantee`);--> statement-breakpoint
CREATE TABLE `__new_situation_choices` (
	`id` text PRIMARY KEY NOT NULL,
	`person` text NOT NULL,
	`framework_version` text NOT NULL,
	`dimension` text NOT NULL,
	`situation` text NOT NULL,
	`choice` text NOT NULL,
	`shows` text,
	`day` text NOT NULL,
	`chosen_at` integer NOT NULL,
	FOREIGN KEY (`person`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
INSERT INTO `__new_situation_choices`("id", "person", "framework_version", "dimension", "situation", "choice", "shows", "day", "chosen_at") SELECT "id", "person", "framework_version", "dimension", "situation", "choice", "shows", "day", "chosen_at" FROM `situation_choices`;--> statement-breakpoint
DROP TABLE `situation_choices`;--> statement-breakpoint
ALTER TABLE `__new_situation_choices` RENAME TO `situation_choices`;--> statement-breakpoint
CREATE UNIQUE INDEX `situation_choices_day` ON `situation_choices` (`person`,`framework_version`,`situation`,`day`);--> statement-breakpoint
CREATE INDEX `situation_choices_person` ON `situation_choices` (`person`);--> statement-breakpoint
CREATE TABLE `__new_application_submissions` (
	`id` text PRIMARY KEY NOT NULL,
	`application` text NOT NULL,
	`said` text NOT NULL,
	`evidence` text NOT NULL,
	`at` integer NOT NULL,
	FOREIGN KEY (`application`) REFERENCES `applications`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
INSERT INTO `__new_application_submissions`("id", "application", "said", "evidence", "at") SELECT "id", "application", "said", "evidence", "at" FROM `application_submissions`;--> statement-breakpoint
DROP TABLE `application_submissions`;--> statement-breakpoint
ALTER TABLE `__new_application_submissions` RENAME TO `application_submissions`;--> statement-breakpoint
CREATE INDEX `application_submissions_application` ON `application_submissions` (`application`);--> statement-breakpoint
CREATE TABLE `__new_superseded_awards` (
	`id` text PRIMARY KEY NOT NULL,
	`award` text NOT NULL,
	`issuer` text NOT NULL,
	`credential` text,
	`kid` text NOT NULL,
	`status_list` integer NOT NULL,
	`status_index` integer NOT NULL,
	`superseded_at` integer NOT NULL,
	`reason` text,
	FOREIGN KEY (`award`) REFERENCES `awards`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`issuer`) REFERENCES `issuers`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
INSERT INTO `__new_superseded_awards`("id", "award", "issuer", "credential", "kid", "status_list", "status_index", "superseded_at", "reason") SELECT "id", "award", "issuer", "credential", "kid", "status_list", "status_index", "superseded_at", "reason" FROM `superseded_awards`;--> statement-breakpoint
DROP TABLE `superseded_awards`;--> statement-breakpoint
ALTER TABLE `__new_superseded_awards` RENAME TO `superseded_awards`;--> statement-breakpoint
CREATE UNIQUE INDEX `superseded_awards_status` ON `superseded_awards` (`issuer`,`status_list`,`status_index`);--> statement-breakpoint
CREATE INDEX `superseded_awards_award` ON `superseded_awards` (`award`);--> statement-breakpoint
CREATE INDEX `superseded_awards_kid` ON `superseded_awards` (`kid`);--> statement-breakpoint
CREATE TABLE `__new_training_dimensions` (
	`training` text NOT NULL,
	`dimension` text NOT NULL,
	PRIMARY KEY(`training`, `dimension`),
	FOREIGN KEY (`training`) REFERENCES `trainings`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
INSERT INTO `__new_training_dimensions`("training", "dimension") SELECT "training", "dimension" FROM `training_dimensions`;--> statement-breakpoint
DROP TABLE `training_dimensions`;--> statement-breakpoint
ALTER TABLE `__new_training_dimensions` RENAME TO `training_dimensions`;--> statement-breakpoint
CREATE TABLE `__new_trainings` (
	`id` text PRIMARY KEY NOT NULL,
	`person` text NOT NULL,
	`framework_version` text NOT NULL,
	`title` text NOT NULL,
	`date` text NOT NULL,
	`minutes` integer NOT NULL,
	`kind` text NOT NULL,
	`reflection` text NOT NULL,
	`link` text,
	`revision` integer NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	FOREIGN KEY (`person`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
INSERT INTO `__new_trainings`("id", "person", "framework_version", "title", "date", "minutes", "kind", "reflection", "link", "revision", "created_at", "updated_at") SELECT "id", "person", "framework_version", "title", "date", "minutes", "kind", "reflection", "link", "revision", "created_at", "updated_at" FROM `trainings`;--> statement-breakpoint
DROP TABLE `trainings`;--> statement-breakpoint
ALTER TABLE `__new_trainings` RENAME TO `trainings`;--> statement-breakpoint
CREATE INDEX `trainings_of_person` ON `trainings` (`person`,`date`);