CREATE TABLE "institution_changes" (
	"id" text PRIMARY KEY NOT NULL,
	"institution" text NOT NULL,
	"setting" text NOT NULL,
	"was" text NOT NULL,
	"became" text NOT NULL,
	"changed_by" text,
	"changed_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "institutions" ADD COLUMN "logo" text;--> statement-breakpoint
ALTER TABLE "institution_changes" ADD CONSTRAINT "institution_changes_institution_institutions_id_fk" FOREIGN KEY ("institution") REFERENCES "public"."institutions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "institution_changes" ADD CONSTRAINT "institution_changes_changed_by_people_id_fk" FOREIGN KEY ("changed_by") REFERENCES "public"."people"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "institution_changes_order" ON "institution_changes" USING btree ("institution","changed_at");--> statement-breakpoint
ALTER TABLE "institutions" ADD CONSTRAINT "institutions_logo_files_id_fk" FOREIGN KEY ("logo") REFERENCES "public"."files"("id") ON DELETE no action ON UPDATE no action;