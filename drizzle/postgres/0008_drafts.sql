CREATE TABLE "carried_texts" (
	"id" text PRIMARY KEY NOT NULL,
	"bearer" text NOT NULL,
	"sealed" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "drafts" (
	"person" text NOT NULL,
	"path" text NOT NULL,
	"form" text NOT NULL,
	"revision" integer NOT NULL,
	"typed" jsonb NOT NULL,
	"other" jsonb,
	"saved_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "drafts_person_path_form_pk" PRIMARY KEY("person","path","form")
);
--> statement-breakpoint
CREATE INDEX "carried_texts_bearer" ON "carried_texts" USING btree ("bearer");--> statement-breakpoint
CREATE INDEX "carried_texts_age" ON "carried_texts" USING btree ("at");--> statement-breakpoint
CREATE INDEX "drafts_age" ON "drafts" USING btree ("saved_at");