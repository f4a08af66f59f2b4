extension Schema {
    /// Long return addresses, each stored once however many logins use it. And an index of incomplete logins, oldest
    /// first.
    static let loginAddresses = """
        CREATE TABLE login_addresses (
            address_hash BLOB PRIMARY KEY NOT NULL,
            address TEXT NOT NULL,
            used_at INTEGER NOT NULL
        );
        CREATE INDEX login_addresses_by_use ON login_addresses (used_at);
        ALTER TABLE login_states ADD COLUMN address_hash BLOB;
        CREATE INDEX login_states_pending ON login_states (created_at) WHERE used_at IS NULL;
        """
}
