extension Schema {
    /// The gender that a person states at registration, beside the one that WeChat knows: `docs/protocol/wx-auth.md`,
    /// "`register`".
    static let statedGender = "ALTER TABLE users ADD COLUMN stated_gender INTEGER NOT NULL DEFAULT 0;"
}
