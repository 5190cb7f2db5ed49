CREATE TABLE "own_badge_versions" (
	"id" text PRIMARY KEY NOT NULL,
	"badge" text NOT NULL,
	"version" integer NOT NULL,
	"definition" text NOT NULL,
	"artwork_fr" text NOT NULL,
	"artwork_en" text,
	"imported_by" text,
	"imported_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "own_badges" (
	"id" text PRIMARY KEY NOT NULL,
	"institution" text NOT NULL,
	"version" integer NOT NULL,
	"offered" boolean NOT NULL,
	"revision" integer NOT NULL,
	"changed_by" text,
	"changed_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "institutions" ADD COLUMN "badges_revision" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "own_badge_versions" ADD CONSTRAINT "own_badge_versions_badge_own_badges_id_fk" FOREIGN KEY ("badge") REFERENCES "public"."own_badges"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "own_badge_versions" ADD CONSTRAINT "own_badge_versions_imported_by_people_id_fk" FOREIGN KEY ("imported_by") REFERENCES "public"."people"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "own_badges" ADD CONSTRAINT "own_badges_institution_institutions_id_fk" FOREIGN KEY ("institution") REFERENCES "public"."institutions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "own_badges" ADD CONSTRAINT "own_badges_changed_by_people_id_fk" FOREIGN KEY ("changed_by") REFERENCES "public"."people"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "own_badge_versions_version" ON "own_badge_versions" USING btree ("badge","version");--> statement-breakpoint
CREATE UNIQUE INDEX "own_badges_revision" ON "own_badges" USING btree ("revision");--> statement-breakpoint
CREATE INDEX "own_badges_institution" ON "own_badges" USING btree ("institution");--> statement-breakpoint
CREATE INDEX "institutions_badges_revision" ON "institutions" USING btree ("badges_revision");