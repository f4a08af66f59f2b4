import JSON

/// `POST /_simulator/reset` — restores the initial state.
enum ResetControl {
    static func answer(_ call: Call, _ store: borrowing Store) throws(Failure) -> Reply {
        try store.reset()
        return .json(["now": .integer(try store.now())])
    }
}
