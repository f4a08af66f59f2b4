import JSON
import SQL
import SQLite

extension Store {
    func template(_ id: String, _ appid: String) throws(Failure) -> MessageTemplate? {
        try attempt { (database) throws(DatabaseError) in
            try database.row(
                "SELECT * FROM templates WHERE appid = ? AND id = ?", .text(appid), .text(id),
                map: MessageTemplate.init(row:))
        }
    }

    func templates(_ appid: String) throws(Failure) -> [MessageTemplate] {
        try attempt { (database) throws(DatabaseError) in
            try database.rows(
                "SELECT * FROM templates WHERE appid = ? ORDER BY rowid", .text(appid), map: MessageTemplate.init(row:))
        }
    }

    /// Creates the template, or replaces the one with its id.
    func save(_ template: MessageTemplate) throws(Failure) {
        let fields = JSONValue.array(template.fields.map(JSONValue.string)).text
        try attempt { (database) throws(DatabaseError) in
            try database.execute(
                "INSERT OR REPLACE INTO templates(appid, id, title, fields) VALUES(?, ?, ?, ?)", .text(template.appid),
                .text(template.id), .text(template.title), .text(fields))
        }
    }
}
