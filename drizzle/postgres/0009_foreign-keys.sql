ALTER TABLE "access_journal" ALTER COLUMN "actor" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "reviews" ALTER COLUMN "reviewer" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "sign_in_attempts" ADD COLUMN "person" text;--> statement-breakpoint
ALTER TABLE "access_journal" ADD CONSTRAINT "access_journal_person_people_id_fk" FOREIGN KEY ("person") REFERENCES "public"."people"("id") ON DELETE cascade ON UPDATE no action NOT VALID;--> statement-breakpoint
ALTER TABLE "accompaniments" ADD CONSTRAINT "accompaniments_adviser_people_id_fk" FOREIGN KEY ("adviser") REFERENCES "public"."people"("id") ON DELETE cascade ON UPDATE no action NOT VALID;--> statement-breakpoint
ALTER TABLE "accompaniments" ADD CONSTRAINT "accompaniments_person_people_id_fk" FOREIGN KEY ("person") REFERENCES "public"."people"("id") ON DELETE cascade ON UPDATE no action NOT VALID;--> statement-breakpoint
ALTER TABLE "answer_history" ADD CONSTRAINT "answer_history_assessment_assessments_id_fk" FOREIGN KEY ("assessment") REFERENCES "public"."assessments"("id") ON DELETE cascade ON UPDATE no action NOT VALID;--> statement-breakpoint
ALTER TABLE "answers" ADD CONSTRAINT "answers_assessment_assessments_id_fk" FOREIGN KEY ("assessment") REFERENCES "public"."assessments"("id") ON DELETE cascade ON UPDATE no action NOT VALID;--> statement-breakpoint
ALTER TABLE "application_evidence" ADD CONSTRAINT "application_evidence_application_applications_id_fk" FOREIGN KEY ("application") REFERENCES "public"."applications"("id") ON DELETE cascade ON UPDATE no action NOT VALID;--> statement-breakpoint
ALTER TABLE "application_evidence" ADD CONSTRAINT "application_evidence_training_trainings_id_fk" FOREIGN KEY ("training") REFERENCES "public"."trainings"("id") ON DELETE set null ON UPDATE no action NOT VALID;--> statement-breakpoint
ALTER TABLE "applications" ADD CONSTRAINT "applications_person_people_id_fk" FOREIGN KEY ("person") REFERENCES "public"."people"("id") ON DELETE cascade ON UPDATE no action NOT VALID;--> statement-breakpoint
ALTER TABLE "applications" ADD CONSTRAINT "applications_institution_institutions_id_fk" FOREIGN KEY ("institution") REFERENCES "public"."institutions"("id") ON DELETE no action ON UPDATE no action NOT VALID;--> statement-breakpoint
ALTER TABLE "assessments" ADD CONSTRAINT "assessments_person_people_id_fk" FOREIGN KEY ("person") REFERENCES "public"."people"("id") ON DELETE cascade ON UPDATE no action NOT VALID;--> statement-breakpoint
ALTER TABLE "award_tokens" ADD CONSTRAINT "award_tokens_award_awards_id_fk" FOREIGN KEY ("award") REFERENCES "public"."awards"("id") ON DELETE cascade ON UPDATE no action NOT VALID;--> statement-breakpoint
ALTER TABLE "awards" ADD CONSTRAINT "awards_application_applications_id_fk" FOREIGN KEY ("application") REFERENCES "public"."applications"("id") ON DELETE set null ON UPDATE no action NOT VALID;--> statement-breakpoint
ALTER TABLE "awards" ADD CONSTRAINT "awards_person_people_id_fk" FOREIGN KEY ("person") REFERENCES "public"."people"("id") ON DELETE set null ON UPDATE no action NOT VALID;--> statement-breakpoint
ALTER TABLE "awards" ADD CONSTRAINT "awards_institution_institutions_id_fk" FOREIGN KEY ("institution") REFERENCES "public"."institutions"("id") ON DELETE no action ON UPDATE no action NOT VALID;--> statement-breakpoint
ALTER TABLE "awards" ADD CONSTRAINT "awards_issuer_issuers_id_fk" FOREIGN KEY ("issuer") REFERENCES "public"."issuers"("id") ON DELETE no action ON UPDATE no action NOT VALID;--> statement-breakpoint
ALTER TABLE "awards" ADD CONSTRAINT "awards_decided_by_people_id_fk" FOREIGN KEY ("decided_by") REFERENCES "public"."people"("id") ON DELETE set null ON UPDATE no action NOT VALID;--> statement-breakpoint
ALTER TABLE "awards" ADD CONSTRAINT "awards_sibling_of_awards_id_fk" FOREIGN KEY ("sibling_of") REFERENCES "public"."awards"("id") ON DELETE no action ON UPDATE no action NOT VALID;--> statement-breakpoint
ALTER TABLE "cohort_advisers" ADD CONSTRAINT "cohort_advisers_cohort_cohorts_id_fk" FOREIGN KEY ("cohort") REFERENCES "public"."cohorts"("id") ON DELETE cascade ON UPDATE no action NOT VALID;--> statement-breakpoint
ALTER TABLE "cohort_advisers" ADD CONSTRAINT "cohort_advisers_person_people_id_fk" FOREIGN KEY ("person") REFERENCES "public"."people"("id") ON DELETE cascade ON UPDATE no action NOT VALID;--> statement-breakpoint
ALTER TABLE "cohorts" ADD CONSTRAINT "cohorts_institution_institutions_id_fk" FOREIGN KEY ("institution") REFERENCES "public"."institutions"("id") ON DELETE no action ON UPDATE no action NOT VALID;--> statement-breakpoint
ALTER TABLE "drafts" ADD CONSTRAINT "drafts_person_people_id_fk" FOREIGN KEY ("person") REFERENCES "public"."people"("id") ON DELETE cascade ON UPDATE no action NOT VALID;--> statement-breakpoint
ALTER TABLE "invitations" ADD CONSTRAINT "invitations_institution_institutions_id_fk" FOREIGN KEY ("institution") REFERENCES "public"."institutions"("id") ON DELETE no action ON UPDATE no action NOT VALID;--> statement-breakpoint
ALTER TABLE "invitations" ADD CONSTRAINT "invitations_created_by_people_id_fk" FOREIGN KEY ("created_by") REFERENCES "public"."people"("id") ON DELETE cascade ON UPDATE no action NOT VALID;--> statement-breakpoint
ALTER TABLE "issuance_halts" ADD CONSTRAINT "issuance_halts_institution_institutions_id_fk" FOREIGN KEY ("institution") REFERENCES "public"."institutions"("id") ON DELETE no action ON UPDATE no action NOT VALID;--> statement-breakpoint
ALTER TABLE "issuances" ADD CONSTRAINT "issuances_person_people_id_fk" FOREIGN KEY ("person") REFERENCES "public"."people"("id") ON DELETE set null ON UPDATE no action NOT VALID;--> statement-breakpoint
ALTER TABLE "issuances" ADD CONSTRAINT "issuances_institution_institutions_id_fk" FOREIGN KEY ("institution") REFERENCES "public"."institutions"("id") ON DELETE no action ON UPDATE no action NOT VALID;--> statement-breakpoint
ALTER TABLE "issuances" ADD CONSTRAINT "issuances_application_applications_id_fk" FOREIGN KEY ("application") REFERENCES "public"."applications"("id") ON DELETE set null ON UPDATE no action NOT VALID;--> statement-breakpoint
ALTER TABLE "issuances" ADD CONSTRAINT "issuances_issuer_issuers_id_fk" FOREIGN KEY ("issuer") REFERENCES "public"."issuers"("id") ON DELETE no action ON UPDATE no action NOT VALID;--> statement-breakpoint
ALTER TABLE "issuances" ADD CONSTRAINT "issuances_reissue_of_awards_id_fk" FOREIGN KEY ("reissue_of") REFERENCES "public"."awards"("id") ON DELETE no action ON UPDATE no action NOT VALID;--> statement-breakpoint
ALTER TABLE "issuer_keys" ADD CONSTRAINT "issuer_keys_issuer_issuers_id_fk" FOREIGN KEY ("issuer") REFERENCES "public"."issuers"("id") ON DELETE no action ON UPDATE no action NOT VALID;--> statement-breakpoint
ALTER TABLE "issuers" ADD CONSTRAINT "issuers_institution_institutions_id_fk" FOREIGN KEY ("institution") REFERENCES "public"."institutions"("id") ON DELETE no action ON UPDATE no action NOT VALID;--> statement-breakpoint
ALTER TABLE "memberships" ADD CONSTRAINT "memberships_person_people_id_fk" FOREIGN KEY ("person") REFERENCES "public"."people"("id") ON DELETE cascade ON UPDATE no action NOT VALID;--> statement-breakpoint
ALTER TABLE "memberships" ADD CONSTRAINT "memberships_institution_institutions_id_fk" FOREIGN KEY ("institution") REFERENCES "public"."institutions"("id") ON DELETE no action ON UPDATE no action NOT VALID;--> statement-breakpoint
ALTER TABLE "memberships" ADD CONSTRAINT "memberships_given_by_people_id_fk" FOREIGN KEY ("given_by") REFERENCES "public"."people"("id") ON DELETE set null ON UPDATE no action NOT VALID;--> statement-breakpoint
ALTER TABLE "pairwise_subjects" ADD CONSTRAINT "pairwise_subjects_person_people_id_fk" FOREIGN KEY ("person") REFERENCES "public"."people"("id") ON DELETE cascade ON UPDATE no action NOT VALID;--> statement-breakpoint
ALTER TABLE "pairwise_subjects" ADD CONSTRAINT "pairwise_subjects_issuer_issuers_id_fk" FOREIGN KEY ("issuer") REFERENCES "public"."issuers"("id") ON DELETE no action ON UPDATE no action NOT VALID;--> statement-breakpoint
ALTER TABLE "portrait_people" ADD CONSTRAINT "portrait_people_cohort_cohorts_id_fk" FOREIGN KEY ("cohort") REFERENCES "public"."cohorts"("id") ON DELETE cascade ON UPDATE no action NOT VALID;--> statement-breakpoint
ALTER TABLE "portrait_people" ADD CONSTRAINT "portrait_people_person_people_id_fk" FOREIGN KEY ("person") REFERENCES "public"."people"("id") ON DELETE cascade ON UPDATE no action NOT VALID;--> statement-breakpoint
ALTER TABLE "portraits" ADD CONSTRAINT "portraits_cohort_cohorts_id_fk" FOREIGN KEY ("cohort") REFERENCES "public"."cohorts"("id") ON DELETE cascade ON UPDATE no action NOT VALID;--> statement-breakpoint
ALTER TABLE "reviews" ADD CONSTRAINT "reviews_application_applications_id_fk" FOREIGN KEY ("application") REFERENCES "public"."applications"("id") ON DELETE cascade ON UPDATE no action NOT VALID;--> statement-breakpoint
ALTER TABLE "reviews" ADD CONSTRAINT "reviews_reviewer_people_id_fk" FOREIGN KEY ("reviewer") REFERENCES "public"."people"("id") ON DELETE set null ON UPDATE no action NOT VALID;--> statement-breakpoint
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_person_people_id_fk" FOREIGN KEY ("person") REFERENCES "public"."people"("id") ON DELETE cascade ON UPDATE no action NOT VALID;--> statement-breakpoint
ALTER TABLE "shares" ADD CONSTRAINT "shares_person_people_id_fk" FOREIGN KEY ("person") REFERENCES "public"."people"("id") ON DELETE cascade ON UPDATE no action NOT VALID;--> statement-breakpoint
ALTER TABLE "sign_in_attempts" ADD CONSTRAINT "sign_in_attempts_person_people_id_fk" FOREIGN KEY ("person") REFERENCES "public"."people"("id") ON DELETE cascade ON UPDATE no action NOT VALID;--> statement-breakpoint
ALTER TABLE "situation_choices" ADD CONSTRAINT "situation_choices_person_people_id_fk" FOREIGN KEY ("person") REFERENCES "public"."people"("id") ON DELETE cascade ON UPDATE no action NOT VALID;--> statement-breakpoint
ALTER TABLE "application_submissions" ADD CONSTRAINT "application_submissions_application_applications_id_fk" FOREIGN KEY ("application") REFERENCES "public"."applications"("id") ON DELETE cascade ON UPDATE no action NOT VALID;--> statement-breakpoint
ALTER TABLE "superseded_awards" ADD CONSTRAINT "superseded_awards_award_awards_id_fk" FOREIGN KEY ("award") REFERENCES "public"."awards"("id") ON DELETE no action ON UPDATE no action NOT VALID;--> statement-breakpoint
ALTER TABLE "superseded_awards" ADD CONSTRAINT "superseded_awards_issuer_issuers_id_fk" FOREIGN KEY ("issuer") REFERENCES "public"."issuers"("id") ON DELETE no action ON UPDATE no action NOT VALID;--> statement-breakpoint
ALTER TABLE "training_dimensions" ADD CONSTRAINT "training_dimensions_training_trainings_id_fk" FOREIGN KEY ("training") REFERENCES "public"."trainings"("id") ON DELETE cascade ON UPDATE no action NOT VALID;--> statement-breakpoint
ALTER TABLE "trainings" ADD CONSTRAINT "trainings_person_people_id_fk" FOREIGN KEY ("person") REFERENCES "public"."people"("id") ON DELETE cascade ON UPDATE no action NOT VALID;--> statement-breakpoint
-- Rows that point to what is not there are removed, or point to nothing, as the key says, until none is left; then the
-- keys hold for all. Meanwhile they are put aside: one that refuses would stop at a row whose own end leads nowhere too.
DO $$
DECLARE
	c record;
	n bigint;
	found bigint;
