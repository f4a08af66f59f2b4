import JSON
import SQL
import SQLite

/// A template that an account chose from WeChat's library.
struct MessageTemplate {
    let appid: String
    /// 43 characters.
    let id: String
    let title: String
    /// Names such as `thing1`: a kind of value, and a number.
    let fields: [String]
}

extension MessageTemplate {
    init(row: borrowing Row) throws(DatabaseError) {
        appid = try row.text("appid")
        id = try row.text("id")
        title = try row.text("title")
        fields = JSONValue.strings(try row.text("fields"))
    }

    /// As shown by control calls.
    var json: JSONValue {
        [
            "appid": .string(appid), "template_id": .string(id), "title": .string(title),
            "fields": .array(fields.map(JSONValue.string)),
        ]
    }

    /// What the person sees: the title, and each field that the data has.
    func shown(_ data: JSONValue) -> String {
        let lines = fields.compactMap { name in
            data[name]?["value"].map { "\(name): \($0.string ?? $0.text)" }
        }
        return ([title] + lines).joined(separator: "\n")
    }
}
