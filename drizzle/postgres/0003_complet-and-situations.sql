CREATE TABLE "answer_history" (
	"assessment" text NOT NULL,
	"statement" text NOT NULL,
	"revision" integer NOT NULL,
	"value" integer,
	"not_applicable" boolean NOT NULL,
	"answered_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "answer_history_assessment_statement_revision_pk" PRIMARY KEY("assessment","statement","revision")
);
--> statement-breakpoint
CREATE TABLE "situation_choices" (
	"id" text PRIMARY KEY NOT NULL,
	"person" text NOT NULL,
	"framework_version" text NOT NULL,
	"dimension" text NOT NULL,
	"situation" text NOT NULL,
	"choice" text NOT NULL,
	"shows" text,
	"day" text NOT NULL,
	"chosen_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "assessments" ADD COLUMN "chosen_at" timestamp (3) with time zone;--> statement-breakpoint
CREATE UNIQUE INDEX "situation_choices_day" ON "situation_choices" USING btree ("person","framework_version","situation","day");--> statement-breakpoint
CREATE INDEX "situation_choices_person" ON "situation_choices" USING btree ("person");--> statement-breakpoint
INSERT INTO "answer_history" ("assessment", "statement", "revision", "value", "not_applicable", "answered_at") SELECT "assessment", "statement", "revision", "value", "not_applicable", "answered_at" FROM "answers";
