CREATE TABLE "sweep_runs" (
	"name" text PRIMARY KEY NOT NULL,
	"ran_at" timestamp (3) with time zone,
	"duration_ms" integer,
	"found" integer DEFAULT 0 NOT NULL,
	"found_total" bigint DEFAULT 0 NOT NULL,
	"failures" integer DEFAULT 0 NOT NULL,
	"failed_at" timestamp (3) with time zone
);
--> statement-breakpoint
ALTER TABLE "meetings" DROP CONSTRAINT "meetings_reason_known";--> statement-breakpoint
ALTER TABLE "meetings" DROP CONSTRAINT "meetings_fallback_reason_known";--> statement-breakpoint
ALTER TABLE "connections" ADD COLUMN "orphans_checked_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "meetings" ADD COLUMN "session_changed" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "meetings" ADD COLUMN "check_due" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "notifications" ADD COLUMN "mail_due_at" timestamp (3) with time zone DEFAULT now() NOT NULL;--> statement-breakpoint
ALTER TABLE "providers" ADD COLUMN "hand_edits" text DEFAULT 'repair' NOT NULL;--> statement-breakpoint
ALTER TABLE "sessions" ADD COLUMN "is_seen" boolean DEFAULT false NOT NULL;--> statement-breakpoint
CREATE INDEX "meetings_session_changed" ON "meetings" USING btree ("id") WHERE session_changed;--> statement-breakpoint
CREATE INDEX "meetings_outcome_unknown" ON "meetings" USING btree ("last_attempt_at") WHERE outcome_unknown;--> statement-breakpoint
CREATE INDEX "notifications_unsent" ON "notifications" USING btree ("mail_due_at") WHERE mailed_at is null and mail_outcome is null;--> statement-breakpoint
CREATE INDEX "sessions_unseen" ON "sessions" USING btree ("starts_at") WHERE not is_seen;--> statement-breakpoint
CREATE INDEX "sessions_cancelled" ON "sessions" USING btree ("ends_at") WHERE status = 'cancelled';--> statement-breakpoint
ALTER TABLE "meetings" ADD CONSTRAINT "meetings_reason_known" CHECK ("reason" in ('room_pending', 'platform_unreachable', 'platform_rate_limited', 'outcome_unknown', 'connection_missing', 'connection_lost', 'permission_missing', 'not_allowed', 'room_failed', 'rejected', 'misconfigured', 'internal_error', 'session_over', 'removed_by_hand', 'moved_by_hand'));--> statement-breakpoint
ALTER TABLE "meetings" ADD CONSTRAINT "meetings_fallback_reason_known" CHECK ("fallback_reason" in ('room_pending', 'platform_unreachable', 'platform_rate_limited', 'outcome_unknown', 'connection_missing', 'connection_lost', 'permission_missing', 'not_allowed', 'room_failed', 'rejected', 'misconfigured', 'internal_error', 'session_over', 'removed_by_hand', 'moved_by_hand'));--> statement-breakpoint
ALTER TABLE "providers" ADD CONSTRAINT "providers_hand_edits_known" CHECK ("hand_edits" in ('repair', 'ask'));--> statement-breakpoint
UPDATE sessions SET is_seen = true FROM meetings WHERE meetings.session_id = sessions.id;
--> statement-breakpoint
CREATE FUNCTION sessions_mark_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE meetings SET session_changed = true WHERE session_id = NEW.id;
  RETURN NULL;
END $$;
--> statement-breakpoint
-- Wanting the meeting in the same transaction takes the mark away again: what keeps it was changed by nobody of ours.
CREATE TRIGGER sessions_mark_changed AFTER UPDATE OF starts_at, ends_at, time_zone, status ON sessions FOR EACH ROW
  WHEN ((OLD.starts_at, OLD.ends_at, OLD.time_zone, OLD.status = 'cancelled')
    IS DISTINCT FROM (NEW.starts_at, NEW.ends_at, NEW.time_zone, NEW.status = 'cancelled'))
  EXECUTE FUNCTION sessions_mark_changed();
--> statement-breakpoint
CREATE FUNCTION meetings_leave_session_unseen() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE sessions SET is_seen = false WHERE id = OLD.session_id;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER meetings_leave_session_unseen AFTER DELETE ON meetings FOR EACH ROW
  EXECUTE FUNCTION meetings_leave_session_unseen();
