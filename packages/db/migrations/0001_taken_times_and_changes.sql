CREATE EXTENSION IF NOT EXISTS btree_gist;
--> statement-breakpoint
ALTER TABLE taken_times ADD CONSTRAINT taken_times_no_overlap
  EXCLUDE USING gist (provider_id WITH =, tstzrange(starts_at, ends_at, '[)') WITH &&);
--> statement-breakpoint
CREATE FUNCTION sessions_take_time() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.status = 'cancelled' THEN
    DELETE FROM taken_times WHERE session_id = NEW.id;
  ELSE
    INSERT INTO taken_times (provider_id, session_id, starts_at, ends_at, buffer_before_minutes, buffer_after_minutes)
    SELECT NEW.provider_id, NEW.id, NEW.starts_at, NEW.ends_at, buffer_before_minutes, buffer_after_minutes
    FROM services WHERE id = NEW.service_id
    ON CONFLICT (session_id) DO UPDATE SET
      provider_id = excluded.provider_id, starts_at = excluded.starts_at, ends_at = excluded.ends_at;
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER sessions_take_time AFTER INSERT OR UPDATE OF provider_id, starts_at, ends_at, status ON sessions
  FOR EACH ROW EXECUTE FUNCTION sessions_take_time();
--> statement-breakpoint
CREATE FUNCTION bookings_hold_time() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.status = 'pending' AND NEW.session_id IS NULL THEN
    INSERT INTO taken_times
      (provider_id, booking_id, starts_at, ends_at, buffer_before_minutes, buffer_after_minutes, expires_at)
    SELECT NEW.provider_id, NEW.id, NEW.starts_at, NEW.ends_at, buffer_before_minutes, buffer_after_minutes, NEW.hold_expires_at
    FROM services WHERE id = NEW.service_id AND kind = 'private'
    ON CONFLICT (booking_id) DO UPDATE SET
      starts_at = excluded.starts_at, ends_at = excluded.ends_at, expires_at = excluded.expires_at;
  ELSE
    DELETE FROM taken_times WHERE booking_id = NEW.id;
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER bookings_hold_time AFTER INSERT OR UPDATE OF starts_at, ends_at, status, session_id, hold_expires_at ON bookings
  FOR EACH ROW EXECUTE FUNCTION bookings_hold_time();
--> statement-breakpoint
-- Open pages listen to one channel; a payload only names what to read again, so a lost notice costs nothing but time.
CREATE FUNCTION announce(topic text, topic_id uuid) RETURNS void LANGUAGE sql AS $$
  SELECT pg_notify('foyer_changes', topic || ':' || topic_id::text) WHERE topic_id IS NOT NULL
$$;
--> statement-breakpoint
CREATE FUNCTION announce_session(changed uuid) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  PERFORM announce('session', changed);
  PERFORM announce('user', provider_id) FROM sessions WHERE id = changed;
  PERFORM announce('user', customer_id) FROM (
    SELECT DISTINCT bookings.customer_id FROM sessions JOIN bookings
      ON bookings.session_id = sessions.id OR (bookings.session_id IS NULL AND bookings.service_id = sessions.service_id)
    WHERE sessions.id = changed AND bookings.status IN ('confirmed', 'cancelled', 'completed')
  ) AS booked;
END $$;
--> statement-breakpoint
CREATE FUNCTION sessions_announce() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM announce_session(NEW.id);
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER sessions_announce AFTER INSERT OR UPDATE ON sessions FOR EACH ROW EXECUTE FUNCTION sessions_announce();
--> statement-breakpoint
CREATE FUNCTION meetings_announce() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM announce_session(NEW.session_id);
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER meetings_announce_new AFTER INSERT ON meetings FOR EACH ROW EXECUTE FUNCTION meetings_announce();
--> statement-breakpoint
-- Only what a page shows: claims and counters change without anybody having to look again.
CREATE TRIGGER meetings_announce_change AFTER UPDATE ON meetings FOR EACH ROW
  WHEN ((OLD.status, OLD.source, OLD.reason, OLD.join_url, OLD.platform, OLD.attempts, OLD.next_attempt_at)
    IS DISTINCT FROM (NEW.status, NEW.source, NEW.reason, NEW.join_url, NEW.platform, NEW.attempts, NEW.next_attempt_at))
  EXECUTE FUNCTION meetings_announce();
--> statement-breakpoint
CREATE FUNCTION bookings_announce() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM announce('user', NEW.customer_id);
  PERFORM announce('user', NEW.provider_id);
  PERFORM announce('session', NEW.session_id);
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER bookings_announce AFTER INSERT OR UPDATE ON bookings FOR EACH ROW EXECUTE FUNCTION bookings_announce();
--> statement-breakpoint
CREATE FUNCTION connections_announce() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM announce('user', NEW.user_id);
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER connections_announce AFTER INSERT OR UPDATE ON connections FOR EACH ROW EXECUTE FUNCTION connections_announce();
--> statement-breakpoint
CREATE FUNCTION audit_entries_are_final() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'audit entries are never changed';
END $$;
--> statement-breakpoint
CREATE TRIGGER audit_entries_are_final BEFORE UPDATE OR DELETE ON audit_entries
  FOR EACH ROW EXECUTE FUNCTION audit_entries_are_final();
