CREATE TABLE "received_statements" (
	"id" text PRIMARY KEY NOT NULL,
	"source" text NOT NULL,
	"statement" text NOT NULL,
	"digest" text NOT NULL,
	"state" text NOT NULL,
	"person" text,
	"sent_as" text NOT NULL,
	"title" text NOT NULL,
	"date" text NOT NULL,
	"minutes" integer NOT NULL,
	"dimensions" text NOT NULL,
	"link" text,
	"received_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "training_sources" (
	"id" text PRIMARY KEY NOT NULL,
	"institution" text NOT NULL,
	"name" text NOT NULL,
	"key_hash" text NOT NULL,
	"minutes" integer NOT NULL,
	"dimensions" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"last_at" timestamp (3) with time zone,
	"revoked_at" timestamp (3) with time zone
);
--> statement-breakpoint
ALTER TABLE "removed_trainings" ADD COLUMN "received_from" text;--> statement-breakpoint
ALTER TABLE "trainings" ADD COLUMN "received_from" text;--> statement-breakpoint
ALTER TABLE "received_statements" ADD CONSTRAINT "received_statements_source_training_sources_id_fk" FOREIGN KEY ("source") REFERENCES "public"."training_sources"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "received_statements" ADD CONSTRAINT "received_statements_person_people_id_fk" FOREIGN KEY ("person") REFERENCES "public"."people"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "training_sources" ADD CONSTRAINT "training_sources_institution_institutions_id_fk" FOREIGN KEY ("institution") REFERENCES "public"."institutions"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "received_statements_once" ON "received_statements" USING btree ("source","statement");--> statement-breakpoint
CREATE INDEX "received_statements_held" ON "received_statements" USING btree ("source","state","received_at");--> statement-breakpoint
CREATE INDEX "received_statements_person" ON "received_statements" USING btree ("person");--> statement-breakpoint
CREATE INDEX "received_statements_at" ON "received_statements" USING btree ("state","received_at");--> statement-breakpoint
CREATE INDEX "training_sources_of" ON "training_sources" USING btree ("institution","created_at");--> statement-breakpoint
CREATE INDEX "catalogue_entries_address" ON "catalogue_entries" USING btree ("institution","address");--> statement-breakpoint
CREATE INDEX "catalogue_entries_searched" ON "catalogue_entries" USING btree ("institution","searched");