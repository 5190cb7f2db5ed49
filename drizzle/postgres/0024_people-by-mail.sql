CREATE TABLE "invitation_batches" (
	"id" text PRIMARY KEY NOT NULL,
	"institution" text NOT NULL,
	"name" text,
	"role" text NOT NULL,
	"audience" text,
	"locale" text NOT NULL,
	"days" integer NOT NULL,
	"list" text,
	"created_by" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"begun_at" timestamp (3) with time zone,
	"listed" integer NOT NULL,
	"done" integer NOT NULL,
	"ended_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "mailed_invitations" (
	"id" text PRIMARY KEY NOT NULL,
	"batch" text NOT NULL,
	"institution" text NOT NULL,
	"line" integer NOT NULL,
	"token_hash" text NOT NULL,
	"email" text NOT NULL,
	"name" text,
	"school" text,
	"role" text NOT NULL,
	"audience" text,
	"sent_at" timestamp (3) with time zone NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"used_at" timestamp (3) with time zone,
	"used_by" text,
	"revoked_at" timestamp (3) with time zone,
	"mail" text
);
--> statement-breakpoint
DROP INDEX "mails_due";--> statement-breakpoint
ALTER TABLE "mails" ADD COLUMN "bulk" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "invitation_batches" ADD CONSTRAINT "invitation_batches_institution_institutions_id_fk" FOREIGN KEY ("institution") REFERENCES "public"."institutions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "invitation_batches" ADD CONSTRAINT "invitation_batches_created_by_people_id_fk" FOREIGN KEY ("created_by") REFERENCES "public"."people"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "mailed_invitations" ADD CONSTRAINT "mailed_invitations_batch_invitation_batches_id_fk" FOREIGN KEY ("batch") REFERENCES "public"."invitation_batches"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "mailed_invitations" ADD CONSTRAINT "mailed_invitations_institution_institutions_id_fk" FOREIGN KEY ("institution") REFERENCES "public"."institutions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "mailed_invitations" ADD CONSTRAINT "mailed_invitations_used_by_people_id_fk" FOREIGN KEY ("used_by") REFERENCES "public"."people"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "mailed_invitations" ADD CONSTRAINT "mailed_invitations_mail_mails_id_fk" FOREIGN KEY ("mail") REFERENCES "public"."mails"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "invitation_batches_institution" ON "invitation_batches" USING btree ("institution","created_at");--> statement-breakpoint
CREATE INDEX "invitation_batches_maker" ON "invitation_batches" USING btree ("created_by");--> statement-breakpoint
CREATE UNIQUE INDEX "mailed_invitations_token" ON "mailed_invitations" USING btree ("token_hash");--> statement-breakpoint
CREATE INDEX "mailed_invitations_batch" ON "mailed_invitations" USING btree ("batch","line");--> statement-breakpoint
CREATE INDEX "mailed_invitations_address" ON "mailed_invitations" USING btree ("email","institution");--> statement-breakpoint
CREATE INDEX "mailed_invitations_mail" ON "mailed_invitations" USING btree ("mail");--> statement-breakpoint
CREATE INDEX "mailed_invitations_user" ON "mailed_invitations" USING btree ("used_by");--> statement-breakpoint
CREATE INDEX "mailed_invitations_end" ON "mailed_invitations" USING btree ("expires_at");--> statement-breakpoint
CREATE INDEX "mails_due" ON "mails" USING btree ("state","bulk","due_at");