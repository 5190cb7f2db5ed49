CREATE TABLE "opinions" (
	"id" text PRIMARY KEY NOT NULL,
	"application" text NOT NULL,
	"submission" text NOT NULL,
	"reviewer" text,
	"decision" text NOT NULL,
	"reason" text NOT NULL,
	"level" text,
	"said_at_decision" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "applications" ADD COLUMN "settling" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "opinions" ADD CONSTRAINT "opinions_application_applications_id_fk" FOREIGN KEY ("application") REFERENCES "public"."applications"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "opinions" ADD CONSTRAINT "opinions_submission_application_submissions_id_fk" FOREIGN KEY ("submission") REFERENCES "public"."application_submissions"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "opinions" ADD CONSTRAINT "opinions_reviewer_people_id_fk" FOREIGN KEY ("reviewer") REFERENCES "public"."people"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "opinions_application" ON "opinions" USING btree ("application");--> statement-breakpoint
CREATE INDEX "opinions_submission" ON "opinions" USING btree ("submission");--> statement-breakpoint
CREATE INDEX "opinions_reviewer" ON "opinions" USING btree ("reviewer");