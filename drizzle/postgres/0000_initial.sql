CREATE TABLE "access_journal" (
	"id" text PRIMARY KEY NOT NULL,
	"actor" text NOT NULL,
	"person" text NOT NULL,
	"what" text NOT NULL,
	"thing" text,
	"at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "accompaniments" (
	"adviser" text NOT NULL,
	"person" text NOT NULL,
	"through" text NOT NULL,
	"since" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "accompaniments_adviser_person_through_pk" PRIMARY KEY("adviser","person","through")
);
--> statement-breakpoint
CREATE TABLE "answers" (
	"assessment" text NOT NULL,
	"statement" text NOT NULL,
	"dimension" text NOT NULL,
	"value" integer,
	"not_applicable" boolean NOT NULL,
	"revision" integer NOT NULL,
	"answered_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "answers_assessment_statement_pk" PRIMARY KEY("assessment","statement")
);
--> statement-breakpoint
CREATE TABLE "application_evidence" (
	"id" text PRIMARY KEY NOT NULL,
	"application" text NOT NULL,
	"title" text NOT NULL,
	"link" text,
	"training" text,
	"reflection" text NOT NULL,
	"added_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "applications" (
	"id" text PRIMARY KEY NOT NULL,
	"person" text NOT NULL,
	"institution" text NOT NULL,
	"badge" text NOT NULL,
	"definition_version" integer NOT NULL,
	"locale" text NOT NULL,
	"state" text NOT NULL,
	"revision" integer NOT NULL,
	"open_key" text,
	"evidence_in_badge" boolean NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"submitted_at" timestamp (3) with time zone,
	"decided_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "assessments" (
	"id" text PRIMARY KEY NOT NULL,
	"person" text NOT NULL,
	"framework_version" text NOT NULL,
	"audience" text NOT NULL,
	"mode" text NOT NULL,
	"started_at" timestamp (3) with time zone NOT NULL,
	"finished_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "awards" (
	"id" text PRIMARY KEY NOT NULL,
	"application" text,
	"person" text,
	"institution" text NOT NULL,
	"issuer" text NOT NULL,
	"badge" text NOT NULL,
	"definition_version" integer NOT NULL,
	"locale" text NOT NULL,
	"subject" text,
	"credential" text,
	"kid" text NOT NULL,
	"status_list" integer NOT NULL,
	"status_index" integer NOT NULL,
	"short_code" text NOT NULL,
	"level" text,
	"basis" text,
	"decided_by" text,
	"active_key" text,
	"awarded_at" timestamp (3) with time zone NOT NULL,
	"published_at" timestamp (3) with time zone,
	"shows_name" boolean NOT NULL,
	"revoked_at" timestamp (3) with time zone,
	"revoked_by" text,
	"revocation_reason" text
);
--> statement-breakpoint
CREATE TABLE "cohort_advisers" (
	"cohort" text NOT NULL,
	"person" text NOT NULL,
	CONSTRAINT "cohort_advisers_cohort_person_pk" PRIMARY KEY("cohort","person")
);
--> statement-breakpoint
CREATE TABLE "cohorts" (
	"id" text PRIMARY KEY NOT NULL,
	"institution" text NOT NULL,
	"name" text NOT NULL,
	"join_code" text NOT NULL,
	"audience" text NOT NULL,
	"framework" text NOT NULL,
	"ends_on" text,
	"created_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "idempotency_keys" (
	"who" text NOT NULL,
	"action" text NOT NULL,
	"key" text NOT NULL,
	"answer" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "idempotency_keys_who_action_key_pk" PRIMARY KEY("who","action","key")
);
--> statement-breakpoint
CREATE TABLE "institutions" (
	"id" text PRIMARY KEY NOT NULL,
	"slug" text NOT NULL,
	"name" text NOT NULL,
	"kind" text NOT NULL,
	"demonstration" boolean NOT NULL,
	"threshold" integer NOT NULL,
	"time_zone" text NOT NULL,
	"framework_version" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "invitations" (
	"id" text PRIMARY KEY NOT NULL,
	"institution" text NOT NULL,
	"code_hash" text NOT NULL,
	"code_hint" text NOT NULL,
	"role" text NOT NULL,
	"audience" text,
	"created_by" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"uses" integer NOT NULL,
	"uses_left" integer NOT NULL,
	"revoked_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "issuer_keys" (
	"id" text PRIMARY KEY NOT NULL,
	"issuer" text NOT NULL,
	"kid" text NOT NULL,
	"sealed_private" text NOT NULL,
	"state" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"retired_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "issuers" (
	"id" text PRIMARY KEY NOT NULL,
	"institution" text NOT NULL,
	"slug" text NOT NULL,
	"did" text NOT NULL,
	"origin" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "memberships" (
	"id" text PRIMARY KEY NOT NULL,
	"person" text NOT NULL,
	"institution" text NOT NULL,
	"role" text NOT NULL,
	"audience" text,
	"created_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "pairwise_subjects" (
	"person" text NOT NULL,
	"issuer" text NOT NULL,
	"uuid" text NOT NULL,
	CONSTRAINT "pairwise_subjects_person_issuer_pk" PRIMARY KEY("person","issuer")
);
--> statement-breakpoint
CREATE TABLE "people" (
	"id" text PRIMARY KEY NOT NULL,
	"username" text NOT NULL,
	"email" text,
	"display_name" text NOT NULL,
	"password_hash" text,
	"must_change_password" boolean NOT NULL,
	"locale" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"disabled_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "portraits" (
	"cohort" text PRIMARY KEY NOT NULL,
	"made_at" timestamp (3) with time zone NOT NULL,
	"people" jsonb NOT NULL,
	"portrait" jsonb NOT NULL
);
--> statement-breakpoint
CREATE TABLE "probes" (
	"id" text PRIMARY KEY NOT NULL,
	"at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "reviews" (
	"id" text PRIMARY KEY NOT NULL,
	"application" text NOT NULL,
	"reviewer" text NOT NULL,
	"decision" text NOT NULL,
	"reason" text NOT NULL,
	"level" text,
	"said_at_decision" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "sessions" (
	"id" text PRIMARY KEY NOT NULL,
	"person" text NOT NULL,
	"label" text,
	"created_at" timestamp (3) with time zone NOT NULL,
	"seen_at" timestamp (3) with time zone NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "setup_tokens" (
	"id" text PRIMARY KEY NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"used_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "shares" (
	"id" text PRIMARY KEY NOT NULL,
	"person" text NOT NULL,
	"grantee_kind" text NOT NULL,
	"grantee" text NOT NULL,
	"text_version" text NOT NULL,
	"given_at" timestamp (3) with time zone NOT NULL,
	"until" timestamp (3) with time zone,
	"withdrawn_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "sign_in_attempts" (
	"key" text PRIMARY KEY NOT NULL,
	"failures" integer NOT NULL,
	"last_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "application_submissions" (
	"id" text PRIMARY KEY NOT NULL,
	"application" text NOT NULL,
	"said" text NOT NULL,
	"evidence" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "training_dimensions" (
	"training" text NOT NULL,
	"dimension" text NOT NULL,
	CONSTRAINT "training_dimensions_training_dimension_pk" PRIMARY KEY("training","dimension")
);
--> statement-breakpoint
CREATE TABLE "trainings" (
	"id" text PRIMARY KEY NOT NULL,
	"person" text NOT NULL,
	"framework_version" text NOT NULL,
	"title" text NOT NULL,
	"date" text NOT NULL,
	"minutes" integer NOT NULL,
	"kind" text NOT NULL,
	"reflection" text NOT NULL,
	"link" text,
	"revision" integer NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE INDEX "access_journal_person" ON "access_journal" USING btree ("person","at");--> statement-breakpoint
CREATE INDEX "accompaniments_person" ON "accompaniments" USING btree ("person");--> statement-breakpoint
CREATE INDEX "application_evidence_application" ON "application_evidence" USING btree ("application");--> statement-breakpoint
CREATE UNIQUE INDEX "applications_open" ON "applications" USING btree ("open_key");--> statement-breakpoint
CREATE INDEX "applications_person" ON "applications" USING btree ("person");--> statement-breakpoint
CREATE INDEX "applications_queue" ON "applications" USING btree ("institution","state","submitted_at");--> statement-breakpoint
CREATE UNIQUE INDEX "assessments_once" ON "assessments" USING btree ("person","framework_version");--> statement-breakpoint
CREATE UNIQUE INDEX "awards_status" ON "awards" USING btree ("issuer","status_list","status_index");--> statement-breakpoint
CREATE UNIQUE INDEX "awards_short_code" ON "awards" USING btree ("short_code");--> statement-breakpoint
CREATE UNIQUE INDEX "awards_active" ON "awards" USING btree ("active_key");--> statement-breakpoint
CREATE INDEX "awards_person" ON "awards" USING btree ("person");--> statement-breakpoint
CREATE INDEX "awards_application" ON "awards" USING btree ("application");--> statement-breakpoint
CREATE INDEX "cohort_advisers_person" ON "cohort_advisers" USING btree ("person");--> statement-breakpoint
CREATE UNIQUE INDEX "cohorts_join_code" ON "cohorts" USING btree ("join_code");--> statement-breakpoint
CREATE INDEX "cohorts_institution" ON "cohorts" USING btree ("institution");--> statement-breakpoint
CREATE INDEX "idempotency_keys_age" ON "idempotency_keys" USING btree ("created_at");--> statement-breakpoint
CREATE UNIQUE INDEX "institutions_slug" ON "institutions" USING btree ("slug");--> statement-breakpoint
CREATE UNIQUE INDEX "invitations_code" ON "invitations" USING btree ("code_hash");--> statement-breakpoint
CREATE INDEX "invitations_institution" ON "invitations" USING btree ("institution");--> statement-breakpoint
CREATE UNIQUE INDEX "issuer_keys_kid" ON "issuer_keys" USING btree ("kid");--> statement-breakpoint
CREATE INDEX "issuer_keys_issuer" ON "issuer_keys" USING btree ("issuer");--> statement-breakpoint
CREATE UNIQUE INDEX "issuers_did" ON "issuers" USING btree ("did");--> statement-breakpoint
CREATE INDEX "issuers_institution" ON "issuers" USING btree ("institution");--> statement-breakpoint
CREATE UNIQUE INDEX "memberships_once" ON "memberships" USING btree ("person","institution","role");--> statement-breakpoint
CREATE INDEX "memberships_institution" ON "memberships" USING btree ("institution");--> statement-breakpoint
CREATE UNIQUE INDEX "people_username" ON "people" USING btree ("username");--> statement-breakpoint
CREATE UNIQUE INDEX "people_email" ON "people" USING btree ("email");--> statement-breakpoint
CREATE INDEX "reviews_application" ON "reviews" USING btree ("application");--> statement-breakpoint
CREATE INDEX "sessions_person" ON "sessions" USING btree ("person");--> statement-breakpoint
CREATE INDEX "sessions_end" ON "sessions" USING btree ("expires_at");--> statement-breakpoint
CREATE INDEX "shares_person" ON "shares" USING btree ("person");--> statement-breakpoint
CREATE INDEX "shares_grantee" ON "shares" USING btree ("grantee_kind","grantee");--> statement-breakpoint
CREATE INDEX "application_submissions_application" ON "application_submissions" USING btree ("application");--> statement-breakpoint
CREATE INDEX "trainings_of_person" ON "trainings" USING btree ("person","date");