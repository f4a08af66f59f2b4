extension Schema {
    /// For the number of a new user: above all that there are, and above all that became another's.
    static let mergedUsers = "CREATE INDEX user_merges_by_merged ON user_merges (merged_user_id);"
}