BEGIN
	CREATE TEMP TABLE keys_aside ON COMMIT DROP AS
		SELECT con.oid AS nth, con.conname AS name, con.confdeltype = 'n' AS sets_null, con.conrelid::regclass AS child,
			con.confrelid::regclass AS parent, a.attname AS col, pg_get_constraintdef(con.oid) AS said, 0::bigint AS total
		FROM pg_constraint con JOIN pg_attribute a ON a.attrelid = con.conrelid AND a.attnum = con.conkey[1]
		WHERE con.contype = 'f' AND NOT con.convalidated;
	FOR c IN SELECT * FROM keys_aside ORDER BY nth LOOP
		EXECUTE format('ALTER TABLE %s DROP CONSTRAINT %I', c.child, c.name);
	END LOOP;
	LOOP
		found := 0;
		FOR c IN SELECT * FROM keys_aside ORDER BY nth LOOP
			EXECUTE format(
				CASE WHEN c.sets_null THEN 'UPDATE %1$s x SET %2$I = NULL' ELSE 'DELETE FROM %1$s x' END
					|| ' WHERE x.%2$I IS NOT NULL AND NOT EXISTS (SELECT 1 FROM %3$s p WHERE p.id = x.%2$I)',
				c.child, c.col, c.parent);
			GET DIAGNOSTICS n = ROW_COUNT;
			found := found + n;
			UPDATE keys_aside SET total = total + n WHERE nth = c.nth;
		END LOOP;
		EXIT WHEN found = 0;
	END LOOP;
	FOR c IN
		SELECT child::text AS name, sum(total) FILTER (WHERE NOT sets_null) AS removed, sum(total) FILTER (WHERE sets_null) AS mended
		FROM keys_aside GROUP BY child HAVING sum(total) > 0 ORDER BY child::text
	LOOP
		RAISE NOTICE 'rows of % that led nowhere', c.name USING DETAIL = json_build_object(
			'table', c.name, 'removed', coalesce(c.removed, 0), 'mended', coalesce(c.mended, 0));
	END LOOP;
	FOR c IN SELECT * FROM keys_aside ORDER BY nth LOOP
		EXECUTE format('ALTER TABLE %s ADD CONSTRAINT %I %s', c.child, c.name, replace(c.said, ' NOT VALID', ''));
	END LOOP;
END $$;
