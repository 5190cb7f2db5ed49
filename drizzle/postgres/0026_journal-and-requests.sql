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
ALTER TABLE "administrative_acts" ADD CONSTRAINT "administrative_acts_institution_institutions_id_fk" FOREIGN KEY ("institution") REFERENCES "public"."institutions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "administrative_acts" ADD CONSTRAINT "administrative_acts_actor_people_id_fk" FOREIGN KEY ("actor") REFERENCES "public"."people"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "administrative_acts" ADD CONSTRAINT "administrative_acts_person_people_id_fk" FOREIGN KEY ("person") REFERENCES "public"."people"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "administrative_acts_order" ON "administrative_acts" USING btree ("institution","at");--> statement-breakpoint
CREATE INDEX "administrative_acts_actor" ON "administrative_acts" USING btree ("actor");--> statement-breakpoint
CREATE INDEX "administrative_acts_person" ON "administrative_acts" USING btree ("person");--> statement-breakpoint
CREATE INDEX "administrative_acts_age" ON "administrative_acts" USING btree ("at");