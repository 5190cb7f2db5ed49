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
ALTER TABLE "catalogue_entries" ADD CONSTRAINT "catalogue_entries_institution_institutions_id_fk" FOREIGN KEY ("institution") REFERENCES "public"."institutions"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "catalogue_entries_of" ON "catalogue_entries" USING btree ("institution","title_order");