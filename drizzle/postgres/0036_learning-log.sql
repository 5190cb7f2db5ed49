CREATE TABLE "catalogue_entries" (
	"id" text PRIMARY KEY NOT NULL,
	"institution" text NOT NULL,
	"title" text NOT NULL,
	"provider" text NOT NULL,
	"address" text,
	"minutes" integer NOT NULL,
	"language" text NOT NULL,
	"audiences" text NOT NULL,
	"dimensions" text NOT NULL,
	"cost" text NOT NULL,
	"searched" text NOT NULL,
	"title_order" text NOT NULL,
	"revision" integer NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	"retired_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "hours_shares" (
	"id" text PRIMARY KEY NOT NULL,
	"person" text NOT NULL,
	"token_hash" text NOT NULL,
	"period_from" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "removed_trainings" ADD COLUMN "suggestion" text;--> statement-breakpoint
ALTER TABLE "removed_trainings" ADD COLUMN "before_step" integer;--> statement-breakpoint
ALTER TABLE "removed_trainings" ADD COLUMN "now_step" integer;--> statement-breakpoint
ALTER TABLE "removed_trainings" ADD COLUMN "helped" integer;--> statement-breakpoint
ALTER TABLE "trainings" ADD COLUMN "suggestion" text;--> statement-breakpoint
ALTER TABLE "trainings" ADD COLUMN "before_step" integer;--> statement-breakpoint
ALTER TABLE "trainings" ADD COLUMN "now_step" integer;--> statement-breakpoint
ALTER TABLE "trainings" ADD COLUMN "helped" integer;--> statement-breakpoint
ALTER TABLE "catalogue_entries" ADD CONSTRAINT "catalogue_entries_institution_institutions_id_fk" FOREIGN KEY ("institution") REFERENCES "public"."institutions"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "hours_shares" ADD CONSTRAINT "hours_shares_person_people_id_fk" FOREIGN KEY ("person") REFERENCES "public"."people"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "catalogue_entries_of" ON "catalogue_entries" USING btree ("institution","title_order");--> statement-breakpoint
CREATE UNIQUE INDEX "hours_shares_token" ON "hours_shares" USING btree ("token_hash");--> statement-breakpoint
CREATE INDEX "hours_shares_person" ON "hours_shares" USING btree ("person");--> statement-breakpoint
CREATE INDEX "hours_shares_end" ON "hours_shares" USING btree ("expires_at");--> statement-breakpoint
CREATE INDEX "trainings_suggestion" ON "trainings" USING btree ("suggestion","person","helped");