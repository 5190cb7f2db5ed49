CREATE TABLE "roster_people" (
	"id" text PRIMARY KEY NOT NULL,
	"cohort" text NOT NULL,
	"match_key" text NOT NULL,
	"number" text,
	"name" text NOT NULL,
	"name_order" text NOT NULL,
	"group_name" text NOT NULL,
	"code_hash" text NOT NULL,
	"imported_by" text,
	"confirmed_by" text,
	"person" text,
	"created_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "cohorts" ADD COLUMN "starts_on" text;--> statement-breakpoint
ALTER TABLE "cohorts" ADD COLUMN "most_people" integer;--> statement-breakpoint
ALTER TABLE "cohorts" ADD COLUMN "asks" text;--> statement-breakpoint
ALTER TABLE "cohorts" ADD COLUMN "archived_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "roster_people" ADD CONSTRAINT "roster_people_cohort_cohorts_id_fk" FOREIGN KEY ("cohort") REFERENCES "public"."cohorts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "roster_people" ADD CONSTRAINT "roster_people_imported_by_people_id_fk" FOREIGN KEY ("imported_by") REFERENCES "public"."people"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "roster_people" ADD CONSTRAINT "roster_people_confirmed_by_people_id_fk" FOREIGN KEY ("confirmed_by") REFERENCES "public"."people"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "roster_people" ADD CONSTRAINT "roster_people_person_people_id_fk" FOREIGN KEY ("person") REFERENCES "public"."people"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "roster_people_key" ON "roster_people" USING btree ("cohort","match_key");--> statement-breakpoint
CREATE UNIQUE INDEX "roster_people_code" ON "roster_people" USING btree ("code_hash");--> statement-breakpoint
CREATE INDEX "roster_people_by_name" ON "roster_people" USING btree ("cohort","name_order","id");--> statement-breakpoint
CREATE INDEX "roster_people_person" ON "roster_people" USING btree ("person");--> statement-breakpoint
CREATE INDEX "roster_people_importer" ON "roster_people" USING btree ("imported_by");--> statement-breakpoint
CREATE INDEX "roster_people_confirmer" ON "roster_people" USING btree ("confirmed_by");