CREATE TABLE "cohort_people" (
	"cohort" text NOT NULL,
	"person" text NOT NULL,
	"name" text NOT NULL,
	"name_order" text NOT NULL,
	"since" timestamp (3) with time zone NOT NULL,
	"answered" integer NOT NULL,
	CONSTRAINT "cohort_people_cohort_person_pk" PRIMARY KEY("cohort","person")
);
--> statement-breakpoint
ALTER TABLE "cohorts" ADD COLUMN "people" integer;--> statement-breakpoint
ALTER TABLE "cohorts" ADD COLUMN "done" integer;--> statement-breakpoint
ALTER TABLE "portraits" ADD COLUMN "least" integer;--> statement-breakpoint
ALTER TABLE "cohort_people" ADD CONSTRAINT "cohort_people_cohort_cohorts_id_fk" FOREIGN KEY ("cohort") REFERENCES "public"."cohorts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "cohort_people" ADD CONSTRAINT "cohort_people_person_people_id_fk" FOREIGN KEY ("person") REFERENCES "public"."people"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "cohort_people_by_name" ON "cohort_people" USING btree ("cohort","name_order","person");--> statement-breakpoint
CREATE INDEX "cohort_people_person" ON "cohort_people" USING btree ("person");