CREATE TABLE "administrative_acts" (
	"id" text PRIMARY KEY NOT NULL,
	"institution" text NOT NULL,
	"actor" text,
	"what" text NOT NULL,
	"person" text,
	"thing" text,
	"at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "person_requests" (
	"id" text PRIMARY KEY NOT NULL,
	"institution" text NOT NULL,
	"kind" text NOT NULL,
	"person" text,
	"reason" text,
	"asked_by" text,
	"asked_at" timestamp (3) with time zone NOT NULL,
	"answered_by" text,
	"answered_at" timestamp (3) with time zone,
	"due_at" timestamp (3) with time zone,
	"state" text NOT NULL,
	"ended_at" timestamp (3) with time zone
);
--> statement-breakpoint
ALTER TABLE "administrative_acts" ADD CONSTRAINT "administrative_acts_institution_institutions_id_fk" FOREIGN KEY ("institution") REFERENCES "public"."institutions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "administrative_acts" ADD CONSTRAINT "administrative_acts_actor_people_id_fk" FOREIGN KEY ("actor") REFERENCES "public"."people"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "administrative_acts" ADD CONSTRAINT "administrative_acts_person_people_id_fk" FOREIGN KEY ("person") REFERENCES "public"."people"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "person_requests" ADD CONSTRAINT "person_requests_institution_institutions_id_fk" FOREIGN KEY ("institution") REFERENCES "public"."institutions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "person_requests" ADD CONSTRAINT "person_requests_person_people_id_fk" FOREIGN KEY ("person") REFERENCES "public"."people"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "person_requests" ADD CONSTRAINT "person_requests_asked_by_people_id_fk" FOREIGN KEY ("asked_by") REFERENCES "public"."people"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "person_requests" ADD CONSTRAINT "person_requests_answered_by_people_id_fk" FOREIGN KEY ("answered_by") REFERENCES "public"."people"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "administrative_acts_order" ON "administrative_acts" USING btree ("institution","at");--> statement-breakpoint
CREATE INDEX "administrative_acts_actor" ON "administrative_acts" USING btree ("actor");--> statement-breakpoint
CREATE INDEX "administrative_acts_person" ON "administrative_acts" USING btree ("person");--> statement-breakpoint
CREATE INDEX "administrative_acts_age" ON "administrative_acts" USING btree ("at");--> statement-breakpoint
CREATE INDEX "person_requests_person" ON "person_requests" USING btree ("person");--> statement-breakpoint
CREATE INDEX "person_requests_institution" ON "person_requests" USING btree ("institution","state");--> statement-breakpoint
CREATE INDEX "person_requests_asker" ON "person_requests" USING btree ("asked_by");--> statement-breakpoint
CREATE INDEX "person_requests_answerer" ON "person_requests" USING btree ("answered_by");--> statement-breakpoint
CREATE INDEX "person_requests_due" ON "person_requests" USING btree ("state","due_at");--> statement-breakpoint
CREATE UNIQUE INDEX "person_requests_open" ON "person_requests" USING btree ("institution","person","kind") WHERE "person_requests"."ended_at" is null;