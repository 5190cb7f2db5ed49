CREATE TABLE "files" (
	"id" text PRIMARY KEY NOT NULL,
	"sha256" text NOT NULL,
	"bytes" integer NOT NULL,
	"type" text NOT NULL,
	"name" text NOT NULL,
	"width" integer,
	"height" integer,
	"person" text,
	"institution" text,
	"made_at" timestamp (3) with time zone NOT NULL,
	"unused_since" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE INDEX "files_sha256" ON "files" USING btree ("sha256");--> statement-breakpoint
CREATE INDEX "files_person" ON "files" USING btree ("person");--> statement-breakpoint
CREATE INDEX "files_institution" ON "files" USING btree ("institution");--> statement-breakpoint
CREATE INDEX "files_unused" ON "files" USING btree ("unused_since");