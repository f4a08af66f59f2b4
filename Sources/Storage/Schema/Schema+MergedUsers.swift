extension Schema {
    /// For the id of a new user: higher than all existing ones and all that were merged into others.
    static let mergedUsers = "CREATE INDEX user_merges_by_merged ON user_merges (merged_user_id);"
}
