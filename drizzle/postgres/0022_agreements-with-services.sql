CREATE TABLE "agreement_entries" (
	"agreement" text NOT NULL,
	"person" text NOT NULL,
	"first_at" timestamp (3) with time zone NOT NULL,
	"last_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "agreement_entries_agreement_person_pk" PRIMARY KEY("agreement","person")
);
--> statement-breakpoint
CREATE TABLE "agreements" (
	"id" text PRIMARY KEY NOT NULL,
	"institution" text NOT NULL,
	"service" text NOT NULL,
	"reviews" boolean NOT NULL,
	"granted_by" text,
	"granted_at" timestamp (3) with time zone NOT NULL,
	"until" timestamp (3) with time zone,
	"ended_at" timestamp (3) with time zone,
	"ended_by" text
);
--> statement-breakpoint
ALTER TABLE "agreement_entries" ADD CONSTRAINT "agreement_entries_agreement_agreements_id_fk" FOREIGN KEY ("agreement") REFERENCES "public"."agreements"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "agreement_entries" ADD CONSTRAINT "agreement_entries_person_people_id_fk" FOREIGN KEY ("person") REFERENCES "public"."people"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "agreements" ADD CONSTRAINT "agreements_institution_institutions_id_fk" FOREIGN KEY ("institution") REFERENCES "public"."institutions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "agreements" ADD CONSTRAINT "agreements_service_institutions_id_fk" FOREIGN KEY ("service") REFERENCES "public"."institutions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "agreements" ADD CONSTRAINT "agreements_granted_by_people_id_fk" FOREIGN KEY ("granted_by") REFERENCES "public"."people"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "agreements" ADD CONSTRAINT "agreements_ended_by_people_id_fk" FOREIGN KEY ("ended_by") REFERENCES "public"."people"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "agreement_entries_person" ON "agreement_entries" USING btree ("person");--> statement-breakpoint
CREATE INDEX "agreements_service" ON "agreements" USING btree ("service");--> statement-breakpoint
CREATE UNIQUE INDEX "agreements_in_force" ON "agreements" USING btree ("institution","service") WHERE "agreements"."ended_at" is null;