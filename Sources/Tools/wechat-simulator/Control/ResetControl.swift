import JSON

/// `POST /_simulator/reset` — everything as at the first start.
enum ResetControl {
    static func answer(_ call: Call, _ store: borrowing Store) throws(Failure) -> Reply {
        try store.reset()
        return .json(["now": .integer(try store.now())])
    }
}
