ALTER TABLE "institutions" ADD COLUMN "closed_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "memberships" ADD COLUMN "ended_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "people" ADD COLUMN "operator_since" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "sessions" ADD COLUMN "institution" text;--> statement-breakpoint
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_institution_institutions_id_fk" FOREIGN KEY ("institution") REFERENCES "public"."institutions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
-- The kinds of before the network (docs/decisions/0057): a school was any school, service centre or board.
UPDATE institutions SET kind = 'service-centre' WHERE kind = 'school';--> statement-breakpoint
UPDATE institutions SET kind = 'cegep' WHERE kind = 'college';--> statement-breakpoint
UPDATE institutions SET kind = 'other' WHERE kind = 'university';
