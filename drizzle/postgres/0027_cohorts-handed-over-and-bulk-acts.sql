CREATE TABLE "bulk_act_people" (
	"act" text NOT NULL,
	"person" text NOT NULL,
	"place" integer NOT NULL,
	"outcome" text,
	CONSTRAINT "bulk_act_people_act_person_pk" PRIMARY KEY("act","person")
);
--> statement-breakpoint
CREATE TABLE "bulk_acts" (
	"id" text PRIMARY KEY NOT NULL,
	"institution" text NOT NULL,
	"act" text NOT NULL,
	"created_by" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"begun_at" timestamp (3) with time zone,
	"listed" integer NOT NULL,
	"done" integer NOT NULL,
	"ended_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "cohort_asked" (
	"cohort" text NOT NULL,
	"person" text NOT NULL,
	"name" text NOT NULL,
	"name_order" text NOT NULL,
	"told_at" timestamp (3) with time zone,
	CONSTRAINT "cohort_asked_cohort_person_pk" PRIMARY KEY("cohort","person")
);
--> statement-breakpoint
ALTER TABLE "cohorts" ADD COLUMN "handed_over_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "bulk_act_people" ADD CONSTRAINT "bulk_act_people_act_bulk_acts_id_fk" FOREIGN KEY ("act") REFERENCES "public"."bulk_acts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "bulk_act_people" ADD CONSTRAINT "bulk_act_people_person_people_id_fk" FOREIGN KEY ("person") REFERENCES "public"."people"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "bulk_acts" ADD CONSTRAINT "bulk_acts_institution_institutions_id_fk" FOREIGN KEY ("institution") REFERENCES "public"."institutions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "bulk_acts" ADD CONSTRAINT "bulk_acts_created_by_people_id_fk" FOREIGN KEY ("created_by") REFERENCES "public"."people"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "cohort_asked" ADD CONSTRAINT "cohort_asked_cohort_cohorts_id_fk" FOREIGN KEY ("cohort") REFERENCES "public"."cohorts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "cohort_asked" ADD CONSTRAINT "cohort_asked_person_people_id_fk" FOREIGN KEY ("person") REFERENCES "public"."people"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "bulk_act_people_order" ON "bulk_act_people" USING btree ("act","place");--> statement-breakpoint
CREATE INDEX "bulk_act_people_person" ON "bulk_act_people" USING btree ("person");--> statement-breakpoint
CREATE INDEX "bulk_acts_institution" ON "bulk_acts" USING btree ("institution");--> statement-breakpoint
CREATE INDEX "bulk_acts_maker" ON "bulk_acts" USING btree ("created_by");--> statement-breakpoint
CREATE INDEX "cohort_asked_by_name" ON "cohort_asked" USING btree ("cohort","name_order","person");--> statement-breakpoint
CREATE INDEX "cohort_asked_person" ON "cohort_asked" USING btree ("person");