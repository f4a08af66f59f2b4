extension Schema {
    /// The format of a push (`xml` or `json`), and the reply as it is before it is written in that format. Both are
    /// NULL where version 1.0 stored the push. `reply` is still written, because its programs send that text at a
    /// repeated delivery; `late_reply`, which nobody gets, has the new form.
    static let storedReplies = """
        ALTER TABLE inbox ADD COLUMN format TEXT;
        ALTER TABLE inbox ADD COLUMN reply_form TEXT;
        """

    static let storedRepliesUndone = """
        ALTER TABLE inbox DROP COLUMN format;
        ALTER TABLE inbox DROP COLUMN reply_form;
        """
}
