extension Schema {
    /// The client for whose login an exchanged code proves the openid. And no proof outlives its identity: when an
    /// operator removes or changes one, its sessions, handles, exchanges and authorizations end with it.
    static let boundProofs = """
        ALTER TABLE mini_sessions ADD COLUMN prover_hash BLOB;
        CREATE TRIGGER identity_removed AFTER DELETE ON identities BEGIN
            \(endOfIdentity)
        END;
        CREATE TRIGGER identity_changed AFTER UPDATE OF app_id, openid ON identities
        WHEN NEW.app_id <> OLD.app_id OR NEW.openid <> OLD.openid BEGIN
            \(endOfIdentity)
        END;
        """

    private static let endOfIdentity = """
        UPDATE sessions SET revoked_at = unixepoch() WHERE user_id = OLD.user_id AND app_id = OLD.app_id
        AND openid = OLD.openid AND revoked_at IS NULL;
        DELETE FROM mini_sessions WHERE app_id = OLD.app_id AND openid = OLD.openid;
        DELETE FROM oauth_grants WHERE app_id = OLD.app_id AND openid = OLD.openid;
        """
}
