CREATE TABLE "meeting_leftovers" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"meeting_id" uuid NOT NULL,
	"platform" text NOT NULL,
	"generation" integer NOT NULL,
	"room_attempt" integer NOT NULL,
	"external_id" text,
	"attempts" integer DEFAULT 0 NOT NULL,
	"next_attempt_at" timestamp (3) with time zone NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "meeting_leftovers_platform_known" CHECK ("platform" in ('google_meet', 'zoom', 'teams', 'custom_room'))
);
--> statement-breakpoint
ALTER TABLE "meetings" ADD COLUMN "fallback_step" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "meetings" ADD COLUMN "fallback_from" text;--> statement-breakpoint
ALTER TABLE "meetings" ADD COLUMN "fallback_reason" text;--> statement-breakpoint
ALTER TABLE "meetings" ADD COLUMN "fallback_since" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "services" ADD COLUMN "fallback_minutes_before" integer DEFAULT 15 NOT NULL;--> statement-breakpoint
ALTER TABLE "meeting_leftovers" ADD CONSTRAINT "meeting_leftovers_meeting_id_meetings_id_fk" FOREIGN KEY ("meeting_id") REFERENCES "public"."meetings"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "meeting_leftovers_key_unique" ON "meeting_leftovers" USING btree ("meeting_id","platform","generation");--> statement-breakpoint
CREATE INDEX "meeting_leftovers_due" ON "meeting_leftovers" USING btree ("next_attempt_at");--> statement-breakpoint
ALTER TABLE "meetings" ADD CONSTRAINT "meetings_fallback_reason_known" CHECK ("fallback_reason" in ('room_pending', 'platform_unreachable', 'platform_rate_limited', 'outcome_unknown', 'connection_missing', 'connection_lost', 'permission_missing', 'not_allowed', 'room_failed', 'rejected', 'misconfigured', 'internal_error', 'session_over'));--> statement-breakpoint
ALTER TABLE "meetings" ADD CONSTRAINT "meetings_fallback_leads_back" CHECK (("meetings"."fallback_step" = 0) = ("meetings"."fallback_from" is null));--> statement-breakpoint
ALTER TABLE "services" ADD CONSTRAINT "services_fallback_time_possible" CHECK ("services"."fallback_minutes_before" > 0);