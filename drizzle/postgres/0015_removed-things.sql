CREATE TABLE "removed_evidence" (
	"id" text PRIMARY KEY NOT NULL,
	"application" text NOT NULL,
	"title" text NOT NULL,
	"link" text,
	"training" text,
	"reflection" text NOT NULL,
	"added_at" timestamp (3) with time zone NOT NULL,
	"removed_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "removed_trainings" (
	"id" text PRIMARY KEY NOT NULL,
	"person" text NOT NULL,
	"framework_version" text NOT NULL,
	"title" text NOT NULL,
	"date" text NOT NULL,
	"minutes" integer NOT NULL,
	"kind" text NOT NULL,
	"dimensions" text NOT NULL,
	"reflection" text NOT NULL,
	"link" text,
	"revision" integer NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	"removed_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "removed_evidence" ADD CONSTRAINT "removed_evidence_application_applications_id_fk" FOREIGN KEY ("application") REFERENCES "public"."applications"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "removed_evidence" ADD CONSTRAINT "removed_evidence_training_trainings_id_fk" FOREIGN KEY ("training") REFERENCES "public"."trainings"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "removed_trainings" ADD CONSTRAINT "removed_trainings_person_people_id_fk" FOREIGN KEY ("person") REFERENCES "public"."people"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "removed_evidence_application" ON "removed_evidence" USING btree ("application","removed_at");--> statement-breakpoint
CREATE INDEX "removed_evidence_at" ON "removed_evidence" USING btree ("removed_at");--> statement-breakpoint
CREATE INDEX "removed_evidence_training" ON "removed_evidence" USING btree ("training");--> statement-breakpoint
CREATE INDEX "removed_trainings_of_person" ON "removed_trainings" USING btree ("person","removed_at");--> statement-breakpoint
CREATE INDEX "removed_trainings_at" ON "removed_trainings" USING btree ("removed_at");